//! Stories about the whole network, each on both databases.

mod account;
mod attachment;
mod attachment_hostile;
mod attachment_text;
mod bad_input;
mod database;
mod drafts;
mod drafts_forms;
mod drafts_review;
mod errors;
mod forum;
mod forum_lists;
mod import;
mod mail;
mod moderation;
mod notice;
mod organisation;
mod password;
mod reuse;
mod routes;
mod search;
mod security;
mod sessions;
mod wiki;
mod wiki_fields;
mod wiki_readers;
