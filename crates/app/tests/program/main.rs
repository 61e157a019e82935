//! The program as it is run: started, asked, killed, started again. Nothing in here knows its insides.

mod account;
mod connect;
mod demo;
mod kill;
mod line;
mod office;
mod process;
mod sms;
mod start;
