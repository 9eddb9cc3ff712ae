//! When an account ends, its articles pass on.

use std::collections::BTreeMap;

use app::{account::Role, error::Error, notice::NoticeKind, text};

use super::queries::{self, Left};
use crate::{
    db::{Conn, Millis},
    notice::NoticeService,
    wiki::{
        events::{self, EventKind},
        queries::Writer,
    },
};

/// So many titles are named in a notice.
const NAMED: usize = 5;

/// Takes all articles from someone whose account has just ended, and tells those who stand in: each person one notice,
/// however many articles there are.
pub(crate) async fn pass_on(
    tx: &mut Conn,
    notices: &NoticeService,
    owner: i64,
    actor: Option<Writer>,
    now: Millis,
) -> Result<(), Error> {
    let mut left: BTreeMap<Option<i64>, Vec<Left>> = BTreeMap::new();
    for article in queries::leave(tx, owner).await? {
        let text = "Betreuung beendet: Das Konto der zuständigen Person besteht nicht mehr";
        events::record(tx, article.id, EventKind::Owner, text, actor, now).await?;
        left.entry(article.deputy_id).or_default().push(article);
    }
    for (deputy, articles) in left {
        let colleagues = match deputy {
            Some(deputy) => queries::colleagues(tx, deputy).await?,
            None => Vec::new(),
        };
        let (people, kind, list) = if colleagues.is_empty() {
            let moderators = queries::moderators(tx, Role::Moderator.key()).await?;
            (moderators, NoticeKind::OwnerlessModeration, "/moderation/wiedervorlage?zeige=ohne")
        } else {
            (colleagues, NoticeKind::Ownerless, "/konto/betreuung?zeige=ohne")
        };
        let (text, path) = told(&articles, list);
        for account in people {
            notices.tell(tx, account, kind, &text, &path).await?;
        }
    }
    Ok(())
}

/// One article leads to itself, several to the list.
fn told(articles: &[Left], list: &str) -> (String, String) {
    if let [one] = articles {
        let text = format!("„{}“ betreut niemand mehr. Möchten Sie die Verantwortung übernehmen?", one.title);
        return (text, format!("/wiki/{}/betreuung", one.slug));
    }
    let titles: Vec<String> = articles.iter().take(NAMED).map(|one| format!("„{}“", one.title)).collect();
    let more = i64::try_from(articles.len().saturating_sub(NAMED)).unwrap_or(i64::MAX);
    let rest = if more > 0 { format!(" und {} weitere", text::thousands(more)) } else { String::new() };
    let text =
        format!("Diese Artikel betreut niemand mehr: {}{rest}. Möchten Sie die Verantwortung übernehmen?", titles.join(", "));
    (text, list.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(count: i64) -> Vec<Left> {
        let one = |id: i64| Left { id, slug: format!("plan-{id}"), title: format!("Plan {id}"), deputy_id: None };
        (1..=count).map(one).collect()
    }

    #[test]
    fn one_article_is_named_and_led_to_many_are_listed() {
        let (text, path) = told(&left(1), "/liste");
        assert_eq!(path, "/wiki/plan-1/betreuung");
        assert!(text.starts_with("„Plan 1“ betreut niemand mehr."));
        let (text, path) = told(&left(7), "/liste");
        assert_eq!(path, "/liste");
        assert!(text.contains("„Plan 1“, „Plan 2“, „Plan 3“, „Plan 4“, „Plan 5“ und 2 weitere."), "{text}");
        assert!(!told(&left(5), "/liste").0.contains("weitere"));
    }
}
