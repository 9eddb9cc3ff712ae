//! Handing in, reviewing, publishing: each decision, by whom, and what becomes of the text.

use app::{
    account::{Role, Viewer},
    error::Error,
    wiki::{
        Visibility,
        drafts::{
            State,
            port::{Decision, Draft, Drafts, Published, Saved, Sheet},
        },
        port::{Article, ArticleDraft, Wiki},
    },
};
use tests::{Network, article, kept, moderator_of, on_both, someone_at};

/// Eva, a moderator, and a draft that Eva has handed in.
async fn handed_in(network: &Network) -> (Viewer, Viewer, Draft) {
    let (eva, moderator) = (someone_at(network, "lemgo").await, moderator_of(network).await);
    let draft = kept(network, &eva, Sheet { typed: article("Der Plan", Visibility::Members), ..Sheet::default() }).await;
    network.server.drafts.hand_in(&eva, draft.id, draft.version).await.expect("handed in");
    (eva, moderator, draft)
}

/// The same for a change of an article that was there before.
async fn proposed(network: &Network, body: &str) -> (Viewer, Viewer, Draft, Article) {
    let (eva, moderator) = (someone_at(network, "lemgo").await, moderator_of(network).await);
    let old = network.server.wiki.publish(&moderator, article("Der Plan", Visibility::Members)).await.expect("an article");
    let draft = kept(network, &eva, change_of(&old, body)).await;
    network.server.drafts.hand_in(&eva, draft.id, draft.version).await.expect("handed in");
    (eva, moderator, draft, old)
}

fn change_of(old: &Article, body: &str) -> Sheet {
    let typed = ArticleDraft { body: body.to_owned(), note: "Genauer".to_owned(), ..article(&old.title, Visibility::Members) };
    Sheet { article: Some(old.slug.clone()), base: Some(old.revision), typed, ..Sheet::default() }
}

async fn now(network: &Network, viewer: &Viewer, id: i64) -> Draft {
    network.server.drafts.draft(viewer, id).await.expect("an answer").expect("a draft")
}

fn message<T>(outcome: Result<T, Error>, field: &str) -> String {
    match outcome {
        Err(Error::Invalid(errors)) => errors.of(field).unwrap_or_default().to_owned(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was done"),
    }
}

on_both! {
    async fn what_is_handed_in_waits_for_moderators_who_are_told(network) {
        let (eva, moderator, draft) = handed_in(&network).await;
        assert_eq!(now(&network, &eva, draft.id).await.state, State::Submitted);
        let drafts = &network.server.drafts;
        assert_eq!(drafts.queue(&moderator).await.expect("a list").len(), 1);
        assert_eq!(drafts.waiting(&moderator, None).await.expect("a number"), 1);
        let mails = network.mails().await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0].body.contains("Der Plan") && mails[0].body.contains(&format!("/moderation/pruefung/{}", draft.id)), "{}", mails[0].body);
        assert_eq!(network.count("articles").await, 0);
    }

    async fn the_queue_is_for_moderators(network) {
        let (eva, _, draft) = handed_in(&network).await;
        for viewer in [eva, network.someone(Role::Member).await] {
            let drafts = &network.server.drafts;
            assert!(drafts.queue(&viewer).await.is_err_and(|error| error.status() == 403));
            assert!(drafts.waiting(&viewer, None).await.is_err_and(|error| error.status() == 403));
            assert!(drafts.approve(&viewer, draft.id, draft.version, "").await.is_err_and(|error| error.status() == 403));
            assert!(drafts.send_back(&viewer, draft.id, draft.version, "Mehr.").await.is_err_and(|error| error.status() == 403));
            assert!(drafts.reject(&viewer, draft.id, draft.version, "Nein.").await.is_err_and(|error| error.status() == 403));
        }
        assert_eq!(network.count("articles").await, 0);
    }

    async fn the_oldest_is_reviewed_first(network) {
        let (_, moderator, first) = handed_in(&network).await;
        network.wait_minutes(5);
        let kim = someone_at(&network, "paderborn").await;
        let second = kept(&network, &kim, Sheet { typed: article("Der andere Plan", Visibility::Members), ..Sheet::default() }).await;
        network.server.drafts.hand_in(&kim, second.id, 1).await.expect("handed in");
        let queue = network.server.drafts.queue(&moderator).await.expect("a list");
        assert_eq!(queue.iter().map(|entry| entry.id).collect::<Vec<_>>(), [first.id, second.id]);
    }

    async fn what_is_not_ready_is_not_handed_in_and_stays_a_draft(network) {
        let eva = someone_at(&network, "lemgo").await;
        let typed = ArticleDraft { title: "Hi".to_owned(), tags: "a,b,c,d,e,f,g,h,i,j,k".to_owned(), ..ArticleDraft::default() };
        let draft = kept(&network, &eva, Sheet { typed, ..Sheet::default() }).await;
        let Err(Error::Invalid(errors)) = network.server.drafts.hand_in(&eva, draft.id, 1).await else { panic!("handed in") };
        for field in ["title", "body", "kind", "visibility", "tags"] {
            assert!(errors.of(field).is_some(), "{field}");
        }
        assert_eq!(now(&network, &eva, draft.id).await.state, State::Writing);
        assert!(network.mails().await.is_empty());
    }

    async fn an_approved_draft_is_an_article_of_its_author(network) {
        let (eva, moderator, draft) = handed_in(&network).await;
        let Ok(Published::Stands(slug)) = network.server.drafts.approve(&moderator, draft.id, draft.version, "Danke!").await else { panic!("not published") };
        let stands = network.server.wiki.article(&eva, &slug).await.expect("an answer").expect("an article");
        assert_eq!(stands.author.map(|(id, _)| id), Some(eva.id()));
        let after = now(&network, &eva, draft.id).await;
        assert_eq!((after.state, after.revision, after.article.map(|article| article.slug)), (State::Published, Some(1), Some(slug)));
        assert_eq!(network.strings("SELECT text FROM article_events WHERE kind = 'approved'").await.len(), 1);
        let mail = network.mails().await.pop().expect("a mail");
        assert!(mail.body.contains("Danke!") && mail.body.contains("/wiki/der-plan"), "{}", mail.body);
        network.index().await;
    }

    async fn an_approved_change_is_a_revision_of_its_author(network) {
        let (eva, moderator, draft, old) = proposed(&network, "Erst mieten.").await;
        network.server.drafts.approve(&moderator, draft.id, draft.version, "").await.expect("published");
        let stands = network.server.wiki.article(&eva, &old.slug).await.expect("an answer").expect("an article");
        assert_eq!((stands.revision, stands.body.as_str(), stands.author.map(|(id, _)| id)), (2, "Erst mieten.", Some(eva.id())));
        assert_eq!(network.strings("SELECT note FROM revisions WHERE number = 2").await, ["Genauer"]);
        assert_eq!(now(&network, &eva, draft.id).await.revision, Some(2));
    }

    async fn two_approved_changes_of_one_author_stay_two_revisions(network) {
        let (eva, moderator, draft, old) = proposed(&network, "Erst mieten.").await;
        network.server.drafts.approve(&moderator, draft.id, draft.version, "").await.expect("published");
        let stands = network.server.wiki.article(&eva, &old.slug).await.expect("an answer").expect("an article");
        let second = kept(&network, &eva, change_of(&stands, "Erst leihen.")).await;
        network.server.drafts.hand_in(&eva, second.id, 1).await.expect("handed in");
        network.server.drafts.approve(&moderator, second.id, 1, "").await.expect("published");
        assert_eq!(network.number("SELECT COUNT(*) FROM revisions WHERE NOT superseded").await, 3);
    }

    async fn a_returned_draft_is_improved_and_handed_in_again(network) {
        let (eva, moderator, draft) = handed_in(&network).await;
        let drafts = &network.server.drafts;
        drafts.send_back(&moderator, draft.id, draft.version, "Bitte mit Kosten.").await.expect("sent back");
        let returned = now(&network, &eva, draft.id).await;
        assert_eq!(returned.state, State::Returned);
        assert_eq!(returned.last_word(Decision::Returned).map(|review| review.comment.as_str()), Some("Bitte mit Kosten."));
        assert!(network.mails().await.pop().expect("a mail").body.contains("Bitte mit Kosten."));
        assert!(drafts.queue(&moderator).await.expect("a list").is_empty());

        let typed = ArticleDraft { body: "Es kostet 5.000 Euro.".to_owned(), ..returned.typed.clone() };
        let better = kept(&network, &eva, Sheet { draft: Some(draft.id), version: Some(returned.version), typed, ..Sheet::default() }).await;
        drafts.hand_in(&eva, draft.id, better.version).await.expect("handed in");
        drafts.approve(&moderator, draft.id, better.version, "").await.expect("published");
        assert_eq!(network.strings("SELECT body FROM revisions").await, ["Es kostet 5.000 Euro."]);
    }

    async fn a_rejected_draft_keeps_its_text_and_the_reason(network) {
        let (eva, moderator, draft) = handed_in(&network).await;
        network.server.drafts.reject(&moderator, draft.id, draft.version, "Das ist Werbung.").await.expect("rejected");
        let after = now(&network, &eva, draft.id).await;
        assert_eq!((after.state, after.typed.body), (State::Rejected, draft.typed.body));
        assert!(network.mails().await.pop().expect("a mail").body.contains("Das ist Werbung."));
        assert!(network.server.drafts.hand_in(&eva, draft.id, draft.version).await.is_err_and(|error| error.status() == 422));
        assert_eq!(network.count("articles").await, 0);
    }

    async fn sending_back_and_rejecting_need_a_word(network) {
        let (eva, moderator, draft) = handed_in(&network).await;
        let drafts = &network.server.drafts;
        assert!(!message(drafts.send_back(&moderator, draft.id, 1, " ").await, "comment").is_empty());
        assert!(!message(drafts.reject(&moderator, draft.id, 1, "").await, "comment").is_empty());
        assert!(message(drafts.reject(&moderator, draft.id, 1, &"x".repeat(2001)).await, "comment").contains("höchstens 2.000"));
        assert_eq!(now(&network, &eva, draft.id).await.state, State::Submitted);
    }

    async fn of_two_moderators_the_second_is_told_who_was_quicker(network) {
        let (_, quick, draft) = handed_in(&network).await;
        let slow = moderator_of(&network).await;
        let drafts = &network.server.drafts;
        drafts.send_back(&quick, draft.id, 1, "Bitte mit Kosten.").await.expect("sent back");
        for told in [message(drafts.approve(&slow, draft.id, 1, "").await, "form"), message(drafts.reject(&slow, draft.id, 1, "Nein.").await, "form")] {
            assert!(told.contains("Moderation 1 war schneller") && told.contains("zurückgegeben"), "{told}");
        }
        assert_eq!(network.count("articles").await, 0);
    }

    async fn two_moderators_at_once_decide_once(network) {
        let (_, one, draft) = handed_in(&network).await;
        let two = moderator_of(&network).await;
        let drafts = &network.server.drafts;
        let (approved, rejected) = tokio::join!(drafts.approve(&one, draft.id, 1, ""), drafts.reject(&two, draft.id, 1, "Nein."));
        assert!(approved.is_ok() != rejected.is_ok(), "{approved:?} {rejected:?}");
        assert_eq!(network.count("articles").await, i64::from(approved.is_ok()));
        assert_eq!(network.number("SELECT COUNT(*) FROM draft_reviews").await, 1);
    }

    async fn two_approvals_at_once_make_one_article(network) {
        let (_, one, draft) = handed_in(&network).await;
        let two = moderator_of(&network).await;
        let drafts = &network.server.drafts;
        let (first, second) = tokio::join!(drafts.approve(&one, draft.id, 1, ""), drafts.approve(&two, draft.id, 1, ""));
        assert!(first.is_ok() != second.is_ok());
        assert_eq!(network.count("articles").await, 1);
    }

    async fn a_withdrawn_draft_cannot_be_decided(network) {
        let (eva, moderator, draft) = handed_in(&network).await;
        let drafts = &network.server.drafts;
        drafts.withdraw(&eva, draft.id).await.expect("withdrawn");
        assert!(message(drafts.approve(&moderator, draft.id, 1, "").await, "form").contains("zurückgezogen"));
        assert_eq!(now(&network, &eva, draft.id).await.state, State::Writing);
    }

    async fn what_changed_since_the_moderator_read_it_is_read_again(network) {
        let (eva, moderator, draft) = handed_in(&network).await;
        let drafts = &network.server.drafts;
        drafts.withdraw(&eva, draft.id).await.expect("withdrawn");
        let typed = ArticleDraft { body: "Ganz anders.".to_owned(), ..draft.typed.clone() };
        let changed = kept(&network, &eva, Sheet { draft: Some(draft.id), version: Some(1), typed, ..Sheet::default() }).await;
        drafts.hand_in(&eva, draft.id, changed.version).await.expect("handed in");
        assert!(message(drafts.approve(&moderator, draft.id, 1, "").await, "form").contains("geändert"));
        drafts.approve(&moderator, draft.id, changed.version, "").await.expect("published");
    }

    async fn a_decided_draft_cannot_be_withdrawn_or_discarded(network) {
        let (eva, moderator, draft) = handed_in(&network).await;
        let drafts = &network.server.drafts;
        assert!(message(drafts.discard(&eva, draft.id).await, "form").contains("in Arbeit"));
        drafts.approve(&moderator, draft.id, 1, "").await.expect("published");
        assert!(message(drafts.withdraw(&eva, draft.id).await, "form").contains("veröffentlicht"));
        assert!(message(drafts.discard(&eva, draft.id).await, "form").contains("veröffentlicht"));
        drafts.restore(&eva, draft.id).await.expect("nothing to do");
        assert_eq!(now(&network, &eva, draft.id).await.state, State::Published);
    }

    async fn a_correction_keeps_what_the_author_had_written(network) {
        let (eva, moderator, draft) = handed_in(&network).await;
        let correct = |version, body: &str| Sheet {
            draft: Some(draft.id),
            version: Some(version),
            typed: ArticleDraft { body: body.to_owned(), ..draft.typed.clone() },
            ..Sheet::default()
        };
        let first = kept(&network, &moderator, correct(1, "Besser.")).await;
        let second = kept(&network, &moderator, correct(first.version, "Noch besser.")).await;
        assert_eq!((second.author.id, second.state), (eva.id(), State::Submitted));
        let earlier: Vec<_> = second.reviews.iter().filter_map(|review| review.earlier.clone()).collect();
        assert_eq!(earlier, std::slice::from_ref(&draft.typed.body));
        network.server.drafts.approve(&moderator, draft.id, second.version, "").await.expect("published");
        assert_eq!(network.strings("SELECT body FROM revisions").await, ["Noch besser."]);
        assert_eq!(network.number("SELECT author_id FROM revisions").await, eva.id());
    }

    async fn its_author_does_not_change_what_is_handed_in_and_others_never(network) {
        let (eva, _, draft) = handed_in(&network).await;
        let kim = someone_at(&network, "lemgo").await;
        let sheet = || Sheet { draft: Some(draft.id), version: Some(1), typed: article("Anders", Visibility::Members), ..Sheet::default() };
        assert!(matches!(network.server.drafts.save(&eva, sheet()).await, Ok(Saved::Closed(_))));
        assert_ne!(kept(&network, &kim, sheet()).await.id, draft.id);
        assert_eq!(now(&network, &eva, draft.id).await.typed, draft.typed);
    }

    async fn a_new_article_with_a_title_that_is_taken_is_refused(network) {
        let (eva, moderator, draft) = handed_in(&network).await;
        let drafts = &network.server.drafts;
        network.server.wiki.publish(&moderator, article("Der Plan", Visibility::Members)).await.expect("an article");
        assert!(message(drafts.approve(&moderator, draft.id, 1, "").await, "title").contains("Es gibt schon"));
        for title in ["Der Plan", " der  PLAN "] {
            let other = kept(&network, &eva, Sheet { typed: article(title, Visibility::Members), ..Sheet::default() }).await;
            assert!(message(drafts.hand_in(&eva, other.id, 1).await, "title").contains("Es gibt schon"), "{title}");
        }
        assert_eq!(drafts.same_title(&eva, "der plan").await.expect("an answer"), Some(("der-plan".to_owned(), "Der Plan".to_owned())));
        assert_eq!(drafts.same_title(&Viewer::guest(), "der plan").await.expect("an answer"), None);
        assert_eq!(drafts.same_title(&eva, "Der Plan!").await.expect("an answer"), None);
    }

    async fn a_change_may_keep_the_title_of_its_article(network) {
        let (_, moderator, draft, _) = proposed(&network, "Erst mieten.").await;
        network.server.drafts.approve(&moderator, draft.id, 1, "").await.expect("published");
    }

    async fn proposals_stand_side_by_side_for_moderators_and_each_author_sees_her_own(network) {
        let (eva, moderator, draft, old) = proposed(&network, "Erst mieten.").await;
        let kim = someone_at(&network, "paderborn").await;
        let other = kept(&network, &kim, change_of(&old, "Erst leihen.")).await;
        network.server.drafts.hand_in(&kim, other.id, 1).await.expect("handed in");
        kept(&network, &kim, change_of(&old, "Noch nicht fertig.")).await;
        let drafts = &network.server.drafts;
        let ids = |drafts: Vec<Draft>| drafts.into_iter().map(|draft| draft.id).collect::<Vec<_>>();
        assert_eq!(ids(drafts.proposals(&moderator, old.id).await.expect("a list")), [draft.id, other.id]);
        assert_eq!(ids(drafts.proposals(&eva, old.id).await.expect("a list")), [draft.id]);
        assert_eq!(drafts.waiting(&moderator, Some(old.id)).await.expect("a number"), 2);
        assert!(drafts.proposals(&Viewer::guest(), old.id).await.is_err_and(|error| error.status() == 401));
    }

    async fn a_change_of_another_place_is_merged_with_what_stands_now(network) {
        let (eva, moderator) = (someone_at(&network, "lemgo").await, moderator_of(&network).await);
        let typed = |body: &str| ArticleDraft { body: body.to_owned(), ..article("Der Plan", Visibility::Members) };
        let old = network.server.wiki.publish(&moderator, typed("eins\n\nzwei\n\ndrei")).await.expect("an article");
        let draft = kept(&network, &eva, change_of(&old, "eins\n\nzwei\n\ndrei und vier")).await;
        network.server.drafts.hand_in(&eva, draft.id, 1).await.expect("handed in");
        network.server.wiki.revise(&moderator, &old.slug, 1, typed("null\n\nzwei\n\ndrei")).await.expect("revised");
        let outcome = network.server.drafts.approve(&moderator, draft.id, 1, "").await;
        assert!(matches!(outcome, Ok(Published::Merged { theirs: 2, .. })), "{outcome:?}");
        assert_eq!(network.strings("SELECT body FROM revisions WHERE number = 3").await, ["null\n\nzwei\n\ndrei und vier"]);
    }

    async fn a_change_of_the_same_place_is_not_published_over_the_other(network) {
        let (eva, moderator, draft, old) = proposed(&network, "Erst mieten.").await;
        let typed = ArticleDraft { body: "Erst leihen.".to_owned(), ..article("Der Plan", Visibility::Members) };
        network.server.wiki.revise(&moderator, &old.slug, 1, typed).await.expect("revised");
        match network.server.drafts.approve(&moderator, draft.id, 1, "").await {
            Ok(Published::Conflicts(overlap)) => assert_eq!((overlap.now, overlap.mine.as_str()), (2, "Erst mieten.")),
            other => panic!("{other:?}"),
        }
        let after = now(&network, &eva, draft.id).await;
        assert_eq!((after.state, after.typed.body.as_str()), (State::Submitted, "Erst mieten."));
        // the moderator puts both together on top of what stands, and approves that
        let both = Sheet {
            draft: Some(draft.id),
            version: Some(1),
            base: Some(2),
            typed: ArticleDraft { body: "Erst leihen, dann mieten.".to_owned(), ..draft.typed.clone() },
            ..Sheet::default()
        };
        let corrected = kept(&network, &moderator, both).await;
        assert!(matches!(network.server.drafts.approve(&moderator, draft.id, corrected.version, "").await, Ok(Published::Stands(_))));
        assert_eq!(network.strings("SELECT body FROM revisions WHERE number = 3").await, ["Erst leihen, dann mieten."]);
    }
}
