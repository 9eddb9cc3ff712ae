//! All SQL of order.

use app::{
    error::Error,
    follow::Kind,
    forum::{order::CloseReason, post::Post},
};

use crate::{
    db::{Conn, Millis, execute, fetch, sql},
    follow, mention,
};

sql! {
    CLOSE = "UPDATE questions SET closed_at = $2, closed_reason = $3, closed_note = $4, duplicate_of = $5 WHERE id = $1";
    REOPEN = "UPDATE questions SET closed_at = NULL, closed_reason = NULL, closed_note = NULL, duplicate_of = NULL WHERE id = $1";
    LOCK = "UPDATE questions SET locked_at = $2 WHERE id = $1";
    PIN = "UPDATE questions SET pinned_at = $2 WHERE id = $1";
    TOPIC = "SELECT topic FROM questions WHERE id = $1";
    SOLUTION = "SELECT accepted_answer FROM questions WHERE id = $1";

    // from $1 to $2
    MOVE_ANSWERS = "UPDATE answers SET question_id = $2 WHERE question_id = $1";
    MOVE_COMMENTS = "UPDATE comments SET question_id = $2 WHERE question_id = $1";
    MOVE_SHARERS = "INSERT INTO shared_questions (question_id, organisation_id, account_id, created_at)
        SELECT q.id, s.organisation_id, s.account_id, s.created_at FROM shared_questions s JOIN questions q ON q.id = $2
        WHERE s.question_id = $1 AND s.organisation_id <> q.organisation_id
        ON CONFLICT (question_id, organisation_id) DO NOTHING";
    // whoever asked the same has the same question
    SHARE_OF_ASKER = "INSERT INTO shared_questions (question_id, organisation_id, account_id, created_at)
        SELECT q.id, s.organisation_id, s.author_id, s.created_at FROM questions s JOIN questions q ON q.id = $2
        WHERE s.id = $1 AND s.organisation_id <> q.organisation_id
        ON CONFLICT (question_id, organisation_id) DO NOTHING";
    FORGET_SHARERS = "DELETE FROM shared_questions WHERE question_id = $1";
    KEEP_SOLUTION = "UPDATE questions SET accepted_answer = COALESCE(accepted_answer, (SELECT accepted_answer FROM questions WHERE id = $1))
        WHERE id = $2";
    LEAD_ON = "UPDATE questions SET merged_into = $2 WHERE id = $1 OR merged_into = $1";
    // nothing is a duplicate of itself
    REOPEN_DUPLICATE = "UPDATE questions SET closed_at = NULL, closed_reason = NULL, closed_note = NULL, duplicate_of = NULL
        WHERE id = $2 AND duplicate_of = $1";
    DUPLICATES_LEAD_ON = "UPDATE questions SET duplicate_of = $2 WHERE duplicate_of = $1";
    // whoever has flagged both has flagged the one that stays
    FORGET_FLAGS = "DELETE FROM flags WHERE post = 'question' AND post_id = $1 AND decided_at IS NULL AND account_id IN
        (SELECT f.account_id FROM flags f WHERE f.post = 'question' AND f.post_id = $2 AND f.decided_at IS NULL)";
    MOVE_FLAGS = "UPDATE flags SET post_id = $2 WHERE post = 'question' AND post_id = $1 AND decided_at IS NULL";
    // or a digest would leave out what is told of them: nobody sees the question that was merged
    MOVE_NOTICES = "UPDATE notices SET question_id = $2 WHERE question_id = $1";
    PUT_AWAY = "UPDATE questions SET removed_at = $2, removed_by = $3, removed_reason = '', pinned_at = NULL WHERE id = $1";

    RELOCATE = "UPDATE answers SET question_id = $2 WHERE id = $1";
    RELOCATE_COMMENTS = "UPDATE comments SET question_id = $2 WHERE answer_id = $1";
    INHERIT = "UPDATE questions SET audience = (SELECT audience FROM questions WHERE id = $2),
        opens_at = (SELECT opens_at FROM questions WHERE id = $2) WHERE id = $1";

    RECOUNT = "UPDATE questions SET
            answer_count = (SELECT COUNT(*) FROM answers WHERE question_id = $1 AND removed_at IS NULL),
            accepted_answer = (SELECT n.id FROM answers n
                WHERE n.id = questions.accepted_answer AND n.question_id = $1 AND n.removed_at IS NULL)
        WHERE id = $1";

    REMOVE_QUESTION = "UPDATE questions SET removed_at = $2, removed_by = $3, removed_reason = $4 WHERE id = $1";
    REMOVE_ANSWER = "UPDATE answers SET removed_at = $2, removed_by = $3, removed_reason = $4,
            solution_of = (SELECT q.id FROM questions q WHERE q.id = answers.question_id AND q.accepted_answer = $1)
        WHERE id = $1";
    REMOVE_COMMENT = "UPDATE comments SET removed_at = $2, removed_by = $3, removed_reason = $4 WHERE id = $1";
    RESTORE_QUESTION = "UPDATE questions SET removed_at = NULL, removed_by = NULL, removed_reason = NULL
        WHERE id = $1 AND removed_at IS NOT NULL";
    RESTORE_ANSWER = "UPDATE answers SET removed_at = NULL, removed_by = NULL, removed_reason = NULL
        WHERE id = $1 AND removed_at IS NOT NULL";
    RESTORE_COMMENT = "UPDATE comments SET removed_at = NULL, removed_by = NULL, removed_reason = NULL
        WHERE id = $1 AND removed_at IS NOT NULL";
    // not in a thread that it was moved to meanwhile: nobody has accepted it there
    SOLVE_AGAIN = "UPDATE questions SET accepted_answer = $2 WHERE id = $1 AND accepted_answer IS NULL
        AND EXISTS (SELECT 1 FROM answers n WHERE n.id = $2 AND n.question_id = $1 AND n.solution_of = $1)";
    ANSWERED_BY_OTHERS = "SELECT COUNT(*) FROM answers WHERE question_id = $1 AND author_id <> $2 AND removed_at IS NULL";

    AUTHOR_OF_QUESTION = "SELECT author_id FROM questions WHERE id = $1";
    AUTHOR_OF_ANSWER = "SELECT author_id FROM answers WHERE id = $1";
    AUTHOR_OF_COMMENT = "SELECT author_id FROM comments WHERE id = $1";
    ANSWERS_OF = "SELECT id FROM answers WHERE question_id = $1";
    COMMENTS_OF_QUESTION = "SELECT id FROM comments WHERE question_id = $1";
    COMMENTS_OF_ANSWER = "SELECT id FROM comments WHERE answer_id = $1";
    // what refers to a post by its kind and number
    ERASE_REVISIONS = "DELETE FROM post_revisions WHERE post = $1 AND post_id = $2";
    ERASE_FLAGS = "DELETE FROM flags WHERE post = $1 AND post_id = $2";
    // $1: the address that leads to it; $2: the end of an address that leads to it; $3: how addresses below it begin
    ERASE_NOTICES = "DELETE FROM notices WHERE path = $1 OR path LIKE $2 OR path LIKE $3";
    ERASED = "INSERT INTO erased_posts (post, post_id) VALUES ($1, $2) ON CONFLICT (post, post_id) DO NOTHING";
    UNLINK_MERGED = "UPDATE questions SET merged_into = NULL WHERE merged_into = $1";
    UNLINK_DUPLICATES = "UPDATE questions SET duplicate_of = NULL WHERE duplicate_of = $1";
    ERASE_QUESTION = "DELETE FROM questions WHERE id = $1";
    ERASE_ANSWER = "DELETE FROM answers WHERE id = $1";
    ERASE_COMMENT = "DELETE FROM comments WHERE id = $1";

    QUOTING = "SELECT 'question' AS kind, id FROM questions WHERE body LIKE $1 OR body LIKE $2
        UNION ALL SELECT 'answer' AS kind, id FROM answers WHERE body LIKE $1 OR body LIKE $2
        UNION ALL SELECT 'comment' AS kind, id FROM comments WHERE body LIKE $1 OR body LIKE $2 LIMIT 100";
}

pub(super) async fn close(
    tx: &mut Conn,
    question: i64,
    (reason, note): (CloseReason, &str),
    duplicate: Option<i64>,
    now: Millis,
) -> Result<(), Error> {
    execute!(tx, CLOSE, question, now, reason.key(), note, duplicate)?;
    Ok(())
}

pub(super) async fn reopen(tx: &mut Conn, question: i64) -> Result<(), Error> {
    execute!(tx, REOPEN, question)?;
    Ok(())
}

pub(super) async fn lock(tx: &mut Conn, question: i64, at: Option<Millis>) -> Result<(), Error> {
    execute!(tx, LOCK, question, at)?;
    Ok(())
}

pub(super) async fn pin(tx: &mut Conn, question: i64, at: Option<Millis>) -> Result<(), Error> {
    execute!(tx, PIN, question, at)?;
    Ok(())
}

pub(super) async fn topic(conn: &mut Conn, question: i64) -> Result<Option<String>, Error> {
    Ok(fetch!(conn, fetch_one as (Option<String>,), TOPIC, question)?.0)
}

/// The answer that solves it.
pub(super) async fn solution(conn: &mut Conn, question: i64) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_one as (Option<i64>,), SOLUTION, question)?.0)
}

/// Moves everything below a question to another one, and lets its address lead there.
pub(super) async fn merge(tx: &mut Conn, from: i64, to: i64, by: i64, now: Millis) -> Result<(), Error> {
    let statements = [
        KEEP_SOLUTION,
        MOVE_ANSWERS,
        MOVE_COMMENTS,
        MOVE_SHARERS,
        SHARE_OF_ASKER,
        LEAD_ON,
        REOPEN_DUPLICATE,
        DUPLICATES_LEAD_ON,
        FORGET_FLAGS,
        MOVE_FLAGS,
        MOVE_NOTICES,
    ];
    for statement in statements {
        execute!(tx, statement, from, to)?;
    }
    execute!(tx, FORGET_SHARERS, from)?;
    execute!(tx, PUT_AWAY, from, now, by)?;
    Ok(())
}

/// Moves an answer with its comments; returns what was moved.
pub(super) async fn relocate(tx: &mut Conn, answer: i64, to: i64) -> Result<Vec<Post>, Error> {
    for statement in [RELOCATE, RELOCATE_COMMENTS] {
        execute!(tx, statement, answer, to)?;
    }
    let answer = Post::Answer(answer);
    Ok([vec![answer], below(tx, answer).await?].concat())
}

/// Lets a new question be seen by whom the other one is for.
pub(super) async fn inherit(tx: &mut Conn, question: i64, from: i64) -> Result<(), Error> {
    execute!(tx, INHERIT, question, from)?;
    Ok(())
}

/// Counts answers anew, and forgets a solution that is not there any more.
pub(super) async fn recount(tx: &mut Conn, question: i64) -> Result<(), Error> {
    execute!(tx, RECOUNT, question)?;
    Ok(())
}

/// `by` is who does it, and why.
pub(super) async fn remove(tx: &mut Conn, post: Post, by: (i64, &str), now: Millis) -> Result<(), Error> {
    let statement = match post {
        Post::Question(_) => REMOVE_QUESTION,
        Post::Answer(_) => REMOVE_ANSWER,
        Post::Comment(_) => REMOVE_COMMENT,
    };
    execute!(tx, statement, post.id(), now, by.0, by.1)?;
    Ok(())
}

/// Whether it had been taken away.
pub(super) async fn restore(tx: &mut Conn, post: Post) -> Result<bool, Error> {
    let statement = match post {
        Post::Question(_) => RESTORE_QUESTION,
        Post::Answer(_) => RESTORE_ANSWER,
        Post::Comment(_) => RESTORE_COMMENT,
    };
    Ok(execute!(tx, statement, post.id())? == 1)
}

/// Makes an answer that was restored the solution that it was, unless there is another one meanwhile. Whether it is one now.
pub(super) async fn solve_again(tx: &mut Conn, question: i64, answer: i64) -> Result<bool, Error> {
    Ok(execute!(tx, SOLVE_AGAIN, question, answer)? == 1)
}

pub(super) async fn answered_by_others(conn: &mut Conn, question: i64, author: i64) -> Result<bool, Error> {
    Ok(fetch!(conn, fetch_one as (i64,), ANSWERED_BY_OTHERS, question, author)?.0 > 0)
}

pub(super) async fn author(conn: &mut Conn, post: Post) -> Result<Option<i64>, Error> {
    let statement = match post {
        Post::Question(_) => AUTHOR_OF_QUESTION,
        Post::Answer(_) => AUTHOR_OF_ANSWER,
        Post::Comment(_) => AUTHOR_OF_COMMENT,
    };
    Ok(fetch!(conn, fetch_optional as (i64,), statement, post.id())?.map(|(id,)| id))
}

/// Deletes a post with all that stands below it and all that refers to any of that.
pub(super) async fn erase(tx: &mut Conn, question: i64, post: Post) -> Result<(), Error> {
    for below in [vec![post], below(tx, post).await?].concat() {
        mention::forget(tx, question, below).await?;
        forget(tx, below).await?;
    }
    if let Post::Question(id) = post {
        follow::pass_on(tx, Kind::Question, &id.to_string(), None).await?;
    }
    let statement = match post {
        Post::Question(id) => {
            for unlink in [UNLINK_MERGED, UNLINK_DUPLICATES] {
                execute!(tx, unlink, id)?;
            }
            ERASE_QUESTION
        }
        Post::Answer(_) => ERASE_ANSWER,
        Post::Comment(_) => ERASE_COMMENT,
    };
    execute!(tx, statement, post.id())?;
    Ok(())
}

async fn below(conn: &mut Conn, post: Post) -> Result<Vec<Post>, Error> {
    let comments = match post {
        Post::Question(_) => COMMENTS_OF_QUESTION,
        Post::Answer(_) => COMMENTS_OF_ANSWER,
        Post::Comment(_) => return Ok(Vec::new()),
    };
    let comments = fetch!(conn, fetch_all as (i64,), comments, post.id())?;
    let mut posts: Vec<Post> = comments.into_iter().map(|(id,)| Post::Comment(id)).collect();
    if let Post::Question(id) = post {
        let answers = fetch!(conn, fetch_all as (i64,), ANSWERS_OF, id)?;
        posts.extend(answers.into_iter().map(|(id,)| Post::Answer(id)));
    }
    Ok(posts)
}

/// Former texts, flags and notices; the number is not given to another post.
async fn forget(tx: &mut Conn, post: Post) -> Result<(), Error> {
    for statement in [ERASE_REVISIONS, ERASE_FLAGS, ERASED] {
        execute!(tx, statement, post.kind(), post.id())?;
    }
    let address = post.permalink();
    execute!(tx, ERASE_NOTICES, &address, format!("%#{}", post.key()), format!("{address}/%"))?;
    Ok(())
}

/// Posts with a link to this one.
pub(super) async fn quoting(conn: &mut Conn, post: Post) -> Result<Vec<Post>, Error> {
    let address = post.permalink();
    let rows = fetch!(conn, fetch_all as (String, i64), QUOTING, format!("%]({address})%"), format!("%]({address}/%"))?;
    Ok(rows.into_iter().filter_map(|(kind, id)| Post::new(&kind, id)).collect())
}
