//! The program at a site's edge.
