//! Which faults of the database and of the place for files mean "come back in a minute".

use app::error::Error;

/// Turns a fault that will pass (database or bucket away, disk full, too busy) into [`Error::Unavailable`].
#[must_use]
pub fn classify(error: Error) -> Error {
    match error {
        Error::Fault(fault) if fault.downcast_ref::<sqlx::Error>().is_some_and(passes) => Error::Unavailable(fault),
        // whatever has no name of its own there: nobody answers, or the disk does not write
        Error::Fault(fault) if matches!(fault.downcast_ref(), Some(object_store::Error::Generic { .. })) => {
            Error::Unavailable(fault)
        }
        other => other,
    }
}

fn passes(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Io(_)
        | sqlx::Error::Tls(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| temporary(&code)),
        _ => false,
    }
}

/// Primary result codes of SQLite (busy 5, locked 6, read-only 8, I/O 10, full 13, cannot open 14; extended codes have
/// them in their low byte) and classes of SQLSTATE in PostgreSQL (connection 08, deadlock 40, resources 53, operator 57, I/O 58).
fn temporary(code: &str) -> bool {
    if code.len() == 5 {
        return ["08", "40", "53", "57", "58"].iter().any(|class| code.starts_with(class)) || code == "25006";
    }
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_busy_database_pass_a_broken_rule_does_not() {
        assert!(temporary("13") && temporary("5") && temporary("2570") && temporary("57P03") && temporary("53100"));
        assert!(!temporary("2067") && !temporary("23505") && !temporary("1"));
    }

    #[test]
    fn a_bucket_that_does_not_answer_means_come_back_later() {
        let away = object_store::Error::Generic { store: "S3", source: "connection refused".into() };
        assert_eq!(classify(Error::from(away)).status(), 503);
        let wrong = object_store::Error::NotImplemented { operation: "copy".to_owned(), implementer: "S3".to_owned() };
        assert_eq!(classify(Error::from(wrong)).status(), 500);
    }

    #[test]
    fn a_pool_without_connections_means_come_back_later() {
        assert_eq!(classify(Error::from(sqlx::Error::PoolTimedOut)).status(), 503);
        assert_eq!(classify(Error::from(sqlx::Error::RowNotFound)).status(), 500);
    }
}
