//! The rules, as the field states them: who may go in, what a gate answers, what raises an alert.

mod alert;
mod areas;
mod days;
mod divisions;
mod facts;
mod handed;
mod judge;
mod pass_code;
mod profile;
mod properties;
mod real_areas;
mod real_names;
mod shared;
mod standing;
mod taken_back;
mod until;
