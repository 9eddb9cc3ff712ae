//! What is hidden from someone changes nothing of what she sees.
//!
//! Every route of the table is called before and after something hidden comes into being, with all values that its
//! parameters could have: status, headers and body have to stay as they were. So lists, counts, feeds, redirects, error
//! texts and cached copies are covered, and a new route is, too, as soon as it stands in the table.

use std::collections::BTreeMap;

use app::{
    account::Viewer,
    forum::port::{Forum, QuestionDraft},
    wiki::{
        Visibility,
        port::{ArticleDraft, Wiki},
    },
};
use axum::http::Method;
use server::http::table;
use tests::{Network, Page, article, moderator_of, on_both, question, someone_at};

/// What can stand for a name in an address: of something public, of something hidden, and of what both share.
const NAMES: [&str; 9] = [
    "wochenmarkt-offen",
    "wochenmarkt-alt",
    "wochenmarkt-zqxgeheim",
    "handel",
    "markt",
    "zqxmarke",
    "lemgo",
    "vorschlaege",
    "zqxplan.pdf",
];

/// What can stand for a number.
const NUMBERS: [&str; 3] = ["1", "2", "3"];

/// What can follow an address without parameters.
const QUERIES: [&str; 12] = [
    "",
    "?q=wochenmarkt",
    "?q=zqxgeheim",
    "?q=zqxgehein",
    "?q=wochenm",
    "?text=wochenm",
    "?art=guide",
    "?thema=handel",
    "?kreis=kreis-lippe",
    "?seite=2",
    "?teil=1",
    "?entwurf=1",
];

/// What can follow one with parameters.
const TAILS: [&str; 4] = ["", "?von=1&bis=2", "?druck=1", "?text=wochenm"];

/// An address with every combination of values for its parameters.
fn filled(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let (name, after) = rest.split_once('}').expect("a closed brace");
    let values: Vec<&str> = match name {
        "slug" | "name" => NAMES.to_vec(),
        "id" | "nr" | "antwort" => NUMBERS.to_vec(),
        // a parameter nobody has thought of yet can be anything
        _ => NAMES.into_iter().chain(NUMBERS).collect(),
    };
    let rests = filled(after);
    values.into_iter().flat_map(|value| rests.iter().map(move |rest| format!("{before}{value}{rest}"))).collect()
}

/// Everything that can be asked.
fn questions() -> Vec<(Method, String)> {
    let mut questions = Vec::new();
    for entry in table() {
        let has_parameters = entry.path.contains('{');
        let tails: &[&str] = match (entry.method == Method::GET, has_parameters) {
            (true, false) => &QUERIES,
            (true, true) => &TAILS,
            (false, true) => &[""],
            // nothing in it names anything, and some count the attempts
            (false, false) => &[],
        };
        for path in filled(entry.path) {
            questions.extend(tails.iter().map(|tail| (entry.method.clone(), format!("{path}{tail}"))));
        }
    }
    questions
}

/// An answer as a whole, to be compared.
fn whole(page: &Page) -> String {
    let mut headers: Vec<String> = page.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
    headers.sort();
    format!("{}\n{}\n\n{}", page.status, headers.join("\n"), page.html)
}

/// All that this person can find out.
async fn all_that_is_told(network: &Network, viewer: &Viewer) -> BTreeMap<String, String> {
    network.index().await;
    let mut answers = BTreeMap::new();
    for (method, path) in questions() {
        // a browser for each, because some routes end the session
        let mut browser = if viewer.member().is_some() { network.browser_of(viewer).await } else { network.guest() };
        let body = (method == Method::POST).then(Vec::new);
        let page = browser.request(method.clone(), &path, body).await;
        answers.insert(format!("{method} {path}"), whole(&page));
    }
    answers
}

/// Where two looks differ.
fn differences(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    before.iter().filter(|(path, told)| after.get(*path) != Some(told)).map(|(path, _)| path.clone()).collect()
}

async fn something_public(network: &Network, moderator: &Viewer) {
    let draft = ArticleDraft {
        topic: "handel".to_owned(),
        tags: "Markt".to_owned(),
        organisation: "lemgo".to_owned(),
        summary: "Wie wir den Wochenmarkt verlegt haben.".to_owned(),
        body: "Siehe [[Wochenmarkt zqxgeheim]] und [das](/wiki/wochenmarkt-alt).".to_owned(),
        ..article("Wochenmarkt offen", Visibility::Public)
    };
    network.server.wiki.publish(moderator, draft).await.expect("an article");
}

/// An article for members that shares topic, tag and municipality with the public one, links to it, and has had another
/// title; and a question with its answer.
async fn something_for_members(network: &Network, moderator: &Viewer) {
    let wiki = &network.server.wiki;
    let draft = ArticleDraft {
        topic: "handel".to_owned(),
        tags: "Markt, zqxmarke".to_owned(),
        organisation: "lemgo".to_owned(),
        summary: "Kurz: zqxkurz".to_owned(),
        body: "Anders als [[Wochenmarkt offen]]: zqxtext.".to_owned(),
        note: "zqxnotiz".to_owned(),
        ..article("Wochenmarkt alt", Visibility::Members)
    };
    let old = wiki.publish(moderator, draft.clone()).await.expect("an article");
    let renamed = ArticleDraft { title: "Wochenmarkt zqxgeheim".to_owned(), ..draft };
    wiki.revise(moderator, &old.slug, old.revision, renamed).await.expect("a revision");
    let asked = QuestionDraft {
        topic: "handel".to_owned(),
        tags: "Markt, zqxmarke".to_owned(),
        ..question("Wer hat einen Wochenmarkt zqxgeheim?")
    };
    let asked = network.server.forum.ask(moderator, asked).await.expect("a question");
    network.server.forum.answer(moderator, asked.id, "Wir: zqxantwort.").await.expect("an answer");
}

on_both! {
    async fn a_guest_notices_nothing_of_what_is_for_members(network) {
        let moderator = moderator_of(&network).await;
        something_public(&network, &moderator).await;
        let guest = Viewer::guest();
        let before = all_that_is_told(&network, &guest).await;
        assert!(before["GET /wiki"].contains("Wochenmarkt offen") && before["GET /sitemap.xml"].contains("wochenmarkt-offen"));
        something_for_members(&network, &moderator).await;
        let after = all_that_is_told(&network, &guest).await;
        assert_eq!(differences(&before, &after), [""; 0], "a guest can tell that something is hidden");
    }

    async fn a_member_does_notice_so_the_questions_are_the_right_ones(network) {
        let moderator = moderator_of(&network).await;
        something_public(&network, &moderator).await;
        let member = someone_at(&network, "paderborn").await;
        let before = all_that_is_told(&network, &member).await;
        something_for_members(&network, &moderator).await;
        let noticed = differences(&before, &all_that_is_told(&network, &member).await);
        for path in [
            "/", "/wiki", "/suche?q=wochenmarkt", "/inseln/vorschlaege?text=wochenm", "/themen/handel", "/schlagworte/markt",
            "/schlagworte/zqxmarke", "/kommunen/lemgo", "/kommunen", "/wiki/wochenmarkt-alt", "/wiki/wochenmarkt-zqxgeheim",
            "/wiki/wochenmarkt-alt/markdown", "/wiki/wochenmarkt-zqxgeheim/verlauf", "/fragen", "/fragen/1",
        ] {
            assert!(noticed.iter().any(|one| *one == format!("GET {path}")), "{path} is not among {noticed:?}");
        }
    }
}
