//! Dates and news of the network: meetings, congresses, working groups.

pub mod pages;
pub mod port;
