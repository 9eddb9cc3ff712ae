//! A day in the life of the network: twenty people of twelve municipalities and the DigitalBüro, fifteen questions, and
//! what stands there in the evening and lies in everybody's mailbox on the next morning.

use std::collections::{BTreeMap, BTreeSet};

use app::{
    account::{Role, Viewer, port::Accounts},
    follow::{Kind, Target},
    forum::{
        port::{Forum, QuestionFilter, State},
        post::Post,
    },
    list::Slice,
    notice::preference::{Preferences, Rhythm},
    summary::port::SummaryWish,
    wiki::drafts::port::{Drafts, Published},
};
use tests::{MailServer, Network, PASSWORD, header, on_both};

const MEMBERS: [(&str, &str); 19] = [
    ("Anna Lindner", "lemgo"),
    ("Bernd Koch", "lemgo"),
    ("Claudia Meier", "detmold"),
    ("Dirk Sander", "detmold"),
    ("Eva Hartmann", "paderborn"),
    ("Frank Brandt", "paderborn"),
    ("Gisela Vogt", "delbrueck"),
    ("Hans Pohl", "delbrueck"),
    ("Ines Richter", "herford"),
    ("Jan Wolters", "herford"),
    ("Karin Busch", "buende"),
    ("Lars Niemann", "minden"),
    ("Maria Stein", "minden"),
    ("Nils Albers", "bielefeld"),
    ("Olga Frank", "guetersloh"),
    ("Peter Jung", "rietberg"),
    ("Rita Sommer", "hoexter"),
    ("Sven Thiele", "bad-driburg"),
    ("Tanja Wolf", "hoexter"),
];

/// Everybody by first name, the questions of the day, and the mail server of the town halls.
struct Day {
    network: Network,
    post: MailServer,
    people: BTreeMap<&'static str, Viewer>,
    questions: BTreeMap<&'static str, i64>,
}

impl Day {
    async fn begin(network: Network) -> Self {
        let post = MailServer::start().await;
        let url = post.url();
        let network = network
            .restarted_with(|config| {
                config.smtp_url = Some(url);
                "Wissensnetz OWL <netz@example.org>".clone_into(&mut config.mail_from);
            })
            .await;
        let mut people = BTreeMap::new();
        let everybody = MEMBERS.map(|(name, place)| (name, place, Role::Member));
        for (name, place, role) in everybody.into_iter().chain([("Uta Kramer", "digitalbuero-owl", Role::Moderator)]) {
            let first = name.split(' ').next().unwrap_or(name);
            let accounts = &network.server.accounts;
            let mail = format!("{}@{place}.example", first.to_lowercase());
            let link = accounts.invite(name, &mail, place, role).await.expect("an invitation");
            let session =
                accounts.confirm(link.split("schluessel=").nth(1).expect("a token"), PASSWORD, "").await.expect("an account");
            people.insert(first, accounts.viewer(&session.token).await.expect("a viewer"));
        }
        Self { network, post, people, questions: BTreeMap::new() }
    }

    fn who(&self, name: &str) -> &Viewer {
        &self.people[name]
    }

    fn at(&self, question: &str) -> i64 {
        self.questions[question]
    }

    async fn follows(&self, name: &str, kind: Kind, target: &str) {
        let target = Target { kind, name: target.to_owned() };
        self.network.server.ports.follows.follow(self.who(name), &target).await.expect("followed");
    }

    async fn wants(&self, name: &str, rhythms: [Rhythm; 5]) {
        self.network.server.notices.choose(self.who(name), rhythms).await.expect("chosen");
    }

    /// Asks in the browser; a title begins with the word by which the story calls it.
    async fn asks(&mut self, name: &str, title: &'static str, fields: Fields) {
        let mut browser = self.network.browser_of(self.who(name)).await;
        let mut form = browser.open("/fragen/neu").await.form("main form").fill("title", title);
        for (field, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
            form = form.fill(field, value);
        }
        let mut page = browser.submit(form).await;
        if page.text("h1") == "Gibt es das schon?" {
            page = browser.submit(page.form("main form").with("anyway", "1")).await;
        }
        assert_eq!(page.text("h1"), title, "{}", page.main());
        let id = page.path().split('/').nth(2).and_then(|id| id.parse().ok()).expect("a question");
        self.questions.insert(title.split(' ').next().unwrap_or(title), id);
        self.network.index().await;
        self.network.wait_minutes(3);
    }

    async fn answers(&self, name: &str, question: &str, body: &str) -> i64 {
        self.network.wait_minutes(2);
        self.network.server.forum.answer(self.who(name), self.at(question), body).await.expect("an answer")
    }

    async fn finds_helpful(&self, name: &str, answer: i64) {
        self.network.server.ports.votes.find_helpful(self.who(name), answer, true).await.expect("a vote");
    }

    /// The moderator makes an article of a solved question and publishes it.
    async fn becomes_an_article(&self, question: &str, kind: &str, answers: Vec<i64>) -> (i64, String) {
        let (uta, server) = (self.who("Uta"), &self.network.server);
        let wish = SummaryWish { kind: kind.to_owned(), answers, ..SummaryWish::default() };
        let id = server.ports.summaries.begin(uta, self.at(question), wish).await.expect("a draft");
        let draft = server.drafts.draft(uta, id).await.expect("an answer").expect("a draft");
        match server.drafts.publish(uta, id, draft.version).await {
            Ok(Published::Stands(slug)) => (id, format!("/wiki/{slug}")),
            other => panic!("{other:?}"),
        }
    }

    /// Subjects of what has arrived in each mailbox, in order of arrival, by first name.
    fn mailboxes(&self) -> BTreeMap<String, Vec<String>> {
        let mut boxes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for mail in self.post.mails() {
            let to = header(&mail, "To").split('@').next().unwrap_or_default().to_owned();
            let subject = header(&mail, "Subject");
            let subject = subject.strip_suffix(" - Wissensnetz OWL").map(str::to_owned).unwrap_or(subject);
            boxes.entry(to).or_default().push(subject);
        }
        boxes
    }

    async fn told(&self, name: &str) -> Vec<String> {
        let id = self.who(name).id();
        self.network.strings(&format!("SELECT text FROM notices WHERE account_id = {id} ORDER BY id")).await
    }
}

/// Fields of the form, and what is typed there.
type Fields = [(&'static str, &'static str); 4];

/// Who asks what: topic, tags, what it is about, for whom.
const QUESTIONS: [(&str, &str, Fields); 15] = [
    (
        "Anna",
        "Grundwasser messen: wer macht das per Funk?",
        [("topic", "smart-city"), ("tags", "LoRaWAN"), ("body", "Wir haben zwanzig Brunnen."), ("audience", "")],
    ),
    (
        "Claudia",
        "Bauakten scannen: wer hat das im Kreis schon gemacht?",
        [("topic", "e-government"), ("tags", "eAkte"), ("body", "Es geht um 300 Meter."), ("audience", "kreis")],
    ),
    (
        "Ines",
        "Termine vergeben: welche Software nutzen Sie?",
        [("topic", "e-government"), ("tags", "Termine"), ("body", "Wie ist das bei @Minden?"), ("audience", "")],
    ),
    (
        "Nils",
        "Serviceportal bewerben: was hat gewirkt?",
        [("topic", "e-government"), ("tags", "Serviceportal"), ("body", "Kaum jemand kennt es."), ("audience", "")],
    ),
    (
        "Olga",
        "Ladepunkte am Rathaus: wer betreibt sie?",
        [("topic", "mobilitaet"), ("tags", ""), ("body", "Selbst oder mit dem Stadtwerk?"), ("audience", "")],
    ),
    (
        "Peter",
        "Sensoren im Bauhof: lohnt sich das?",
        [("topic", "smart-city"), ("tags", "LoRaWAN"), ("body", "Es geht um Streusalz."), ("audience", "")],
    ),
    (
        "Rita",
        "Ratsinformation: wer hat gewechselt?",
        [("topic", "e-government"), ("tags", ""), ("body", "Unser Vertrag endet."), ("audience", "")],
    ),
    ("Sven", "Gutschein kaufen: jetzt bei uns!", [("topic", ""), ("tags", ""), ("body", "Nur heute."), ("audience", "")]),
    (
        "Tanja",
        "Schulen ans Netz: wie weit sind Sie?",
        [("topic", "bildung"), ("tags", ""), ("body", "Uns fehlen drei."), ("audience", "")],
    ),
    (
        "Karin",
        "Hochwasser melden: welche Pegel taugen?",
        [("topic", "sicherheit"), ("tags", "LoRaWAN"), ("body", "Am Bach, nicht am Fluss."), ("audience", "")],
    ),
    (
        "Lars",
        "Drucker abschaffen: geht das?",
        [("topic", "e-government"), ("tags", ""), ("body", "Wir haben noch neunzig."), ("audience", "")],
    ),
    (
        "Maria",
        "Gewerbe anmelden: wer bietet das online an?",
        [("topic", "handel"), ("tags", "OZG"), ("body", "Mit Bezahlen."), ("audience", "")],
    ),
    (
        "Bernd",
        "Videokonferenzen: welcher Dienst ist erlaubt?",
        [("topic", "e-government"), ("tags", ""), ("body", "Der Personalrat fragt."), ("audience", "")],
    ),
    (
        "Hans",
        "Wanderwege: wer pflegt die Karten?",
        [("topic", "tourismus"), ("tags", "Open Data"), ("body", "Bisher auf Papier."), ("audience", "")],
    ),
    (
        "Eva",
        "Brunnen messen: wer misst das Grundwasser per Funk?",
        [("topic", "smart-city"), ("tags", "LoRaWAN"), ("body", "Wir haben fünf."), ("audience", "")],
    ),
];

/// The morning: people say what they want to hear of, and ask.
async fn morning(network: Network) -> Day {
    let mut day = Day::begin(network).await;
    day.follows("Dirk", Kind::Topic, "smart-city").await;
    day.follows("Jan", Kind::Organisation, "kreis-lippe").await;
    day.follows("Bernd", Kind::Organisation, "lemgo").await;
    day.follows("Frank", Kind::Topic, "e-government").await;
    day.wants("Jan", [Rhythm::AtOnce; 5]).await;
    day.wants("Frank", [Rhythm::AtOnce, Rhythm::Weekly, Rhythm::AtOnce, Rhythm::AtOnce, Rhythm::AtOnce]).await;
    day.wants("Lars", [Rhythm::Off; 5]).await;
    for (name, title, fields) in QUESTIONS {
        day.asks(name, title, fields).await;
    }
    day
}

/// Noon: people answer, discuss and find things helpful; the moderator keeps order.
async fn noon(day: &Day) -> i64 {
    let (server, uta) = (&day.network.server, day.who("Uta"));
    let probe =
        day.answers("Gisela", "Grundwasser", "# Sonde\n\nMit einer Sonde je Brunnen; @Hans Pohl hat sie eingebaut.").await;
    let funk = day.answers("Frank", "Grundwasser", "Bei uns reicht ein Gateway auf dem Rathaus.").await;
    for name in ["Anna", "Bernd", "Dirk"] {
        day.finds_helpful(name, funk).await;
    }
    let twice = server.ports.votes.find_helpful(day.who("Dirk"), funk, true).await;
    assert!(twice.is_ok(), "a second click is no second vote: {twice:?}");
    server.ports.comments.comment(day.who("Anna"), Post::Answer(probe), "Was hat eine gekostet?").await.expect("a comment");
    server.forum.accept(day.who("Anna"), day.at("Grundwasser"), Some(probe)).await.expect("accepted");

    let same = day.answers("Karin", "Brunnen", "Fragen Sie Lemgo.").await;
    server
        .ports
        .order
        .merge(uta, day.at("Brunnen"), &day.at("Grundwasser").to_string(), "Dieselbe Frage.")
        .await
        .expect("merged");
    let moved = server.ports.posts.post(day.who("Eva"), Post::Answer(same)).await.expect("a post");
    assert_eq!(moved.question, day.at("Grundwasser"));

    let flyer = day.answers("Jan", "Serviceportal", "Ein Brief an alle Haushalte, mit Bild vom Amt.").await;
    server.forum.accept(day.who("Nils"), day.at("Serviceportal"), Some(flyer)).await.expect("accepted");
    day.answers("Bernd", "Bauakten", "Wir, mit einem Dienstleister aus Detmold.").await;
    let advertising = Post::Question(day.at("Gutschein"));
    server.ports.flags.flag(day.who("Tanja"), advertising, "advertising", "").await.expect("flagged");
    server.ports.flags.decide(uta, advertising, "remove", "Bitte keine Werbung.").await.expect("decided");
    funk
}

/// The afternoon: two articles are made, one person does not want to be named, and the mail server is away.
async fn afternoon(day: &Day, funk: i64) -> [String; 2] {
    let server = &day.network.server;
    day.network.send_mails().await;
    day.post.answer_recipients(Some("451 4.3.2 in maintenance"));
    let (draft, guide) = day.becomes_an_article("Grundwasser", "guide", vec![funk]).await;
    let (_, report) = day.becomes_an_article("Serviceportal", "experience_report", Vec::new()).await;
    server.ports.summaries.set_named(day.who("Frank"), draft, false).await.expect("out");
    day.answers("Rita", "Grundwasser", "Wir fangen im Mai an.").await;
    assert_eq!(day.network.send_mails().await, 0, "nobody takes them");
    day.network.wait_minutes(6 * 60);
    day.post.answer_recipients(None);
    for _ in 0..3 {
        day.network.send_mails().await;
    }
    [guide, report]
}

/// What a member finds in the evening.
async fn evening(day: &Day, articles: &[String; 2]) {
    let (server, anna) = (&day.network.server, day.who("Anna"));
    let list = server.forum.questions(anna, &QuestionFilter::default(), Slice::first(50)).await.expect("a list");
    assert_eq!(list.len(), 13, "one was merged, one removed");
    let solved = list.iter().filter(|one| one.state == State::Solved).count();
    let open = list.iter().filter(|one| one.state == State::Unanswered).count();
    assert_eq!((solved, open), (2, 10));
    let elsewhere = server.forum.questions(day.who("Eva"), &QuestionFilter::default(), Slice::first(50)).await.expect("a list");
    assert_eq!(elsewhere.len(), 12, "Lippe asks itself first");

    let thread = server.forum.question(anna, day.at("Brunnen")).await.expect("an answer").expect("what it was merged into");
    let answers: Vec<(&str, i64)> = thread.answers.iter().map(|one| (one.author.name.as_str(), one.helpful)).collect();
    assert_eq!(answers, [("Gisela Vogt", 0), ("Frank Brandt", 3), ("Karin Busch", 0), ("Rita Sommer", 0)]);
    assert_eq!(thread.shared_by.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Paderborn"]);

    let mut browser = day.network.browser_of(anna).await;
    let page = browser.open(&articles[0]).await;
    let names = page.text("section[aria-labelledby=mitgewirkt]");
    assert!(names.contains("Anna Lindner") && names.contains("Gisela Vogt") && !names.contains("Frank"), "{names}");
    assert!(page.main().contains("Mit einer Sonde je Brunnen") && page.main().contains("ein Gateway auf dem Rathaus"));
    for (question, article) in ["Grundwasser", "Serviceportal"].iter().zip(articles) {
        assert!(browser.open(&format!("/fragen/{}", day.at(question))).await.leads_to(article));
        assert!(browser.open(article).await.main().contains("Entstanden aus der Frage"));
    }
    day.network.index().await;
    assert!(browser.open("/suche?q=Sonde").await.leads_to(&articles[0]));
}

on_both! {
    async fn a_day_in_the_life_of_the_network(network) {
        let day = morning(network).await;
        let funk = noon(&day).await;
        let articles = afternoon(&day, funk).await;
        evening(&day, &articles).await;
        // to eight o'clock on the next morning, and to Monday
        for hours in [16, 24] {
            day.network.wait_minutes(hours * 60);
            day.network.sum_up().await;
            day.network.send_mails().await;
        }
        let ids: Vec<String> = day.post.mails().iter().map(|mail| header(mail, "To") + &header(mail, "Message-ID")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "nothing is sent twice");
        assert_eq!(day.network.number("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL").await, 0, "and nothing is lost");
        let mailboxes = day.mailboxes();
        for (name, subjects) in MAILBOXES {
            let arrived = mailboxes.get(name).map(Vec::as_slice).unwrap_or_default();
            assert_eq!(arrived, subjects, "in the mailbox of {name}");
        }
        assert_eq!(mailboxes.len(), MAILBOXES.iter().filter(|(_, subjects)| !subjects.is_empty()).count());
        for (name, texts) in NOTICES {
            assert_eq!(day.told(name).await, texts, "under \"Benachrichtigungen\" of {name}");
        }
    }
}

/// What lies in each mailbox on Monday: who takes part hears at once, who follows as she has chosen.
const MAILBOXES: [(&str, &[&str]); 20] = [
    (
        "anna",
        &[
            "Re: Grundwasser messen: wer macht das per Funk?",
            "Re: Grundwasser messen: wer macht das per Funk?",
            "Aus Ihrem Beitrag wird ein Artikel",
            "Aus Ihrem Beitrag ist ein Artikel geworden",
            "Re: Grundwasser messen: wer macht das per Funk?",
        ],
    ),
    ("bernd", &["Tägliche Zusammenfassung: 1 Neuigkeit"]),
    ("claudia", &["Re: Bauakten scannen: wer hat das im Kreis schon gemacht?"]),
    ("dirk", &["Tägliche Zusammenfassung: 3 Neuigkeiten"]),
    (
        "eva",
        &[
            "Re: Brunnen messen: wer misst das Grundwasser per Funk?",
            "Entscheidung über Ihren Beitrag",
            "Tägliche Zusammenfassung: 1 Neuigkeit",
        ],
    ),
    (
        "frank",
        &[
            "Aus Ihrem Beitrag wird ein Artikel",
            "Aus Ihrem Beitrag ist ein Artikel geworden",
            "Wöchentliche Zusammenfassung: 7 Neuigkeiten",
        ],
    ),
    (
        "gisela",
        &[
            // the comment, and that hers is the solution
            "Re: Grundwasser messen: wer macht das per Funk?",
            "Re: Grundwasser messen: wer macht das per Funk?",
            "Aus Ihrem Beitrag wird ein Artikel",
            "Aus Ihrem Beitrag ist ein Artikel geworden",
            "Tägliche Zusammenfassung: 2 Neuigkeiten",
        ],
    ),
    ("hans", &["Re: Grundwasser messen: wer macht das per Funk?"]),
    ("ines", &[]),
    (
        "jan",
        &[
            "Grundwasser messen: wer macht das per Funk?",
            "Videokonferenzen: welcher Dienst ist erlaubt?",
            "Re: Serviceportal bewerben: was hat gewirkt?",
            "Aus Ihrem Beitrag wird ein Artikel",
            "Aus Ihrem Beitrag ist ein Artikel geworden",
        ],
    ),
    ("karin", &["Tägliche Zusammenfassung: 1 Neuigkeit"]),
    // wants no mails
    ("lars", &[]),
    ("maria", &["Termine vergeben: welche Software nutzen Sie?"]),
    (
        "nils",
        &[
            "Re: Serviceportal bewerben: was hat gewirkt?",
            "Aus Ihrem Beitrag wird ein Artikel",
            "Aus Ihrem Beitrag ist ein Artikel geworden",
        ],
    ),
    ("olga", &[]),
    ("peter", &[]),
    ("rita", &[]),
    ("sven", &["Entscheidung über Ihren Beitrag"]),
    ("tanja", &["Entscheidung über Ihre Meldung"]),
    ("uta", &["Ein Beitrag wurde gemeldet", "Neue Antwort zu Ihrem Artikel"]),
];

/// What some of them find in the site, in full.
const NOTICES: [(&str, &[&str]); 5] = [
    (
        "Eva",
        &[
            "Karin Busch (Bünde) hat auf Ihre Frage geantwortet: „Brunnen messen: wer misst das Grundwasser per Funk?“",
            "Die Moderation hat Ihre Frage „Brunnen messen: wer misst das Grundwasser per Funk?“ mit „Grundwasser messen: wer macht \
             das per Funk?“ zusammengeführt. Alle Antworten stehen dort. Die Begründung: Dieselbe Frage.",
            "Rita Sommer (Höxter) hat geantwortet: „Grundwasser messen: wer macht das per Funk?“",
        ],
    ),
    // told in the site, though not by mail
    ("Lars", &["Ines Richter (Herford) hat Ihre Organisation genannt: „Termine vergeben: welche Software nutzen Sie?“"]),
    // asked for the Kreis Lippe first, and he works in Herford
    (
        "Jan",
        &[
            "Anna Lindner (Lemgo) fragt: „Grundwasser messen: wer macht das per Funk?“",
            "Bernd Koch (Lemgo) fragt: „Videokonferenzen: welcher Dienst ist erlaubt?“",
            "Nils Albers (Bielefeld) hat Ihre Antwort als Lösung markiert: „Serviceportal bewerben: was hat gewirkt?“",
            "Aus der Frage „Serviceportal bewerben: was hat gewirkt?“ wird ein Artikel. Er nutzt auch Ihre Worte und nennt Sie mit \
             Name und Kommune. Wenn Sie das nicht möchten, nehmen Sie Ihren Namen mit einem Klick heraus.",
            "Der Artikel „Serviceportal bewerben: was hat gewirkt?“ ist veröffentlicht. Er enthält auch Ihre Worte. Sie werden darin \
             mit Name und Kommune genannt.",
        ],
    ),
    (
        "Sven",
        &[
            "Ein Beitrag von Ihnen wurde gemeldet (Frage zu „Gutschein kaufen: jetzt bei uns!“). Die Moderation hat ihn geprüft. Er \
           wurde entfernt. Bitte keine Werbung.",
        ],
    ),
    (
        "Uta",
        &[
            "Ein Beitrag wurde gemeldet: Frage zu „Gutschein kaufen: jetzt bei uns!“.",
            "Die Frage „Grundwasser messen: wer macht das per Funk?“ hat eine neue Antwort. Passt Ihr Artikel „Grundwasser messen: \
             wer macht das per Funk?“ noch dazu?",
        ],
    ),
];
