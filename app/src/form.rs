//! The state of a form between two requests: what was typed, and what is wrong with it.

use crate::error::FieldErrors;

/// Values and problems of a form. Empty for a fresh one.
#[derive(Debug, Default, Clone)]
pub struct FormState {
    values: Vec<(String, String)>,
    errors: FieldErrors,
}

/// Fields whose value is never sent back to the browser.
const SECRET: [&str; 4] = ["password", "new_password", "current_password", "code"];

impl FormState {
    /// A form that arrives filled, e.g. for editing what exists.
    #[must_use]
    pub fn filled<const N: usize>(values: [(&str, String); N]) -> Self {
        Self::typed(values.map(|(field, value)| (field.to_owned(), value)))
    }

    /// What a visitor typed; secrets are forgotten on the way.
    pub fn typed(values: impl IntoIterator<Item = (String, String)>) -> Self {
        let values = values.into_iter().filter(|(field, _)| !SECRET.contains(&field.as_str())).collect();
        Self { values, errors: FieldErrors::default() }
    }

    /// The same form with its problems.
    #[must_use]
    pub fn with_errors(mut self, errors: FieldErrors) -> Self {
        self.errors = errors;
        self
    }

    /// Replaces a value.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<String>) -> Self {
        self.values.retain(|(name, _)| name != field);
        self.values.push((field.to_owned(), value.into()));
        self
    }

    /// The value of a field, empty when there is none.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        self.values.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value.as_str())
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<&str> {
        self.errors.of(field)
    }

    /// All problems.
    #[must_use]
    pub fn errors(&self) -> &FieldErrors {
        &self.errors
    }

    /// All values as they were typed, secrets left out.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(field, value)| (field.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_never_sent_back() {
        let typed = [("mail", "a@lemgo.de"), ("password", "geheim"), ("new_password", "geheim")];
        let form = FormState::typed(typed.map(|(field, value)| (field.to_owned(), value.to_owned())));
        assert_eq!(form.value("mail"), "a@lemgo.de");
        assert_eq!(form.value("password"), "");
        assert_eq!(form.value("new_password"), "");
    }

    #[test]
    fn the_first_problem_of_a_field_is_the_one_shown() {
        let mut errors = FieldErrors::default();
        errors.add("title", "fehlt");
        errors.add("title", "zu kurz");
        assert_eq!(FormState::default().with_errors(errors).error("title"), Some("fehlt"));
    }
}
