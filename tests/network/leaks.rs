//! What is hidden from someone changes nothing of what she sees.
//!
//! Every route of the table is called before and after something hidden comes into being, with all values that its
//! parameters could have: status, headers and body have to stay as they were. So lists, counts, feeds, redirects, error
//! texts and cached copies are covered, and a new route is, too, as soon as it stands in the table.

use std::collections::BTreeMap;

use app::{
    account::{Role, Viewer},
    forum::port::{Forum, QuestionDraft},
    notice::NoticeKind,
    reuse::port::ReuseDraft,
    wiki::{
        Visibility,
        drafts::port::{Draft, Drafts, Sheet},
        fields::Typed,
        port::{ArticleDraft, Wiki},
    },
};
use axum::http::Method;
use server::{attachment::Owner, http::table};
use tests::{Network, Page, article, kept, moderator_of, on_both, question, someone_at};

/// What can stand for a name in an address: of something public, of something hidden, and of what both share.
const NAMES: [&str; 11] = [
    "wochenmarkt-offen",
    "wochenmarkt-alt",
    "wochenmarkt-zqxgeheim",
    "wochenmarkt-zqxentwurf",
    "handel",
    "markt",
    "zqxmarke",
    "lemgo",
    "vorschlaege",
    "zqxplan.txt",
    "zqxskizze.txt",
];

/// The name of a question tells nothing: its number leads to it.
const QUESTIONS: [&str; 1] = ["wer-hat-einen-wochenmarkt-zqxgeheim"];

/// What can stand for a number: as many as there are hidden things of a sort, and one more.
const NUMBERS: [&str; 5] = ["1", "2", "3", "4", "5"];

/// What can follow an address without parameters, to find a draft or its file.
const QUERIES: [&str; 7] =
    ["", "?q=wochenmarkt", "?q=zqxentwurf", "?q=zqxskizze", "?text=wochenm", "?titel=Wochenmarkt+zqxentwurf", "?entwurf=1"];

/// What else can follow one, to find something that is for members.
const MORE_QUERIES: [&str; 13] = [
    "?q=zqxgeheim",
    "?q=zqxgehein",
    "?q=zqxdatei",
    "?q=zqxkontakt",
    "?q=wochenm",
    "?art=guide",
    "?art=article&q=wochenmarkt",
    "?software=zqxsoftware",
    "?nachnutzung=1",
    "?thema=handel",
    "?kreis=kreis-lippe",
    "?seite=2",
    "?teil=1",
];

/// What can follow one with parameters.
const TAILS: [&str; 2] = ["", "?von=1&bis=2"];
const MORE_TAILS: [&str; 2] = ["?druck=1", "?text=wochenm"];

/// A call: method, address, and what a form sends.
type Call = (Method, String, String);

/// An address with every combination of values for its parameters.
fn filled(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let (name, after) = rest.split_once('}').expect("a closed brace");
    let values: Vec<&str> = match name {
        "slug" if before.starts_with("/fragen/") => QUESTIONS.to_vec(),
        "slug" | "name" => NAMES.to_vec(),
        "id" | "nr" | "antwort" => NUMBERS.to_vec(),
        "beitrag" => vec!["frage-1", "frage-2", "antwort-1", "antwort-2", "kommentar-1"],
        // a parameter nobody has thought of yet can be anything
        _ => NAMES.into_iter().chain(NUMBERS).collect(),
    };
    let rests = filled(after);
    values.into_iter().flat_map(|value| rests.iter().map(move |rest| format!("{before}{value}{rest}"))).collect()
}

/// All that can be looked at, with these behind the addresses without and with parameters.
fn looks(queries: &[&str], tails: &[&str]) -> Vec<Call> {
    let mut calls = Vec::new();
    // there stand her own sessions and a key for her alone, others each time
    let of_others = |path: &str| !path.starts_with("/konto/sicherheit");
    for entry in table().into_iter().filter(|entry| entry.method == Method::GET && of_others(entry.path)) {
        let endings = if entry.path.contains('{') { tails } else { queries };
        for path in filled(entry.path) {
            calls.extend(endings.iter().map(|ending| (Method::GET, format!("{path}{ending}"), String::new())));
        }
    }
    calls
}

/// All that a guest can look at.
fn looks_of_guests() -> Vec<Call> {
    looks(&[&QUERIES[..], &MORE_QUERIES].concat(), &[TAILS, MORE_TAILS].concat())
}

/// All that a guest can send which names something. The other forms name nothing, and some count the attempts.
fn forms_of_guests() -> Vec<Call> {
    let forms = table().into_iter().filter(|entry| entry.method == Method::POST && entry.path.contains('{'));
    forms.flat_map(|entry| filled(entry.path)).map(|path| (Method::POST, path, String::new())).collect()
}

/// All that a member can send besides what is for guests, too. A form names in its fields what its address does not.
fn forms_of_members() -> Vec<Call> {
    let is_harmless = |path: &str| !path.starts_with("/konto");
    let forms = table().into_iter().filter(|entry| entry.method == Method::POST && entry.access >= Role::Member);
    let mut calls = Vec::new();
    for path in forms.map(|entry| entry.path).filter(|path| is_harmless(path)).chain(["/inseln/vorschau"]) {
        let numbers: &[&str] = if path.contains('{') { &NUMBERS[..1] } else { &NUMBERS };
        for path in filled(path) {
            for number in numbers {
                let address = if path == "/dateien" { format!("{path}?entwurf={number}&name=x.txt") } else { path.clone() };
                calls.push((Method::POST, address, fields(number)));
            }
        }
    }
    calls
}

/// Fields of every form that names something, as they could be sent with any.
fn fields(number: &str) -> String {
    let text = "[[Wochenmarkt zqxentwurf]] und [das](/dateien/1/zqxskizze.txt)";
    let named = ["draft", "id", "upto", "answer"].map(|name| (name, number));
    let others = [
        ("version", "1"),
        ("article", "wochenmarkt-offen"),
        ("title", "Wochenmarkt zqxentwurf"),
        ("body", text),
        ("markdown", text),
        ("parent", "Wochenmarkt zqxentwurf"),
        // shows what would be and changes no more than a draft
        ("preview", "1"),
    ];
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(named).extend_pairs(others).finish()
}

/// An answer as a whole, to be compared.
fn whole(page: &Page) -> String {
    let mut headers: Vec<String> = page.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
    // its length tells no more than the text itself
    headers.retain(|header| !header.starts_with("content-length"));
    headers.sort();
    format!("{}\n{}\n\n{}", page.status, headers.join("\n"), without_keys(&page.html))
}

/// Each form has a random key of its own.
fn without_keys(html: &str) -> String {
    let mut html = html.to_owned();
    for before in ["name=\"key\" value=\"", "formular="] {
        let parts: Vec<&str> = html.split(before).collect();
        let rest = parts[1..].iter().map(|part| part.find('"').map_or("", |end| &part[end..]));
        html = std::iter::once(parts[0]).chain(rest).collect::<Vec<_>>().join(before);
    }
    html
}

/// The same without what is new each time: the key of a form, and the number of a draft that this very call has begun.
fn without_what_is_new(answer: &str) -> String {
    let no_more = |end: fn(char) -> bool| move |rest: &str| rest.find(end).unwrap_or(rest.len());
    let key = no_more(|letter| letter == '"');
    let number = no_more(|letter| !letter.is_ascii_digit());
    let mut tidied = answer.to_owned();
    tidied = blanked(&tidied, "name=\"key\" value=\"", key);
    for before in ["name=\"draft\" value=\"", "\"draft\":", "/wiki/entwuerfe/"] {
        tidied = blanked(&tidied, before, number);
    }
    // its length says as much as its digits
    tidied.lines().filter(|line| !line.starts_with("content-length: ")).collect::<Vec<_>>().join("\n")
}

/// A text without what follows each `before`, as long as `length` says.
fn blanked(text: &str, before: &str, length: impl Fn(&str) -> usize) -> String {
    let mut parts = text.split(before);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| format!("{all}{before}#{}", &part[length(part)..]))
}

/// All that this person can find out with these calls.
async fn told(network: &Network, viewer: &Viewer, calls: Vec<Call>) -> BTreeMap<String, String> {
    network.read_files().await;
    network.index().await;
    let mut browser = browser_of(network, viewer).await;
    let mut answers = BTreeMap::new();
    for (method, path, sent) in calls {
        // some routes end the session
        if !browser.has_cookie() {
            browser = browser_of(network, viewer).await;
        }
        let is_form = method == Method::POST;
        let page = browser.request(method.clone(), &path, is_form.then(|| sent.clone().into_bytes())).await;
        let named = sent.split('&').next().unwrap_or_default();
        answers.insert(format!("{method} {path} {named}").trim_end().to_owned(), without_what_is_new(&whole(&page)));
        if is_form && viewer.member().is_some() {
            // what she has sent herself is no news
            network.change(&format!("DELETE FROM drafts WHERE author_id = {}", viewer.id())).await;
        }
    }
    answers
}

async fn browser_of(network: &Network, viewer: &Viewer) -> tests::Visitor {
    if viewer.member().is_some() { network.browser_of(viewer).await } else { network.guest() }
}

/// All that a guest can find out.
async fn told_to_a_guest(network: &Network) -> BTreeMap<String, String> {
    told(network, &Viewer::guest(), looks_of_guests().into_iter().chain(forms_of_guests()).collect()).await
}

/// All that a member can find out.
async fn told_to(network: &Network, member: &Viewer) -> BTreeMap<String, String> {
    told(network, member, looks(&QUERIES, &TAILS).into_iter().chain(forms_of_members()).collect()).await
}

/// What these pages say to someone.
async fn told_on(network: &Network, viewer: &Viewer, paths: &[&str]) -> BTreeMap<String, String> {
    let calls = paths.iter().map(|path| (Method::GET, (*path).to_owned(), String::new())).collect();
    told(network, viewer, calls).await
}

/// Where two looks differ.
fn differences(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    before.iter().filter(|(path, told)| after.get(*path) != Some(told)).map(|(path, _)| path.clone()).collect()
}

fn report(title: &str, visibility: Visibility) -> ArticleDraft {
    ArticleDraft {
        kind: "experience_report".to_owned(),
        topic: "handel".to_owned(),
        tags: "Markt".to_owned(),
        organisation: "lemgo".to_owned(),
        ..article(title, visibility)
    }
}

async fn something_public(network: &Network, moderator: &Viewer) {
    let draft = ArticleDraft {
        summary: "Wie wir den Wochenmarkt verlegt haben.".to_owned(),
        body: "Siehe [[Wochenmarkt zqxgeheim]], [[Wochenmarkt zqxentwurf]] und [das](/wiki/wochenmarkt-alt).".to_owned(),
        ..report("Wochenmarkt offen", Visibility::Public)
    };
    network.server.wiki.publish(moderator, draft).await.expect("an article");
}

/// A report for members that shares topic, tag and municipality with the public one, links to it, has had another title,
/// has a file, and is reused; and a question with its answer.
async fn something_for_members(network: &Network, moderator: &Viewer, member: &Viewer) {
    let wiki = &network.server.wiki;
    let draft = ArticleDraft {
        tags: "Markt, zqxmarke".to_owned(),
        summary: "Kurz: zqxkurz".to_owned(),
        body: "Anders als [[Wochenmarkt offen]]: zqxtext.".to_owned(),
        note: "zqxnotiz".to_owned(),
        fields: Typed::from_pairs([("software", "zqxsoftware"), ("contact", "zqxkontakt"), ("yearly_costs", "12")]),
        ..report("Wochenmarkt alt", Visibility::Members)
    };
    let old = wiki.publish(moderator, draft.clone()).await.expect("an article");
    let renamed = ArticleDraft { title: "Wochenmarkt zqxgeheim".to_owned(), ..draft };
    wiki.revise(moderator, &old.slug, old.revision, renamed).await.expect("a revision");
    let file = network.server.attachments.import(Owner::Article(old.id), "zqxplan.txt", b"zqxdatei".to_vec()).await;
    file.expect("a file");
    reused(network, member, "wochenmarkt-zqxgeheim", "using").await;
    let asked = QuestionDraft {
        topic: "handel".to_owned(),
        tags: "Markt, zqxmarke".to_owned(),
        ..question("Wer hat einen Wochenmarkt zqxgeheim?")
    };
    let asked = network.server.forum.ask(moderator, asked).await.expect("a question");
    network.server.forum.answer(moderator, asked.id, "Wir: zqxantwort.").await.expect("an answer");
}

async fn reused(network: &Network, member: &Viewer, slug: &str, status: &str) {
    let draft = ReuseDraft {
        status: status.to_owned(),
        reason: "zqxgrund".to_owned(),
        contact: "zqxkontakt".to_owned(),
        note: "zqxnotiz".to_owned(),
        ..ReuseDraft::default()
    };
    network.server.ports.reuses.declare(member, slug, draft).await.expect("declared");
}

/// A sheet of this title; a change of the public article with `true`.
async fn drafted(network: &Network, author: &Viewer, title: &str, change: bool) -> Draft {
    let typed = ArticleDraft { body: "zqxentwurf".to_owned(), tags: "zqxmarke".to_owned(), ..report(title, Visibility::Public) };
    let article = change.then(|| "wochenmarkt-offen".to_owned());
    kept(network, author, Sheet { base: article.as_ref().map(|_| 1), article, typed, ..Sheet::default() }).await
}

/// Drafts in every state that one can have before it is an article, one of them with a file, and what people were told.
async fn something_of(network: &Network, author: &Viewer, moderator: &Viewer) {
    let drafts = &network.server.drafts;
    let writing = drafted(network, author, "Wochenmarkt zqxentwurf", false).await;
    let file = network.server.attachments.import(Owner::Draft(writing.id), "zqxskizze.txt", b"zqxskizze".to_vec()).await;
    file.expect("a file");
    let proposed = drafted(network, author, "Wochenmarkt offen", true).await;
    drafts.hand_in(author, proposed.id, proposed.version).await.expect("handed in");
    let returned = drafted(network, author, "Wochenmarkt zqxzurueck", false).await;
    drafts.hand_in(author, returned.id, returned.version).await.expect("handed in");
    drafts.send_back(moderator, returned.id, returned.version, "zqxwunsch").await.expect("returned");
    let gone = drafted(network, author, "Wochenmarkt zqxweg", true).await;
    drafts.discard(author, gone.id).await.expect("discarded");
    let mut tx = network.server.db.begin().await.expect("a transaction");
    let (notices, id) = (&network.server.notices, author.id());
    notices.tell(&mut tx, id, NoticeKind::DraftDecided, "zqxnachricht", "/wiki/zqxnachricht").await.expect("told");
    tx.commit().await.expect("committed");
}

/// As if drafts and notices had never been. What members send begins drafts of their own, so only what is there first has
/// numbers that are known beforehand: it is looked at with them, then without.
async fn forget_drafts_and_notices(network: &Network) {
    for table in ["attachments", "drafts", "notices"] {
        network.change(&format!("DELETE FROM {table}")).await;
    }
}

on_both! {
    async fn a_guest_notices_nothing_of_what_is_for_members(network) {
        let (moderator, member) = (moderator_of(&network).await, someone_at(&network, "lemgo").await);
        something_public(&network, &moderator).await;
        let before = told_to_a_guest(&network).await;
        assert!(before["GET /wiki"].contains("Wochenmarkt offen") && before["GET /sitemap.xml"].contains("wochenmarkt-offen"));
        something_for_members(&network, &moderator, &member).await;
        // why it was not reused, and by whom, is for members, also where the article is for everybody
        reused(&network, &member, "wochenmarkt-offen", "rejected").await;
        something_of(&network, &member, &moderator).await;
        let after = told_to_a_guest(&network).await;
        assert_eq!(differences(&before, &after), [""; 0], "a guest can tell that something is hidden");
    }

    async fn a_member_of_another_kreis_notices_nothing_of_what_is_for_a_kreis(network) {
        let moderator = moderator_of(&network).await;
        something_public(&network, &moderator).await;
        let (inside, outside) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        // the first look sends forms, and some of them do something
        told_to(&network, &outside).await;
        let before = told_to(&network, &outside).await;
        let asked = QuestionDraft {
            topic: "handel".to_owned(),
            tags: "Markt, zqxmarke".to_owned(),
            audience: QuestionDraft::DISTRICT.to_owned(),
            ..question("Wer hat einen Wochenmarkt zqxgeheim?")
        };
        let asked = network.server.forum.ask(&inside, asked).await.expect("a question");
        network.server.forum.answer(&inside, asked.id, "Wir: zqxantwort.").await.expect("an answer");
        let after = told_to(&network, &outside).await;
        let mut noticed = differences(&before, &after);
        // each look begins drafts, which have numbers
        noticed.retain(|path| !path.starts_with("POST /wiki/"));
        assert_eq!(noticed, [""; 0], "a member can tell that something is for another Kreis");
    }

    async fn a_member_does_notice_so_the_questions_are_the_right_ones(network) {
        let (moderator, member) = (moderator_of(&network).await, someone_at(&network, "lemgo").await);
        something_public(&network, &moderator).await;
        let reader = someone_at(&network, "paderborn").await;
        let paths = [
            "/", "/wiki", "/suche?q=wochenmarkt", "/suche?q=zqxdatei", "/inseln/vorschlaege?text=wochenm", "/themen/handel",
            "/schlagworte/markt", "/schlagworte/zqxmarke", "/kommunen/lemgo", "/kommunen", "/wiki?software=zqxsoftware",
            "/wiki?nachnutzung=1", "/wiki/wochenmarkt-alt", "/wiki/wochenmarkt-zqxgeheim", "/wiki/wochenmarkt-alt/markdown",
            "/wiki/wochenmarkt-zqxgeheim/verlauf", "/wiki/wochenmarkt-zqxgeheim/nachnutzung", "/wiki/wochenmarkt-offen/nachnutzung",
            "/dateien/1/zqxplan.txt", "/fragen", "/fragen/1",
        ];
        let before = told_on(&network, &reader, &paths).await;
        something_for_members(&network, &moderator, &member).await;
        reused(&network, &member, "wochenmarkt-offen", "rejected").await;
        let noticed = differences(&before, &told_on(&network, &reader, &paths).await);
        assert_eq!(noticed.len(), paths.len(), "only {noticed:?}");
        let asked: Vec<String> = looks_of_guests().into_iter().map(|(_, path, _)| path).collect();
        for path in paths {
            assert!(asked.iter().any(|one| one == path), "{path} is not asked");
        }
    }

    async fn a_member_elsewhere_notices_nothing_of_drafts_and_notices_of_others(network) {
        let (moderator, author) = (moderator_of(&network).await, someone_at(&network, "lemgo").await);
        something_public(&network, &moderator).await;
        let member = someone_at(&network, "paderborn").await;
        something_of(&network, &author, &moderator).await;
        let with = told_to(&network, &member).await;
        forget_drafts_and_notices(&network).await;
        assert_eq!(differences(&told_to(&network, &member).await, &with), [""; 0], "a member can tell that something is hidden");
    }

    async fn a_colleague_notices_nothing_of_drafts_and_notices_of_others_either(network) {
        let (moderator, author) = (moderator_of(&network).await, someone_at(&network, "lemgo").await);
        something_public(&network, &moderator).await;
        let colleague = someone_at(&network, "lemgo").await;
        something_of(&network, &author, &moderator).await;
        let with = told_to(&network, &colleague).await;
        forget_drafts_and_notices(&network).await;
        assert_eq!(differences(&told_to(&network, &colleague).await, &with), [""; 0], "a colleague can tell that something is hidden");
    }

    async fn the_author_and_the_moderators_do_notice(network) {
        let (moderator, author) = (moderator_of(&network).await, someone_at(&network, "lemgo").await);
        something_public(&network, &moderator).await;
        let hers = [
            "/wiki/entwuerfe", "/wiki/entwuerfe/1", "/wiki/entwuerfe/4", "/wiki/entwuerfe/1/dateien", "/dateien/1/zqxskizze.txt",
            "/benachrichtigungen", "/wiki/wochenmarkt-offen/vorschlaege", "/wiki/wochenmarkt-offen/bearbeiten", "/wiki/neu",
        ];
        let theirs = [
            "/moderation/pruefung", "/moderation/pruefung/2", "/wiki/entwuerfe/1", "/dateien/1/zqxskizze.txt", "/benachrichtigungen",
            "/wiki/wochenmarkt-offen/vorschlaege",
        ];
        let before = (told_on(&network, &author, &hers).await, told_on(&network, &moderator, &theirs).await);
        something_of(&network, &author, &moderator).await;
        let noticed = differences(&before.0, &told_on(&network, &author, &hers).await);
        assert_eq!(noticed.len(), hers.len(), "only {noticed:?}");
        let noticed = differences(&before.1, &told_on(&network, &moderator, &theirs).await);
        assert_eq!(noticed.len(), theirs.len(), "only {noticed:?}");
    }
}
