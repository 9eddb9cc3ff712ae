//! What every letter has in common: salutation, signature, and the address of the site in its links.

use super::Mail;

/// The head of all letters.
#[derive(Debug, Clone)]
pub struct Letterhead {
    /// Start of the links, e.g. `https://wissensnetz-owl.de`.
    pub public_url: String,
    /// Name of the network.
    pub site_name: String,
}

impl Letterhead {
    /// A mail with salutation and signature.
    #[must_use]
    pub fn letter(&self, to: &str, name: &str, subject: &str, text: &str) -> Mail {
        Mail {
            to: to.to_owned(),
            subject: format!("{subject} - {}", self.site_name),
            body: format!("Guten Tag {name},\n\n{text}\n\nViele Grüße\n{}\n", self.site_name),
        }
    }
}
