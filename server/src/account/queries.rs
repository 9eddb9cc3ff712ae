//! All SQL of accounts.

use app::{
    account::{Employer, Member, Role, port::Profile},
    error::Error,
};

use crate::db::{Conn, Millis, execute, fetch, sql, timestamp};

sql! {
    ACCOUNT_BY_MAIL = "SELECT id, name, mail, password_hash, ended_at IS NOT NULL AS ended FROM accounts WHERE mail_key = $1";
    ACCOUNT_BY_ID = "SELECT id, name, mail, password_hash, ended_at IS NOT NULL AS ended FROM accounts WHERE id = $1";
    INSERT_ACCOUNT = "INSERT INTO accounts (name, mail, mail_key, password_hash, role, organisation_id, created_at, name_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    SET_PASSWORD = "UPDATE accounts SET password_hash = $2 WHERE id = $1 AND ended_at IS NULL";
    // waits for whoever changes it at the same moment, and then finds it changed
    HOLD_PASSWORD = "UPDATE accounts SET password_hash = password_hash WHERE id = $1 AND password_hash = $2 AND ended_at IS NULL";
    SET_ROLE = "UPDATE accounts SET role = $2 WHERE id = $1";
    LOCK_ROLE = "UPDATE accounts SET role = role WHERE role = $1";
    COUNT_ROLE = "SELECT COUNT(*) FROM accounts WHERE role = $1 AND ended_at IS NULL";
    ROLE_OF = "SELECT role FROM accounts WHERE id = $1";
    PROFILE = "SELECT a.id, a.name, a.mail, a.role, a.created_at, a.ended_at, o.slug, o.name AS organisation
        FROM accounts a JOIN organisations o ON o.id = a.organisation_id WHERE a.id = $1";
    PEOPLE = "SELECT a.id, a.name, a.mail, a.role, a.created_at, a.ended_at, o.slug, o.name AS organisation
        FROM accounts a JOIN organisations o ON o.id = a.organisation_id ORDER BY o.name, a.name";
    ORGANISATION_OF_DOMAIN = "SELECT o.id, o.slug, o.name FROM mail_domains d
        JOIN organisations o ON o.id = d.organisation_id WHERE d.domain = $1";
    INSERT_LINK = "INSERT INTO mail_links (token_hash, account_id, name, mail, mail_key, organisation_id, role, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    LINK = "SELECT l.account_id, l.name, l.mail, l.mail_key, l.organisation_id, l.role, o.name AS organisation
        FROM mail_links l JOIN organisations o ON o.id = l.organisation_id WHERE l.token_hash = $1 AND l.expires_at > $2";
    DELETE_LINKS = "DELETE FROM mail_links WHERE mail_key = $1";
    DELETE_OLD_LINKS = "DELETE FROM mail_links WHERE expires_at <= $1";
    INSERT_SESSION = "INSERT INTO sessions (token_hash, account_id, created_at, expires_at, device) VALUES ($1, $2, $3, $4, $5)";
    // one more than can be shown is enough to know
    VIEWER = "SELECT a.id AS account_id, a.name, a.role, o.id AS organisation_id, o.slug, o.name AS organisation, o.district, s.expires_at,
            (SELECT COUNT(*) FROM (SELECT 1 FROM notices n WHERE n.account_id = a.id AND NOT n.seen LIMIT 100) unseen) AS notices,
            COALESCE(s.proven_at, s.created_at) AS proven_at, EXISTS (SELECT 1 FROM factors f WHERE f.account_id = a.id) AS factor
        FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN organisations o ON o.id = a.organisation_id
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND a.ended_at IS NULL";
    DELETE_SESSION = "DELETE FROM sessions WHERE token_hash = $1";
    DELETE_SESSIONS = "DELETE FROM sessions WHERE account_id = $1";
    DELETE_OTHER_SESSIONS = "DELETE FROM sessions WHERE account_id = $1 AND token_hash <> $2";
    SESSIONS = "SELECT token_hash, device, created_at FROM sessions WHERE account_id = $1 AND expires_at > $2
        ORDER BY created_at DESC, token_hash";
    PROVE_SESSION = "UPDATE sessions SET token_hash = $2, proven_at = $3 WHERE token_hash = $1 AND expires_at > $3 RETURNING expires_at";
    SET_PROVEN = "UPDATE sessions SET proven_at = $2 WHERE token_hash = $1";
    INSERT_HALFWAY = "INSERT INTO halfway (token_hash, account_id, expires_at) VALUES ($1, $2, $3)";
    HALFWAY = "SELECT h.account_id FROM halfway h JOIN accounts a ON a.id = h.account_id
        WHERE h.token_hash = $1 AND h.expires_at > $2 AND a.ended_at IS NULL";
    DELETE_HALFWAY = "DELETE FROM halfway WHERE token_hash = $1";
    DELETE_ALL_HALFWAY = "DELETE FROM halfway WHERE account_id = $1";
    DELETE_OLD_HALFWAY = "DELETE FROM halfway WHERE expires_at <= $1";
    DELETE_OLD_SESSIONS = "DELETE FROM sessions WHERE expires_at <= $1";
    MODERATORS = "SELECT mail, name FROM accounts WHERE role = $1 AND ended_at IS NULL ORDER BY id";
    END = "UPDATE accounts SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    REOPEN = "UPDATE accounts SET ended_at = NULL WHERE id = $1 AND ended_at IS NOT NULL";
    INSERT_REQUEST = "INSERT INTO access_requests (name, mail, organisation, message, created_at) VALUES ($1, $2, $3, $4, $5)";
}

/// What signing in needs of an account.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Account {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) mail: String,
    pub(super) password_hash: String,
    pub(crate) ended: bool,
}

pub(super) async fn account_by_mail(conn: &mut Conn, mail_key: &str) -> Result<Option<Account>, Error> {
    Ok(fetch!(conn, fetch_optional as Account, ACCOUNT_BY_MAIL, mail_key)?)
}

pub(crate) async fn account_by_id(conn: &mut Conn, id: i64) -> Result<Option<Account>, Error> {
    Ok(fetch!(conn, fetch_optional as Account, ACCOUNT_BY_ID, id)?)
}

/// An organisation that a mail domain stands for.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Home {
    pub(super) id: i64,
    pub(super) slug: String,
    pub(super) name: String,
}

pub(super) async fn organisation_of_domain(conn: &mut Conn, domain: &str) -> Result<Option<Home>, Error> {
    Ok(fetch!(conn, fetch_optional as Home, ORGANISATION_OF_DOMAIN, domain)?)
}

/// A link in a mail.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Link {
    pub(crate) account_id: Option<i64>,
    pub(crate) name: String,
    pub(crate) mail: String,
    pub(crate) mail_key: String,
    pub(crate) organisation_id: i64,
    pub(crate) role: String,
    pub(crate) organisation: String,
}

pub(crate) async fn insert_link(conn: &mut Conn, token_hash: &str, link: &Link, expires_at: Millis) -> Result<(), Error> {
    execute!(
        conn,
        INSERT_LINK,
        token_hash,
        link.account_id,
        &link.name,
        &link.mail,
        &link.mail_key,
        link.organisation_id,
        &link.role,
        expires_at
    )?;
    Ok(())
}

pub(super) async fn link(conn: &mut Conn, token_hash: &str, now: Millis) -> Result<Option<Link>, Error> {
    Ok(fetch!(conn, fetch_optional as Link, LINK, token_hash, now)?)
}

/// Removes all links to an address; returns how many there were.
pub(super) async fn delete_links(conn: &mut Conn, mail_key: &str) -> Result<u64, Error> {
    Ok(execute!(conn, DELETE_LINKS, mail_key)?)
}

pub(crate) async fn insert_account(conn: &mut Conn, link: &Link, password_hash: &str, now: Millis) -> Result<i64, Error> {
    let (id,) = fetch!(
        conn,
        fetch_one as (i64,),
        INSERT_ACCOUNT,
        &link.name,
        &link.mail,
        &link.mail_key,
        password_hash,
        &link.role,
        link.organisation_id,
        now,
        app::text::slug(&link.name)
    )?;
    Ok(id)
}

/// `false` when the account has ended.
pub(super) async fn set_password(conn: &mut Conn, id: i64, hash: &str) -> Result<bool, Error> {
    Ok(execute!(conn, SET_PASSWORD, id, hash)? == 1)
}

/// Lets nobody change the password of an account until the end of the transaction; `false` when somebody has, or it has ended.
pub(super) async fn hold_password(conn: &mut Conn, id: i64, hash: &str) -> Result<bool, Error> {
    Ok(execute!(conn, HOLD_PASSWORD, id, hash)? == 1)
}

/// When the one of this session has shown who she is.
pub(super) async fn set_proven(conn: &mut Conn, session: &str, at: Millis) -> Result<(), Error> {
    execute!(conn, SET_PROVEN, session, at)?;
    Ok(())
}

/// `false` when it had ended already.
pub(super) async fn end(conn: &mut Conn, id: i64, now: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, END, id, now)? == 1)
}

pub(super) async fn reopen(conn: &mut Conn, id: i64) -> Result<bool, Error> {
    Ok(execute!(conn, REOPEN, id)? == 1)
}

pub(super) async fn set_role(conn: &mut Conn, id: i64, role: Role) -> Result<bool, Error> {
    Ok(execute!(conn, SET_ROLE, id, role.key())? > 0)
}

pub(crate) async fn role_of(conn: &mut Conn, id: i64) -> Result<Option<Role>, Error> {
    let row = fetch!(conn, fetch_optional as (String,), ROLE_OF, id)?;
    Ok(row.and_then(|(role,)| Role::from_key(&role)))
}

/// Nobody else gains or loses this role before the transaction ends.
pub(super) async fn lock_role(conn: &mut Conn, role: Role) -> Result<(), Error> {
    execute!(conn, LOCK_ROLE, role.key())?;
    Ok(())
}

pub(super) async fn count_role(conn: &mut Conn, role: Role) -> Result<i64, Error> {
    let (count,) = fetch!(conn, fetch_one as (i64,), COUNT_ROLE, role.key())?;
    Ok(count)
}

pub(super) async fn insert_session(
    conn: &mut Conn,
    token_hash: &str,
    account: i64,
    (now, expires_at): (Millis, Millis),
    device: &str,
) -> Result<(), Error> {
    execute!(conn, INSERT_SESSION, token_hash, account, now, expires_at, device)?;
    Ok(())
}

/// A session as its owner sees it.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct SessionRow {
    pub(super) token_hash: String,
    pub(super) device: Option<String>,
    pub(super) created_at: Millis,
}

pub(super) async fn sessions(conn: &mut Conn, account: i64, now: Millis) -> Result<Vec<SessionRow>, Error> {
    Ok(fetch!(conn, fetch_all as SessionRow, SESSIONS, account, now)?)
}

/// Gives a session another token, because its owner has shown who she is; returns its end.
pub(super) async fn prove_session(conn: &mut Conn, old: &str, new: &str, now: Millis) -> Result<Option<Millis>, Error> {
    Ok(fetch!(conn, fetch_optional as (Millis,), PROVE_SESSION, old, new, now)?.map(|(end,)| end))
}

/// Somebody's password was right; her code is to come.
pub(super) async fn insert_halfway(conn: &mut Conn, token_hash: &str, account: i64, expires_at: Millis) -> Result<(), Error> {
    execute!(conn, INSERT_HALFWAY, token_hash, account, expires_at)?;
    Ok(())
}

pub(super) async fn halfway(conn: &mut Conn, token_hash: &str, now: Millis) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), HALFWAY, token_hash, now)?.map(|(account,)| account))
}

/// `false` when it was used up already.
pub(super) async fn delete_halfway(conn: &mut Conn, token_hash: &str) -> Result<bool, Error> {
    Ok(execute!(conn, DELETE_HALFWAY, token_hash)? == 1)
}

/// A member with her organisation, as every statement selects them that asks on her behalf: `a.id AS account_id, a.name,
/// a.role, o.id AS organisation_id, o.slug, o.name AS organisation, o.district`.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct MemberRow {
    account_id: i64,
    name: String,
    role: String,
    organisation_id: i64,
    slug: String,
    organisation: String,
    district: Option<String>,
}

impl MemberRow {
    pub(super) fn account_id(&self) -> i64 {
        self.account_id
    }
}

impl From<MemberRow> for Member {
    fn from(row: MemberRow) -> Self {
        let organisation = Employer { id: row.organisation_id, slug: row.slug, name: row.organisation, district: row.district };
        // an unknown role has no more rights than a member
        let role = Role::from_key(&row.role).unwrap_or(Role::Member);
        Self { id: row.account_id, name: row.name, role, organisation }
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct ViewerRow {
    #[sqlx(flatten)]
    pub(super) member: MemberRow,
    /// How many notices she has not opened, at most a hundred.
    pub(super) notices: i64,
    pub(super) proven_at: Millis,
    /// Whether she has a second factor.
    pub(super) factor: bool,
}

/// Who a session belongs to.
pub(super) async fn viewer(conn: &mut Conn, token_hash: &str, now: Millis) -> Result<Option<ViewerRow>, Error> {
    Ok(fetch!(conn, fetch_optional as ViewerRow, VIEWER, token_hash, now)?)
}

pub(super) async fn delete_session(conn: &mut Conn, token_hash: &str) -> Result<(), Error> {
    execute!(conn, DELETE_SESSION, token_hash)?;
    Ok(())
}

/// Ends all sessions of an account, also those that are only on their way.
pub(crate) async fn delete_sessions(conn: &mut Conn, account: i64) -> Result<(), Error> {
    // in this order: whoever is on the way holds her row there until her session can be seen
    execute!(conn, DELETE_ALL_HALFWAY, account)?;
    execute!(conn, DELETE_SESSIONS, account)?;
    Ok(())
}

/// The same, but for one.
pub(crate) async fn delete_other_sessions(conn: &mut Conn, account: i64, session: &str) -> Result<(), Error> {
    execute!(conn, DELETE_ALL_HALFWAY, account)?;
    execute!(conn, DELETE_OTHER_SESSIONS, account, session)?;
    Ok(())
}

/// Sessions and links whose time is over.
pub(super) async fn delete_expired(conn: &mut Conn, now: Millis) -> Result<u64, Error> {
    let sessions = execute!(conn, DELETE_OLD_SESSIONS, now)? + execute!(conn, DELETE_OLD_HALFWAY, now)?;
    Ok(sessions + execute!(conn, DELETE_OLD_LINKS, now)?)
}

#[derive(sqlx::FromRow)]
struct ProfileRow {
    id: i64,
    name: String,
    mail: String,
    role: String,
    created_at: Millis,
    ended_at: Option<Millis>,
    slug: String,
    organisation: String,
}

impl From<ProfileRow> for Profile {
    fn from(row: ProfileRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            role: Role::from_key(&row.role).unwrap_or(Role::Member),
            organisation: (row.slug, row.organisation),
            mail: Some(row.mail),
            since: timestamp(row.created_at),
            ended: row.ended_at.map(timestamp),
        }
    }
}

pub(super) async fn profile(conn: &mut Conn, id: i64) -> Result<Option<Profile>, Error> {
    Ok(fetch!(conn, fetch_optional as ProfileRow, PROFILE, id)?.map(Profile::from))
}

pub(super) async fn people(conn: &mut Conn) -> Result<Vec<Profile>, Error> {
    Ok(fetch!(conn, fetch_all as ProfileRow, PEOPLE)?.into_iter().map(Profile::from).collect())
}

/// Address and name of all moderators.
pub(super) async fn moderators(conn: &mut Conn) -> Result<Vec<(String, String)>, Error> {
    Ok(fetch!(conn, fetch_all as (String, String), MODERATORS, Role::Moderator.key())?)
}

pub(super) async fn insert_request(
    conn: &mut Conn,
    name: &str,
    mail: &str,
    organisation: &str,
    message: &str,
    now: Millis,
) -> Result<(), Error> {
    execute!(conn, INSERT_REQUEST, name, mail, organisation, message, now)?;
    Ok(())
}
