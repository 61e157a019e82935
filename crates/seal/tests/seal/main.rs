//! Passkeys, by what is made up and by what a browser really sent.

mod chromium;
mod passkey;
