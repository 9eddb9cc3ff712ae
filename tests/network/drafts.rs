//! Drafts: what is typed is kept, and nothing is written over unread.

use app::{
    account::Viewer,
    wiki::{
        Visibility,
        drafts::{
            State,
            port::{Draft, Drafts, Saved, Sheet},
        },
        port::{Article, ArticleDraft, Wiki},
    },
};
use tests::{Network, article, kept, moderator_of, on_both, someone_at};

fn sheet(title: &str) -> Sheet {
    Sheet { typed: article(title, Visibility::Members), ..Sheet::default() }
}

/// The same sheet, made for what is stored now.
fn next(draft: &Draft, body: &str) -> Sheet {
    Sheet {
        draft: Some(draft.id),
        version: Some(draft.version),
        typed: ArticleDraft { body: body.to_owned(), ..draft.typed.clone() },
        ..Sheet::default()
    }
}

async fn published(network: &Network, title: &str) -> Article {
    let moderator = moderator_of(network).await;
    network.server.wiki.publish(&moderator, article(title, Visibility::Members)).await.expect("an article")
}

async fn state_of(network: &Network, viewer: &Viewer, id: i64) -> State {
    network.server.drafts.draft(viewer, id).await.expect("an answer").expect("a draft").state
}

on_both! {
    async fn anything_may_stand_in_a_draft(network) {
        let member = someone_at(&network, "lemgo").await;
        let empty = kept(&network, &member, Sheet::default()).await;
        assert_eq!((empty.state, empty.version, empty.title().as_str()), (State::Writing, 1, "Ohne Titel"));
        let odd = ArticleDraft { kind: "nichts".to_owned(), topic: "nichts".to_owned(), tags: "a,".repeat(40), body: "\n  eins".to_owned(), ..ArticleDraft::default() };
        let draft = kept(&network, &member, Sheet { typed: odd.clone(), ..Sheet::default() }).await;
        assert_eq!(draft.typed, odd);
    }

    async fn a_guest_keeps_nothing(network) {
        let refused = network.server.drafts.save(&Viewer::guest(), sheet("Der Plan")).await;
        assert!(refused.is_err_and(|error| error.status() == 401));
        assert_eq!(network.count("drafts").await, 0);
    }

    async fn saving_again_counts_the_versions_and_saving_the_same_does_not(network) {
        let member = someone_at(&network, "lemgo").await;
        let first = kept(&network, &member, sheet("Der Plan")).await;
        network.wait_minutes(1);
        let second = kept(&network, &member, next(&first, "Neuer Text.")).await;
        assert_eq!((second.id, second.version, second.typed.body.as_str()), (first.id, 2, "Neuer Text."));
        assert!(second.updated_at > first.updated_at);
        // an old version with the text that stands has nothing to write over
        let same = kept(&network, &member, Sheet { version: Some(1), ..next(&second, "Neuer Text.") }).await;
        assert_eq!(same.version, 2);
        assert_eq!(network.count("drafts").await, 1);
    }

    async fn a_sheet_for_an_older_version_writes_over_nothing(network) {
        let member = someone_at(&network, "lemgo").await;
        let first = kept(&network, &member, sheet("Der Plan")).await;
        let second = kept(&network, &member, next(&first, "Aus dem ersten Fenster.")).await;
        for version in [Some(1), None, Some(99)] {
            let late = Sheet { version, ..next(&first, "Aus dem zweiten Fenster.") };
            match network.server.drafts.save(&member, late).await {
                Ok(Saved::Overtaken(stored)) => assert_eq!(stored.typed.body, "Aus dem ersten Fenster."),
                other => panic!("{version:?}: {other:?}"),
            }
        }
        assert_eq!(network.strings("SELECT body FROM drafts").await, [second.typed.body]);
    }

    async fn of_two_saves_at_once_one_stands(network) {
        let member = someone_at(&network, "lemgo").await;
        let first = kept(&network, &member, sheet("Der Plan")).await;
        let drafts = &network.server.drafts;
        let (one, two) = tokio::join!(drafts.save(&member, next(&first, "eins")), drafts.save(&member, next(&first, "zwei")));
        let stands = [one, two].iter().filter(|saved| matches!(saved, Ok(Saved::Stands(_)))).count();
        assert_eq!((stands, network.number("SELECT version FROM drafts").await), (1, 2));
    }

    async fn the_same_form_twice_is_one_draft(network) {
        let member = someone_at(&network, "lemgo").await;
        let form = || Sheet { key: "ein-formular".to_owned(), ..sheet("Der Plan") };
        let drafts = &network.server.drafts;
        let (one, two) = tokio::join!(drafts.save(&member, form()), drafts.save(&member, form()));
        let third = kept(&network, &member, form()).await;
        for saved in [one, two] {
            assert!(matches!(saved, Ok(Saved::Stands(draft)) if draft.id == third.id));
        }
        assert_eq!(network.count("drafts").await, 1);
        // another text from the same form, with no word of the draft, writes over nothing
        let other = Sheet { typed: article("Ein anderer Plan", Visibility::Members), ..form() };
        assert!(matches!(drafts.save(&member, other).await, Ok(Saved::Overtaken(_))));
    }

    async fn forms_of_two_people_may_have_the_same_key(network) {
        let (eva, kim) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let form = || Sheet { key: "ein-formular".to_owned(), ..sheet("Der Plan") };
        let (one, two) = (kept(&network, &eva, form()).await, kept(&network, &kim, form()).await);
        assert_ne!(one.id, two.id);
        assert_eq!((one.author.id, two.author.id), (eva.id(), kim.id()));
    }

    async fn a_sheet_with_the_draft_of_someone_else_becomes_a_draft_of_ones_own(network) {
        let (eva, kim) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let hers = kept(&network, &eva, sheet("Der Plan")).await;
        let his = kept(&network, &kim, next(&hers, "Text von Kim")).await;
        assert_ne!(hers.id, his.id);
        assert_eq!(network.server.drafts.draft(&eva, hers.id).await.expect("an answer").expect("hers").typed, hers.typed);
    }

    async fn what_is_too_long_is_named_at_its_field_and_nothing_is_written(network) {
        let member = someone_at(&network, "lemgo").await;
        let first = kept(&network, &member, sheet("Der Plan")).await;
        let refused = network.server.drafts.save(&member, next(&first, &"ü".repeat(1_000_001))).await;
        assert!(refused.is_err_and(|error| error.to_string().contains("body: Das sind 1.000.001 Zeichen")));
        kept(&network, &member, next(&first, &"ü".repeat(1_000_000))).await;
        assert_eq!(network.number("SELECT version FROM drafts").await, 2);
    }

    async fn only_the_author_and_moderators_know_of_a_draft(network) {
        let (eva, kim, moderator) = (someone_at(&network, "lemgo").await, someone_at(&network, "lemgo").await, moderator_of(&network).await);
        let draft = kept(&network, &eva, sheet("Der Plan")).await;
        let drafts = &network.server.drafts;
        for (viewer, sees) in [(&eva, true), (&kim, false), (&moderator, true)] {
            assert_eq!(drafts.draft(viewer, draft.id).await.expect("an answer").is_some(), sees, "{}", viewer.id());
        }
        assert!(drafts.draft(&Viewer::guest(), draft.id).await.is_err_and(|error| error.status() == 401));
        // lists have only one's own
        assert_eq!(drafts.mine(&eva).await.expect("a list").len(), 1);
        assert_eq!(drafts.mine(&kim).await.expect("a list").len() + drafts.mine(&moderator).await.expect("a list").len(), 0);
        assert!(drafts.queue(&moderator).await.expect("a list").is_empty());
    }

    async fn nobody_else_can_do_anything_with_a_draft_in_writing(network) {
        let (eva, kim, moderator) = (someone_at(&network, "lemgo").await, someone_at(&network, "lemgo").await, moderator_of(&network).await);
        let draft = kept(&network, &eva, sheet("Der Plan")).await;
        let drafts = &network.server.drafts;
        for (viewer, status) in [(&kim, 404), (&moderator, 404), (&Viewer::guest(), 401)] {
            assert_eq!(drafts.hand_in(viewer, draft.id, 1).await.err().map(|error| error.status()), Some(status));
            assert_eq!(drafts.withdraw(viewer, draft.id).await.err().map(|error| error.status()), Some(status));
            assert_eq!(drafts.discard(viewer, draft.id).await.err().map(|error| error.status()), Some(status));
            assert_eq!(drafts.restore(viewer, draft.id).await.err().map(|error| error.status()), Some(status));
        }
        assert!(matches!(drafts.save(&moderator, next(&draft, "Mein Text")).await, Ok(Saved::Closed(_))));
        assert_eq!(state_of(&network, &eva, draft.id).await, State::Writing);
    }

    async fn only_moderators_publish_at_once(network) {
        let (eva, moderator) = (someone_at(&network, "lemgo").await, moderator_of(&network).await);
        let (hers, own) = (kept(&network, &eva, sheet("Der Plan")).await, kept(&network, &moderator, sheet("Mein Plan")).await);
        let drafts = &network.server.drafts;
        assert!(drafts.publish(&eva, hers.id, 1).await.is_err_and(|error| error.status() == 403));
        assert!(drafts.publish(&moderator, hers.id, 1).await.is_err_and(|error| error.status() == 404));
        drafts.publish(&moderator, own.id, 1).await.expect("published");
        assert_eq!(network.strings("SELECT title FROM articles").await, ["Mein Plan"]);
        assert_eq!(state_of(&network, &moderator, own.id).await, State::Published);
        assert!(drafts.publish(&moderator, own.id, 1).await.is_err_and(|error| error.status() == 422));
        assert_eq!(network.count("articles").await, 1);
    }

    async fn a_discarded_draft_is_for_its_author_alone_and_comes_back(network) {
        let (eva, moderator) = (someone_at(&network, "lemgo").await, moderator_of(&network).await);
        let draft = kept(&network, &eva, sheet("Der Plan")).await;
        let drafts = &network.server.drafts;
        drafts.discard(&eva, draft.id).await.expect("discarded");
        assert_eq!(state_of(&network, &eva, draft.id).await, State::Discarded);
        assert!(drafts.draft(&moderator, draft.id).await.expect("an answer").is_none());
        assert!(matches!(drafts.save(&eva, next(&draft, "Noch etwas")).await, Ok(Saved::Closed(_))));
        drafts.restore(&eva, draft.id).await.expect("restored");
        assert_eq!(kept(&network, &eva, next(&draft, "Noch etwas")).await.state, State::Writing);
    }

    async fn after_thirty_days_a_discarded_draft_is_gone_and_others_stay(network) {
        let eva = someone_at(&network, "lemgo").await;
        let (gone, stays) = (kept(&network, &eva, sheet("Der Plan")).await, kept(&network, &eva, sheet("Der andere Plan")).await);
        network.server.drafts.discard(&eva, gone.id).await.expect("discarded");
        network.wait_minutes(30 * 24 * 60);
        assert_eq!(network.server.drafts.tidy().await.expect("tidied"), 0);
        network.wait_minutes(1);
        assert_eq!(network.server.drafts.tidy().await.expect("tidied"), 1);
        assert_eq!(network.strings("SELECT title FROM drafts").await, [stays.typed.title]);
    }

    async fn a_draft_remembers_the_revision_its_author_has_read_and_takes_no_other(network) {
        let article = published(&network, "Der Plan").await;
        let eva = someone_at(&network, "lemgo").await;
        let with = |base| Sheet { article: Some(article.slug.clone()), base, ..sheet("Der Plan") };
        assert_eq!(kept(&network, &eva, with(Some(1))).await.base, Some(1));
        for forged in [Some(0), Some(2), Some(-1), None] {
            assert_eq!(kept(&network, &eva, with(forged)).await.base, None, "{forged:?}");
        }
        let nowhere = Sheet { article: Some("nichts".to_owned()), ..sheet("Der Plan") };
        assert!(network.server.drafts.save(&eva, nowhere).await.is_err_and(|error| error.status() == 404));
    }

    async fn unfinished_drafts_are_found_again_by_their_article(network) {
        let article = published(&network, "Der Plan").await;
        let eva = someone_at(&network, "lemgo").await;
        let new = kept(&network, &eva, sheet("Neu")).await;
        network.wait_minutes(1);
        let newer = kept(&network, &eva, sheet("Neuer")).await;
        let change = kept(&network, &eva, Sheet { article: Some(article.slug.clone()), ..sheet("Der Plan") }).await;
        let drafts = &network.server.drafts;
        let ids = |entries: Vec<app::wiki::drafts::port::DraftEntry>| entries.into_iter().map(|entry| entry.id).collect::<Vec<_>>();
        assert_eq!(ids(drafts.unfinished(&eva, None).await.expect("a list")), [newer.id, new.id]);
        assert_eq!(ids(drafts.unfinished(&eva, Some(article.id)).await.expect("a list")), [change.id]);
        drafts.discard(&eva, change.id).await.expect("discarded");
        assert!(drafts.unfinished(&eva, Some(article.id)).await.expect("a list").is_empty());
    }

    async fn an_empty_draft_is_in_no_list_and_goes_by_itself(network) {
        let eva = someone_at(&network, "lemgo").await;
        kept(&network, &eva, Sheet::default()).await;
        let drafts = &network.server.drafts;
        assert!(drafts.mine(&eva).await.expect("a list").is_empty());
        assert!(drafts.unfinished(&eva, None).await.expect("a list").is_empty());
        network.wait_minutes(30 * 24 * 60 + 1);
        assert_eq!(drafts.tidy().await.expect("tidied"), 1);
    }

    async fn drafts_survive_a_restart(network) {
        let eva = someone_at(&network, "lemgo").await;
        let draft = kept(&network, &eva, sheet("Der Plan")).await;
        let network = network.restarted().await;
        assert_eq!(network.server.drafts.draft(&eva, draft.id).await.expect("an answer").expect("a draft").typed, draft.typed);
    }
}
