//! What people are told by mail: subject and text. Whoever changes something in her name must not be able to do it quietly.

/// She has set it.
pub(super) fn set(url: &str) -> (&'static str, String) {
    let text = "für Ihr Konto ist jetzt die Anmeldung in zwei Schritten eingerichtet: Beim Anmelden fragen wir nach dem Passwort \
        auch nach einem Code aus Ihrer App. Auf anderen Geräten sind Sie abgemeldet.";
    let text = format!(
        "{text}\n\nHaben Sie das nicht selbst eingerichtet, kann nur die Verwaltung den zweiten Schritt wieder aufheben."
    );
    ("Anmeldung in zwei Schritten eingerichtet", with_way_out(&text, url))
}

/// She has taken it away.
pub(super) fn removed(url: &str) -> (&'static str, String) {
    let text = "die Anmeldung in zwei Schritten ist für Ihr Konto aufgehoben. Zum Anmelden genügt wieder Ihr Passwort.";
    ("Anmeldung in zwei Schritten aufgehoben", with_way_out(text, url))
}

/// Somebody with access to the server has taken it away.
pub(super) fn reset(url: &str) -> (&'static str, String) {
    let text = "die Verwaltung hat die Anmeldung in zwei Schritten für Ihr Konto zurückgesetzt und Sie überall abgemeldet. Zum \
        Anmelden genügt jetzt Ihr Passwort. Bitte richten Sie den zweiten Schritt danach neu ein.";
    ("Anmeldung in zwei Schritten zurückgesetzt", with_way_out(text, url))
}

/// She has new recovery codes.
pub(super) fn renewed(url: &str) -> (&'static str, String) {
    let text = "für Ihr Konto gibt es neue Wiederherstellungscodes. Die alten gelten nicht mehr.";
    ("Neue Wiederherstellungscodes", with_way_out(text, url))
}

/// She came in with a recovery code; so many are left.
pub(super) fn recovery_used(left: i64, url: &str) -> (&'static str, String) {
    let left = match left {
        0 => "Das war der letzte. Legen Sie bald neue an, sonst kommen Sie ohne Ihr Telefon nicht mehr in Ihr Konto:".to_owned(),
        1 => "Es ist noch einer übrig. Neue legen Sie hier an:".to_owned(),
        left => format!("Es sind noch {left} übrig. Neue legen Sie hier an:"),
    };
    let text = format!(
        "in Ihr Konto hat sich jemand, vermutlich Sie selbst, mit einem Wiederherstellungscode angemeldet. Der Code gilt jetzt \
         nicht mehr.\n\n{left}\n\n{url}/konto/sicherheit"
    );
    ("Ein Wiederherstellungscode wurde verwendet", with_way_out(&text, url))
}

fn with_way_out(text: &str, url: &str) -> String {
    format!(
        "{text}\n\nWaren Sie das nicht? Dann wählen Sie bitte gleich ein neues Passwort und sagen Sie der Moderation Bescheid:\n\n\
         {url}/passwort-vergessen"
    )
}
