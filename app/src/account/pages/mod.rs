//! Pages around the account.

pub mod access;
pub mod code;
pub mod confirm;
pub mod ending;
pub mod forgotten;
pub mod own;
pub mod people;
pub mod profile;
pub mod prove;
pub mod register;
pub mod security;
pub mod sign_in;
