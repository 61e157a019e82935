//! What every test stands on: a world with one platform, one gate, a clock that is moved by hand.

pub(crate) mod clock;
pub(crate) mod disk;
pub(crate) mod kiosk;
pub(crate) mod people;
pub(crate) mod pictures;
pub(crate) mod platform;
pub(crate) mod world;
