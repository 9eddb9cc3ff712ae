//! All SQL of the second factor.

use app::{account::Role, error::Error};

use crate::db::{Conn, Millis, execute, fetch, sql};

sql! {
    FACTOR = "SELECT secret, last_step, code_salt FROM factors WHERE account_id = $1";
    ANY = "SELECT account_id, secret FROM factors ORDER BY account_id LIMIT 1";
    STANDING = "SELECT f.created_at, (SELECT COUNT(*) FROM recovery_codes c WHERE c.account_id = f.account_id) AS codes
        FROM factors f WHERE f.account_id = $1";
    // once for all windows in which somebody sets one
    INSERT = "INSERT INTO factors (account_id, secret, last_step, code_salt, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (account_id) DO NOTHING";
    TAKE_STEP = "UPDATE factors SET last_step = $2 WHERE account_id = $1 AND last_step < $2";
    SET_SALT = "UPDATE factors SET code_salt = $2 WHERE account_id = $1";
    DELETE = "DELETE FROM factors WHERE account_id = $1";
    INSERT_CODE = "INSERT INTO recovery_codes (account_id, code_hash) VALUES ($1, $2)";
    TAKE_CODE = "DELETE FROM recovery_codes WHERE account_id = $1 AND code_hash = $2";
    DELETE_CODES = "DELETE FROM recovery_codes WHERE account_id = $1";
    COUNT_CODES = "SELECT COUNT(*) FROM recovery_codes WHERE account_id = $1";
    SETUP = "SELECT setup FROM sessions WHERE token_hash = $1 AND account_id = $2";
    BEGIN_SETUP = "UPDATE sessions SET setup = $3 WHERE token_hash = $1 AND account_id = $2
        AND (setup IS NULL OR setup = $4)";
    END_SETUPS = "UPDATE sessions SET setup = NULL WHERE account_id = $1";
    LACKS = "SELECT a.role FROM accounts a WHERE a.id = $1 AND NOT EXISTS (SELECT 1 FROM factors f WHERE f.account_id = a.id)";
}

/// What is needed to check a code.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Factor {
    pub(super) secret: String,
    pub(super) last_step: i64,
    pub(super) code_salt: String,
}

pub(super) async fn factor(conn: &mut Conn, account: i64) -> Result<Option<Factor>, Error> {
    Ok(fetch!(conn, fetch_optional as Factor, FACTOR, account)?)
}

/// Somebody's sealed secret, to try the key on.
pub(super) async fn any(conn: &mut Conn) -> Result<Option<(i64, String)>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64, String), ANY)?)
}

/// Since when, and how many recovery codes are left.
pub(super) async fn standing(conn: &mut Conn, account: i64) -> Result<Option<(Millis, i64)>, Error> {
    Ok(fetch!(conn, fetch_optional as (Millis, i64), STANDING, account)?)
}

/// `false` when there is one already.
pub(super) async fn insert(
    conn: &mut Conn,
    account: i64,
    secret: &str,
    step: i64,
    salt: &str,
    now: Millis,
) -> Result<bool, Error> {
    Ok(execute!(conn, INSERT, account, secret, step, salt, now)? == 1)
}

/// `false` when a code of this step or a later one was accepted before.
pub(super) async fn take_step(conn: &mut Conn, account: i64, step: i64) -> Result<bool, Error> {
    Ok(execute!(conn, TAKE_STEP, account, step)? == 1)
}

/// `false` when there was none.
pub(super) async fn delete(conn: &mut Conn, account: i64) -> Result<bool, Error> {
    Ok(execute!(conn, DELETE, account)? == 1)
}

/// Replaces all recovery codes; `false` without a factor.
pub(super) async fn replace_codes(conn: &mut Conn, account: i64, salt: &str, hashes: &[String]) -> Result<bool, Error> {
    if execute!(conn, SET_SALT, account, salt)? != 1 {
        return Ok(false);
    }
    execute!(conn, DELETE_CODES, account)?;
    for hash in hashes {
        execute!(conn, INSERT_CODE, account, hash)?;
    }
    Ok(true)
}

/// `false` when there is none of this hash (any more).
pub(super) async fn take_code(conn: &mut Conn, account: i64, hash: &str) -> Result<bool, Error> {
    Ok(execute!(conn, TAKE_CODE, account, hash)? == 1)
}

pub(super) async fn count_codes(conn: &mut Conn, account: i64) -> Result<i64, Error> {
    let (count,) = fetch!(conn, fetch_one as (i64,), COUNT_CODES, account)?;
    Ok(count)
}

/// The sealed secret that is being set up in a session.
pub(super) async fn setup(conn: &mut Conn, session: &str, account: i64) -> Result<Option<String>, Error> {
    let row = fetch!(conn, fetch_optional as (Option<String>,), SETUP, session, account)?;
    Ok(row.and_then(|(setup,)| setup))
}

/// Does nothing where another window has begun already, unless that cannot be read any more.
pub(super) async fn begin_setup(
    conn: &mut Conn,
    session: &str,
    account: i64,
    sealed: &str,
    unreadable: Option<&str>,
) -> Result<(), Error> {
    execute!(conn, BEGIN_SETUP, session, account, sealed, unreadable)?;
    Ok(())
}

pub(super) async fn end_setups(conn: &mut Conn, account: i64) -> Result<(), Error> {
    execute!(conn, END_SETUPS, account)?;
    Ok(())
}

/// The role of somebody without a factor; `None` for whoever has one.
pub(super) async fn role_without(conn: &mut Conn, account: i64) -> Result<Option<Role>, Error> {
    let row = fetch!(conn, fetch_optional as (String,), LACKS, account)?;
    Ok(row.and_then(|(role,)| Role::from_key(&role)))
}
