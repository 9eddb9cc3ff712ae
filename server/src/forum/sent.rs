//! Forms of posts: sent twice, by a double click or by loading a page again, they post once. The files that were uploaded
//! while somebody wrote belong to the form, and go with it into the post.

use app::{attachment::port::Owner, error::Error};

use super::queries;
use crate::{
    attachment,
    db::{Conn, Millis},
};

/// Longest key of a form; ours have 22 characters.
const LONGEST_KEY: usize = 64;

/// A form that was sent, and what it became before.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Form {
    /// None for a form without a key.
    pub(crate) id: Option<i64>,
    /// The question.
    pub(crate) question: Option<i64>,
    /// The answer.
    pub(crate) answer: Option<i64>,
}

/// The form of this key. Whoever sends it at the same moment waits here until the transaction ends.
pub(crate) async fn begin(tx: &mut Conn, account: i64, key: &str, now: Millis) -> Result<Form, Error> {
    let key = key.trim();
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Ok(Form::default());
    }
    queries::begin_form(tx, account, key, now).await
}

/// Notes that a form has become a question, which takes its files over.
pub(super) async fn became_question(tx: &mut Conn, form: &Form, question: i64) -> Result<(), Error> {
    let Some(id) = form.id else { return Ok(()) };
    queries::form_became(tx, id, Some(question), None).await?;
    attachment::adopt_from_form(tx, id, Owner::Question(question)).await
}

/// Notes that a form has become an answer, which takes its files over.
pub(super) async fn became_answer(tx: &mut Conn, form: &Form, answer: i64) -> Result<(), Error> {
    let Some(id) = form.id else { return Ok(()) };
    queries::form_became(tx, id, None, Some(answer)).await?;
    attachment::adopt_from_form(tx, id, Owner::Answer(answer)).await
}

/// Forgets forms from before then.
pub(super) async fn forget(tx: &mut Conn, before: Millis) -> Result<(), Error> {
    queries::forget_forms(tx, before).await
}
