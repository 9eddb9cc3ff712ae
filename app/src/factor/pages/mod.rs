//! Pages of the second factor, below `/konto/sicherheit`.

pub mod codes;
pub(crate) mod panel;
pub mod remove;
pub mod setup;

/// The way back.
fn crumbs() -> Vec<crate::ui::Crumb> {
    vec![("Konto".to_owned(), "/konto".to_owned()), ("Sicherheit".to_owned(), "/konto/sicherheit".to_owned())]
}
