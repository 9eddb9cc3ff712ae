//! The stream that tells open pages of what is new.

use app::{
    account::{Role, Viewer, port::Accounts},
    notice::{NoticeKind, port::Notices},
};
use tests::{Event, Network, Visitor, on_both, someone_at};

async fn tell(network: &Network, person: &Viewer) -> String {
    let mut tx = network.server.db.begin().await.expect("a transaction");
    network.server.notices.tell(&mut tx, person.id(), NoticeKind::DraftDecided, "Ja.", "/wiki").await.expect("told");
    tx.commit().await.expect("committed");
    network.number("SELECT MAX(id) FROM notices").await.to_string()
}

fn event(kind: &str, id: &str, count: i64) -> Event {
    Event { id: id.to_owned(), kind: kind.to_owned(), data: count.to_string() }
}

async fn browser(network: &Network, who: &Viewer) -> Visitor {
    network.browser_of(who).await
}

on_both! {
    async fn an_open_stream_says_how_many_are_new_and_then_each_that_comes(network) {
        let eva = network.someone(Role::Member).await;
        let old = tell(&network, &eva).await;
        let mut stream = browser(&network, &eva).await.listen(None).await;
        assert_eq!(stream.next().await, Some(event("stand", &old, 1)));
        assert!(stream.is_silent().await);
        let new = tell(&network, &eva).await;
        network.spread().await;
        assert_eq!(stream.next().await, Some(event("neu", &new, 2)));
        assert!(stream.is_silent().await);
    }

    async fn nobody_hears_what_others_are_told(network) {
        let (eva, kim) = (network.someone(Role::Member).await, network.someone(Role::Member).await);
        let mut stream = browser(&network, &kim).await.listen(None).await;
        assert_eq!(stream.next().await, Some(event("stand", "0", 0)));
        tell(&network, &eva).await;
        network.spread().await;
        assert!(stream.is_silent().await);
    }

    async fn whoever_comes_back_hears_what_she_missed_and_nothing_twice(network) {
        let eva = network.someone(Role::Member).await;
        let first = tell(&network, &eva).await;
        let (second, third) = (tell(&network, &eva).await, tell(&network, &eva).await);
        let mut stream = browser(&network, &eva).await.listen(Some(&first)).await;
        assert_eq!((stream.next().await, stream.next().await), (Some(event("neu", &second, 3)), Some(event("neu", &third, 3))));
        assert!(stream.is_silent().await);
    }

    async fn a_restart_of_the_server_loses_and_doubles_nothing(network) {
        let eva = network.someone(Role::Member).await;
        let mut stream = browser(&network, &eva).await.listen(None).await;
        stream.next().await;
        let heard = tell(&network, &eva).await;
        network.spread().await;
        assert_eq!(stream.next().await, Some(event("neu", &heard, 1)));
        network.server.notices.end_streams();
        assert_eq!(stream.next().await, None);
        drop(stream);
        let missed = tell(&network, &eva).await;
        let network = network.restarted().await;
        let mut stream = browser(&network, &eva).await.listen(Some(&heard)).await;
        assert_eq!(stream.next().await, Some(event("neu", &missed, 2)));
        assert!(stream.is_silent().await);
    }

    async fn more_than_fit_into_one_go_come_all_in_their_order(network) {
        let eva = network.someone(Role::Member).await;
        let mut ids = Vec::new();
        for _ in 0..120 {
            ids.push(tell(&network, &eva).await);
        }
        let mut stream = browser(&network, &eva).await.listen(Some("0")).await;
        let mut heard = Vec::new();
        for _ in 0..120 {
            heard.push(stream.next().await.expect("an event").id);
        }
        assert_eq!(heard, ids);
        assert!(stream.is_silent().await);
    }

    async fn five_hundred_open_streams_hear_each_its_own_and_once(network) {
        let mut streams = Vec::new();
        for _ in 0..50 {
            let person = someone_at(&network, "lemgo").await;
            for _ in 0..10 {
                let mut stream = browser(&network, &person).await.listen(None).await;
                assert_eq!(stream.next().await, Some(event("stand", "0", 0)));
                streams.push((person.clone(), stream));
            }
        }
        let mut told = Vec::new();
        for (person, _) in streams.iter().step_by(10) {
            told.push(tell(&network, person).await);
        }
        network.spread().await;
        for (at, (_, stream)) in streams.iter_mut().enumerate() {
            assert_eq!(stream.next().await, Some(event("neu", &told[at / 10], 1)));
            assert!(stream.is_silent().await);
        }
    }

    async fn a_number_that_was_never_given_out_hides_nothing(network) {
        let eva = network.someone(Role::Member).await;
        let mut stream = browser(&network, &eva).await.listen(Some("9999999999")).await;
        assert_eq!(stream.next().await, Some(event("stand", "0", 0)));
        let new = tell(&network, &eva).await;
        network.spread().await;
        assert_eq!(stream.next().await, Some(event("neu", &new, 1)));
    }

    async fn what_is_opened_in_one_tab_is_counted_down_in_the_others(network) {
        let eva = network.someone(Role::Member).await;
        let id = tell(&network, &eva).await;
        let mut stream = browser(&network, &eva).await.listen(None).await;
        stream.next().await;
        network.server.notices.open(&eva, id.parse().expect("a number")).await.expect("opened");
        assert_eq!(stream.next().await, Some(event("stand", &id, 0)));
    }

    async fn a_stream_ends_with_its_session(network) {
        let eva = network.someone(Role::Member).await;
        let mut here = browser(&network, &eva).await;
        let (mut mine, mut other) = (here.listen(None).await, browser(&network, &eva).await.listen(None).await);
        assert!(mine.next().await.is_some() && other.next().await.is_some());
        here.post("/abmelden", "").await;
        assert_eq!(mine.next().await, None);
        assert!(other.is_silent().await, "another session goes on");
        network.server.accounts.end_account(eva.id(), None).await.expect("ended");
        assert_eq!(other.next().await, None);
    }

    async fn only_members_get_a_stream_and_only_scripts(network) {
        assert_eq!(network.guest().tries_to_listen().await, 204);
        assert_eq!(network.guest().get("/benachrichtigungen/strom").await.status, 303);
        let eva = network.someone(Role::Member).await;
        let page = browser(&network, &eva).await.get("/benachrichtigungen/strom").await;
        assert_eq!((page.status.as_u16(), page.redirect().as_deref()), (301, Some("/benachrichtigungen")));
    }

    async fn one_account_has_so_many_streams_and_gets_their_places_back(network) {
        let eva = network.someone(Role::Member).await;
        let here = browser(&network, &eva).await;
        let mut open = Vec::new();
        while here.tries_to_listen().await == 200 {
            open.push(here.listen(None).await);
            assert!(open.len() < 100, "there is no limit");
        }
        let kim = network.someone(Role::Member).await;
        assert_eq!(browser(&network, &kim).await.tries_to_listen().await, 200, "others are not kept out");
        drop(open);
        assert_eq!(network.server.notices.streams(), 0);
        assert_eq!(here.tries_to_listen().await, 200);
    }

    async fn five_hundred_streams_each_hear_their_own(network) {
        let mut streams = Vec::new();
        let mut people = Vec::new();
        for number in 0..50 {
            let who = someone_at(&network, if number % 2 == 0 { "lemgo" } else { "detmold" }).await;
            let here = browser(&network, &who).await;
            for _ in 0..10 {
                streams.push((who.id(), here.listen(None).await));
            }
            people.push(who);
        }
        for (_, stream) in &mut streams {
            stream.next().await.expect("how many there are");
        }
        assert_eq!(network.server.notices.streams(), 500);
        let new = tell(&network, &people[7]).await;
        network.spread().await;
        for (id, stream) in &mut streams {
            if *id == people[7].id() {
                assert_eq!(stream.next().await, Some(event("neu", &new, 1)));
            } else {
                assert!(stream.is_silent().await);
            }
        }
    }

    async fn the_page_carries_what_the_script_needs(network) {
        let eva = network.someone(Role::Member).await;
        tell(&network, &eva).await;
        let page = browser(&network, &eva).await.open("/").await;
        assert_eq!(page.attributes("[data-live=link]", "data-count"), ["1", "1"]);
        assert!(page.has("[data-live=status][role=status]") && page.text("[data-live=menu]").contains('1'));
        let guest = network.guest().open("/").await;
        assert!(!guest.has("[data-live]"), "guests have no notices");
        assert!(network.server.accounts.viewer("x").await.expect("a guest").member().is_none());
    }
}
