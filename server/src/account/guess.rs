//! Which passwords are tried first: common words, what is known of the person and the place, rows of the keyboard, years.
//!
//! OWASP ASVS 5.0 (6.2.4, 6.2.11) asks to refuse common passwords and words of the context. Lists of leaked passwords hold
//! few of twelve characters or more, and those are nearly all made the same way: one or two of a few hundred words, and a
//! handful of digits or signs. So what is made that way is refused, instead of a list of what was. The words are our own
//! choice of what published statistics name again and again in German and English; none of those lists is in here.

/// So many characters have to be left when everything that is tried first is taken away.
const LEAST: usize = 5;
/// A password is no better than the piece that it repeats: so long has that to be.
const SHORTEST_PIECE: usize = 8;
/// From so many characters on a row of the keyboard or the alphabet counts as one.
const ROW: usize = 4;

/// Whether it is one of those; `context` are words about the person and the place.
pub(super) fn is_guessable(password: &str, context: &[&str]) -> bool {
    let context: Vec<String> = context.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).map(fold).collect();
    let mut words: Vec<&str> = COMMON.split(' ').chain(context.iter().map(String::as_str)).collect();
    words.retain(|word| word.chars().count() > 2);
    // "willkommen" before "komm"
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let folded = fold(password);
    // digits at the end may be digits, or letters in disguise
    let (body, tail) = folded.split_at(folded.trim_end_matches(|c: char| !c.is_alphabetic()).len());
    let spellings = [folded.clone(), plain_letters(&folded), plain_letters(body) + tail];
    repeats(&folded) || spellings.iter().any(|spelling| left(spelling, &words) < LEAST)
}

/// Without regard to case, and umlauts as they are typed where the keyboard has none.
fn fold(text: &str) -> String {
    text.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss")
}

/// `p4$$w0rt` is `passwort`.
fn plain_letters(text: &str) -> String {
    let plain = |c| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(plain).collect()
}

/// Whether it is a short piece again and again.
fn repeats(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (1..SHORTEST_PIECE)
        .any(|length| letters.len() >= 2 * length && letters.iter().zip(&letters[length..]).all(|(one, next)| one == next))
}

/// How many different characters are left without words, rows and years.
fn left(text: &str, words: &[&str]) -> usize {
    let rest = words.iter().fold(text.to_owned(), |rest, word| rest.replace(word, "\0"));
    let mut letters: Vec<char> = without_rows(&rest).chars().filter(|c| *c != '\0').collect();
    // a row of exclamation marks is no more than one of them
    letters.dedup();
    letters.len()
}

/// Without what stands side by side on the keyboard, in the alphabet or among the digits, and without years.
fn without_rows(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let (mut rest, mut at) = (String::new(), 0);
    while at < letters.len() {
        let row = (ROW..=letters.len() - at).rev().find(|length| is_row(&letters[at..at + length]));
        at += row.unwrap_or_else(|| {
            rest.push(letters[at]);
            1
        });
    }
    rest
}

fn is_row(letters: &[char]) -> bool {
    let text: String = letters.iter().collect();
    let backwards: String = letters.iter().rev().collect();
    let year =
        letters.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && letters.iter().all(char::is_ascii_digit);
    year || letters.iter().all(|letter| *letter == letters[0])
        || ROWS.iter().any(|row| row.contains(&text) || row.contains(&backwards))
}

const ROWS: [&str; 10] = [
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertzuiopue",
    "asdfghjkloeae",
    "yxcvbnm",
    "qwertyuiop",
    "zxcvbnm",
    "1q2w3e4r5t6z7u8i9o0p",
    "1qay2wsx3edc4rfv5tgb6zhn7ujm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
];

/// In the folded spelling.
const COMMON: &str = "\
    passwort password passwd kennwort geheim geheimnis secret sicher sicherheit hallo hello welcome willkommen admin \
    administrator verwaltung rathaus stadt gemeinde kreis buergermeister buero digital digitalisierung modellregion \
    ostwestfalen westfalen lippe wissensnetz wissen netz forum wiki login anmelden anmeldung zugang konto account user \
    benutzer test tester testen start master internet computer windows microsoft google office outlook server laptop \
    telefon handy arbeit dienst dienstag montag mittwoch donnerstag freitag samstag sonntag januar februar maerz april \
    juni juli august september oktober november dezember fruehling sommer herbst winter summer spring autumn urlaub ferien \
    weihnachten ostern geburtstag sonne sunshine schnee blume flower rose schatz schatzi engel angel liebe love iloveyou \
    ichliebedich forever princess prinzessin baby mama papa mutter vater familie family oma opa schwester bruder freund \
    freundin hund katze maus hase baer tiger dragon drache monkey pferd fussball football soccer bayern dortmund schalke \
    bielefeld arminia borussia werder superman batman starwars pokemon deutschland germany berlin hamburg muenchen koeln \
    qwertz qwerty asdf letmein trustno changeme default michael thomas andreas stefan daniel \
    alexander sebastian christian martin markus sabine claudia susanne nicole julia";

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: [&str; 4] = ["Erika Beispiel", "e.beispiel@buende.de", "Bünde", "Wissensnetz OWL"];

    #[test]
    fn what_is_tried_first_is_refused() {
        for bad in [
            "Passwort1234",
            "P4$$w0rt2024!",
            "passwortpasswort",
            "Sommer2026!!!",
            "SommerWinter24",
            "Willkommen-2025",
            "123456789012",
            "qwertzuiop123",
            "asdfghjklasdf",
            "1qay2wsx3edc",
            "aaaaaaaaaaaaaa",
            "abcabcabcabc",
            "Hund!Hund!Hund!",
            "Hallo Hallo Hallo",
            "Januar2025Januar",
            "Beispiel2026!",
            "erika.beispiel",
            "Buende-Buende1",
            "BÜNDE!BÜNDE!",
            "wissensnetz-owl",
            "Wissensnetz2026",
            "0987654321098",
            "ichliebedich1",
            "Administrator1",
            "Test1234Test!",
        ] {
            assert!(is_guessable(bad, &CONTEXT), "{bad}");
        }
    }

    #[test]
    fn sentences_and_chance_are_not() {
        for good in [
            "Heute gibt es Kuchen",
            "Morgen gibt es Suppe",
            "Sieben Enten am Teich",
            "Rote Rosen am Zaun",
            "Alte Eiche im Park",
            "Grüne Gurken im Glas",
            "x7Kq-29dL-mm3P",
            "korrektes Pferd Batterie",
            "8417 2093 5526",
            "Der Sommer war viel zu kurz",
            "u8eLVAYZ_RstITTZ",
        ] {
            assert!(!is_guessable(good, &CONTEXT), "{good}");
        }
    }
}
