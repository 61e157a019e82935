//! The program as it is run: started, asked, killed, started again. Nothing in here knows its insides.

mod kill;
mod office;
mod process;
mod start;
