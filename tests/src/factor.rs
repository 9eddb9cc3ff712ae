//! An app that shows codes, on a phone whose clock may be wrong.

use app::account::Viewer;
use totp_rs::{Builder, Secret, Totp};

use crate::{Network, Page, Visitor};

/// What somebody has taken into her app.
pub struct App(Totp);

impl App {
    /// Takes up what the page shows for typing.
    ///
    /// # Panics
    /// When the page shows no secret: it is shown.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let shown = page.text("code.secret").replace(' ', "");
        assert!(!shown.is_empty(), "no secret on {}: {}", page.path(), page.main());
        let secret = Secret::try_from_base32(&shown).unwrap_or_else(|error| panic!("{shown}: {error}"));
        Self(Builder::new().with_secret(secret).build().expect("a key"))
    }

    /// The code that it shows now.
    #[must_use]
    pub fn code(&self, network: &Network) -> String {
        self.code_in(network, 0)
    }

    /// The code that it will show in so many seconds, or showed before as many.
    #[must_use]
    pub fn code_in(&self, network: &Network, seconds: i64) -> String {
        let now = network.now().duration_since(std::time::UNIX_EPOCH).expect("a time").as_secs();
        self.0.generate(now.saturating_add_signed(seconds)).to_string()
    }
}

/// Somebody sets a second factor in a browser of her own. Returns browser, app and recovery codes; half a minute later, so
/// that the code which she confirmed it with is over.
pub async fn enrol(network: &Network, person: &Viewer) -> (Visitor, App, Vec<String>) {
    let mut browser = network.browser_of(person).await;
    let page = browser.open("/konto/sicherheit/einrichten").await;
    let app = App::of(&page);
    let page = browser.submit(page.form("main form").fill("code", &app.code(network))).await;
    let codes = page.texts("ol.codes li");
    assert_eq!(codes.len(), 10, "{}", page.main());
    network.wait_seconds(30);
    (browser, app, codes)
}
