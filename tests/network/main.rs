//! Stories about the whole network, each on both databases.
