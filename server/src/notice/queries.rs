//! All SQL of notices, of the mails that tell of them, and of how often people want those.

use app::{
    account::{Member, Viewer},
    error::Error,
    list::Slice,
    notice::{
        NoticeKind,
        port::Notice,
        preference::{Rhythm, Subject},
    },
};

use super::news::Recipient;
use crate::{
    account::queries::MemberRow,
    db::{Conn, Millis, execute, fetch, sql, timestamp},
};

/// People who can be told something, with all that decides whether and how; the rest of the statement says who.
macro_rules! recipients {
    ($rest:literal) => {
        concat!(
            "SELECT a.id AS account_id, a.name, a.mail, a.role, a.bounces, o.id AS organisation_id, o.slug, o.name AS organisation, o.district,
                (SELECT p.rhythm FROM mail_preferences p WHERE p.account_id = a.id AND p.subject = 'answers') AS answers,
                (SELECT p.rhythm FROM mail_preferences p WHERE p.account_id = a.id AND p.subject = 'followed') AS followed,
                (SELECT p.rhythm FROM mail_preferences p WHERE p.account_id = a.id AND p.subject = 'mentions') AS mentions,
                (SELECT p.rhythm FROM mail_preferences p WHERE p.account_id = a.id AND p.subject = 'care') AS care,
                (SELECT p.rhythm FROM mail_preferences p WHERE p.account_id = a.id AND p.subject = 'searches') AS searches
            FROM accounts a JOIN organisations o ON o.id = a.organisation_id ",
            $rest
        )
    };
}
pub(crate) use recipients;

sql! {
    RECIPIENT = recipients!("WHERE a.id = $1 AND a.ended_at IS NULL");
    // once for each person and event, whatever happens at the same moment
    INSERT = "INSERT INTO notices (account_id, kind, text, path, created_at, event, question_id, digest)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (account_id, event) DO NOTHING";
    LIST = "SELECT id, kind, text, created_at, seen FROM notices WHERE account_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3";
    COUNT = "SELECT COUNT(*) FROM notices WHERE account_id = $1";
    SEE = "UPDATE notices SET seen = TRUE WHERE account_id = $1 AND id = $2 RETURNING path";
    SEE_ALL = "UPDATE notices SET seen = TRUE WHERE account_id = $1 AND id <= $2 AND NOT seen";

    CHOSEN = "SELECT rhythm FROM mail_preferences WHERE account_id = $1 AND subject = $2";
    CHOOSE = "INSERT INTO mail_preferences (account_id, subject, rhythm) VALUES ($1, $2, $3)
        ON CONFLICT (account_id, subject) DO UPDATE SET rhythm = excluded.rhythm";
    REDIRECT = "UPDATE notices SET digest = $3 WHERE account_id = $1 AND kind = $2 AND digest IS NOT NULL";
    MAILBOX = "SELECT mail, bounces FROM accounts WHERE id = $1";
    REACHABLE = "UPDATE accounts SET bounces = 0 WHERE id = $1";

    // DO UPDATE, not DO NOTHING: it waits for whoever is sending this digest, and then begins the next one
    AWAIT_DIGEST = "INSERT INTO digests (account_id, rhythm, due_at) VALUES ($1, $2, $3)
        ON CONFLICT (account_id, rhythm) DO UPDATE SET due_at = digests.due_at";
    DUE_DIGESTS = "SELECT account_id, rhythm, due_at FROM digests WHERE due_at <= $1 ORDER BY due_at, account_id LIMIT $2";
    CLAIM_DIGEST = "DELETE FROM digests WHERE account_id = $1 AND rhythm = $2 AND due_at = $3";
    // what she has seen meanwhile is no news, and what was removed is for nobody
    DIGESTED = "SELECT n.text, n.path FROM notices n LEFT JOIN questions q ON q.id = n.question_id
        WHERE n.account_id = $1 AND n.digest = $2 AND NOT n.seen AND q.removed_at IS NULL ORDER BY n.id LIMIT $3";
    DIGEST_DONE = "UPDATE notices SET digest = NULL WHERE account_id = $1 AND digest = $2";

    INSERT_LINK = "INSERT INTO unsubscribe_links (token_hash, account_id, scope, created_at) VALUES ($1, $2, $3, $4)";
    LINK = "SELECT account_id, scope FROM unsubscribe_links WHERE token_hash = $1";
    DELETE_OLD_LINKS = "DELETE FROM unsubscribe_links WHERE created_at <= $1";

    NEWEST = "SELECT COALESCE(MAX(id), 0) FROM notices";
    TOLD_SINCE = "SELECT id, account_id FROM notices WHERE id > $1 ORDER BY id LIMIT $2";
    OWN_NEWEST = "SELECT COALESCE(MAX(id), 0) FROM notices WHERE account_id = $1";
    OWN_SINCE = "SELECT id FROM notices WHERE account_id = $1 AND id > $2 ORDER BY id LIMIT $3";
}

/// Someone who can be told something, as the database has her.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct RecipientRow {
    #[sqlx(flatten)]
    member: MemberRow,
    mail: String,
    bounces: i64,
    answers: Option<String>,
    followed: Option<String>,
    mentions: Option<String>,
    care: Option<String>,
    searches: Option<String>,
}

impl From<RecipientRow> for Recipient {
    fn from(row: RecipientRow) -> Self {
        let chosen = [row.answers, row.followed, row.mentions, row.care, row.searches];
        let mut rhythms = Subject::ALL.map(Subject::usual);
        for (rhythm, chosen) in rhythms.iter_mut().zip(chosen) {
            *rhythm = chosen.and_then(|key| Rhythm::from_key(&key)).unwrap_or(*rhythm);
        }
        let member = Member::from(row.member);
        Self { mail: row.mail, bounces: row.bounces, rhythms, name: member.name.clone(), viewer: Viewer::member_is(member) }
    }
}

/// Someone who can be told something.
pub(super) async fn recipient(conn: &mut Conn, account: i64) -> Result<Option<Recipient>, Error> {
    Ok(fetch!(conn, fetch_optional as RecipientRow, RECIPIENT, account)?.map(Recipient::from))
}

/// A notice as it is written.
pub(super) struct New<'a> {
    pub(super) account: i64,
    pub(super) kind: NoticeKind,
    pub(super) text: &'a str,
    pub(super) path: &'a str,
    pub(super) event: Option<&'a str>,
    pub(super) question: Option<i64>,
    pub(super) digest: Option<Rhythm>,
}

/// `false` when she has been told of this event before.
pub(super) async fn insert(conn: &mut Conn, new: &New<'_>, now: Millis) -> Result<bool, Error> {
    let (kind, digest) = (new.kind.key(), new.digest.map(Rhythm::key));
    Ok(execute!(conn, INSERT, new.account, kind, new.text, new.path, now, new.event, new.question, digest)? == 1)
}

#[derive(sqlx::FromRow)]
struct NoticeRow {
    id: i64,
    kind: String,
    text: String,
    created_at: Millis,
    seen: bool,
}

pub(super) async fn list(conn: &mut Conn, account: i64, slice: Slice) -> Result<Vec<Notice>, Error> {
    let rows = fetch!(conn, fetch_all as NoticeRow, LIST, account, slice.limit, slice.offset)?;
    let notice = |row: NoticeRow| Notice {
        id: row.id,
        kind: NoticeKind::from_key(&row.kind),
        text: row.text,
        created_at: timestamp(row.created_at),
        seen: row.seen,
    };
    Ok(rows.into_iter().map(notice).collect())
}

pub(super) async fn count(conn: &mut Conn, account: i64) -> Result<i64, Error> {
    let (count,) = fetch!(conn, fetch_one as (i64,), COUNT, account)?;
    Ok(count)
}

/// Where it leads to; `None` when it is somebody else's.
pub(super) async fn see(conn: &mut Conn, account: i64, id: i64) -> Result<Option<String>, Error> {
    Ok(fetch!(conn, fetch_optional as (String,), SEE, account, id)?.map(|(path,)| path))
}

pub(super) async fn see_all(conn: &mut Conn, account: i64, upto: i64) -> Result<(), Error> {
    execute!(conn, SEE_ALL, account, upto)?;
    Ok(())
}

/// How often she wants mails about a subject.
pub(super) async fn rhythm(conn: &mut Conn, account: i64, subject: Subject) -> Result<Rhythm, Error> {
    let row = fetch!(conn, fetch_optional as (String,), CHOSEN, account, subject.key())?;
    Ok(row.and_then(|(key,)| Rhythm::from_key(&key)).unwrap_or_else(|| subject.usual()))
}

pub(super) async fn choose(conn: &mut Conn, account: i64, subject: Subject, rhythm: Rhythm) -> Result<(), Error> {
    execute!(conn, CHOOSE, account, subject.key(), rhythm.key())?;
    Ok(())
}

/// What waits for a mail about a subject waits for another one, or for none. Returns how much that was.
pub(super) async fn redirect(conn: &mut Conn, account: i64, subject: Subject, digest: Option<Rhythm>) -> Result<u64, Error> {
    let mut moved = 0;
    for kind in subject.kinds() {
        moved += execute!(conn, REDIRECT, account, kind.key(), digest.map(Rhythm::key))?;
    }
    Ok(moved)
}

/// Where her mails go, and how many in a row were refused.
pub(super) async fn mailbox(conn: &mut Conn, account: i64) -> Result<(String, i64), Error> {
    Ok(fetch!(conn, fetch_one as (String, i64), MAILBOX, account)?)
}

pub(super) async fn reachable(conn: &mut Conn, account: i64) -> Result<(), Error> {
    execute!(conn, REACHABLE, account)?;
    Ok(())
}

/// Makes sure that a digest will be sent; one that is planned already stays as it is.
pub(super) async fn await_digest(conn: &mut Conn, account: i64, rhythm: Rhythm, due: Millis) -> Result<(), Error> {
    execute!(conn, AWAIT_DIGEST, account, rhythm.key(), due)?;
    Ok(())
}

/// A digest that is planned.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Digest {
    pub(super) account_id: i64,
    pub(super) rhythm: String,
    due_at: Millis,
}

pub(super) async fn due_digests(conn: &mut Conn, now: Millis, limit: i64) -> Result<Vec<Digest>, Error> {
    Ok(fetch!(conn, fetch_all as Digest, DUE_DIGESTS, now, limit)?)
}

/// Takes it; `false` when it was taken already.
pub(super) async fn claim_digest(conn: &mut Conn, digest: &Digest) -> Result<bool, Error> {
    Ok(execute!(conn, CLAIM_DIGEST, digest.account_id, &digest.rhythm, digest.due_at)? == 1)
}

/// Text and path of what waits for a digest, oldest first.
pub(super) async fn digested(conn: &mut Conn, digest: &Digest, limit: i64) -> Result<Vec<(String, String)>, Error> {
    Ok(fetch!(conn, fetch_all as (String, String), DIGESTED, digest.account_id, &digest.rhythm, limit)?)
}

pub(super) async fn digest_done(conn: &mut Conn, digest: &Digest) -> Result<(), Error> {
    execute!(conn, DIGEST_DONE, digest.account_id, &digest.rhythm)?;
    Ok(())
}

pub(super) async fn insert_link(conn: &mut Conn, hash: &str, account: i64, scope: &str, now: Millis) -> Result<(), Error> {
    execute!(conn, INSERT_LINK, hash, account, scope, now)?;
    Ok(())
}

/// Whose link it is, and what it ends.
pub(super) async fn link(conn: &mut Conn, hash: &str) -> Result<Option<(i64, String)>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64, String), LINK, hash)?)
}

pub(super) async fn delete_old_links(conn: &mut Conn, before: Millis) -> Result<(), Error> {
    execute!(conn, DELETE_OLD_LINKS, before)?;
    Ok(())
}

pub(super) async fn newest(conn: &mut Conn) -> Result<i64, Error> {
    let (id,) = fetch!(conn, fetch_one as (i64,), NEWEST)?;
    Ok(id)
}

/// Id and recipient of what was told after a notice, in its order.
pub(super) async fn told_since(conn: &mut Conn, after: i64, limit: i64) -> Result<Vec<(i64, i64)>, Error> {
    Ok(fetch!(conn, fetch_all as (i64, i64), TOLD_SINCE, after, limit)?)
}

pub(super) async fn own_newest(conn: &mut Conn, account: i64) -> Result<i64, Error> {
    let (id,) = fetch!(conn, fetch_one as (i64,), OWN_NEWEST, account)?;
    Ok(id)
}

/// The ids of what someone was told after a notice, in their order.
pub(super) async fn own_since(conn: &mut Conn, account: i64, after: i64, limit: i64) -> Result<Vec<i64>, Error> {
    Ok(fetch!(conn, fetch_all as (i64,), OWN_SINCE, account, after, limit)?.into_iter().map(|(id,)| id).collect())
}
