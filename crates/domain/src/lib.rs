//! What the words of the field mean: ids, types and rules.
//!
//! Nothing in here does I/O, waits, reads a clock or draws a random number; a rule that needs the time is
//! given it. The words are those of the field's vocabulary, one per concept on every floor.

pub mod account;
pub mod alert;
pub mod area;
pub mod certificate;
pub mod check;
pub mod clock;
pub mod consent;
pub mod contractor;
pub mod day;
pub mod declaration;
pub mod division;
pub mod document;
pub mod dormitory;
pub mod emergency_contact;
pub mod engagement;
pub mod face;
pub mod gate_key;
pub mod handed;
pub mod id;
pub mod integrator;
pub mod language;
pub mod likeness;
pub mod message;
pub mod name;
pub mod organisation;
pub mod passage;
pub mod passkey;
pub mod phone;
pub mod phone_code;
pub mod pinyin;
pub mod profile;
pub mod reason;
pub mod registry;
pub mod rights;
pub mod roster;
pub mod screening;
pub mod search;
pub mod standing;
pub mod text;
pub mod trade;
pub mod verdict;
pub mod worker_kind;
