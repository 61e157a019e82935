//! Messages to a provider's service, played by a server on this machine: what is asked of it, and what becomes of its
//! answers.

mod messages;
mod service;
