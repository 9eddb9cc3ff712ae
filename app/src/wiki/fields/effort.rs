//! How much work something took, read out of a line that people write freely: "0,5 Stelle für ein Jahr", "40 Personentage".
//!
//! Only for the filter; what was typed stays as it is. A post counts with what it does in a year, a working year with 200
//! days of 8 hours (`KGSt`, "Kosten eines Arbeitsplatzes", rounded).

/// Hours of a day, a month and a year of work, in thousandths.
const DAY: i64 = 8_000;
const MONTH: i64 = YEAR / 12;
const YEAR: i64 = 200 * DAY;
/// Hours or days in a week are that often in a year.
const WEEKS: i64 = 40;
/// Nobody means more, in thousandths.
const MOST: i64 = 100_000_000;

/// What comes after a number, and how many thousandths of an hour one of it is.
const UNITS: [(&str, i64); 34] = [
    ("stelle", YEAR),
    ("stellen", YEAR),
    ("stellenanteil", YEAR),
    ("stellenanteile", YEAR),
    ("planstelle", YEAR),
    ("planstellen", YEAR),
    ("projektstelle", YEAR),
    ("projektstellen", YEAR),
    ("vollzeitstelle", YEAR),
    ("vollzeitstellen", YEAR),
    ("vollzeitäquivalent", YEAR),
    ("vollzeitäquivalente", YEAR),
    ("vollzeitkraft", YEAR),
    ("vollzeitkräfte", YEAR),
    ("vzä", YEAR),
    ("vk", YEAR),
    ("fte", YEAR),
    ("personenjahr", YEAR),
    ("personenjahre", YEAR),
    ("personenmonat", MONTH),
    ("personenmonate", MONTH),
    ("pm", MONTH),
    ("personentag", DAY),
    ("personentage", DAY),
    ("pt", DAY),
    ("arbeitstag", DAY),
    ("arbeitstage", DAY),
    ("tag", DAY),
    ("tage", DAY),
    ("stunde", 1000),
    ("stunden", 1000),
    ("std", 1000),
    ("h", 1000),
    ("wochenstunden", 1000 * WEEKS),
];

/// Numbers as words, in thousandths.
const NUMBERS: [(&str, i64); 19] = [
    ("ein", 1000),
    ("eine", 1000),
    ("einer", 1000),
    ("einem", 1000),
    ("einen", 1000),
    ("halbe", 500),
    ("halben", 500),
    ("halber", 500),
    ("viertel", 250),
    ("dreiviertel", 750),
    ("anderthalb", 1500),
    ("zwei", 2000),
    ("drei", 3000),
    ("vier", 4000),
    ("fünf", 5000),
    ("sechs", 6000),
    ("acht", 8000),
    ("zehn", 10_000),
    ("zwölf", 12_000),
];

/// A piece of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// In thousandths.
    Number(i64),
    /// In lower case.
    Word(String),
    Percent,
    Dash,
    Slash,
}

/// The least and the most that a line may mean, in thousandths of an hour; `None` when it names no amount of work.
///
/// Several amounts may be added up or be two ways to say the same: it is at least the largest, and at most all together.
pub(super) fn span(line: &str) -> Option<(i64, i64)> {
    let tokens = tokens(line);
    let (mut least, mut most, mut found) = (0, 0_i64, false);
    let mut at = 0;
    while at < tokens.len() {
        let Some((from, to, length)) = amount(&tokens[at..]) else {
            at += 1;
            continue;
        };
        (least, most, found) = (least.max(from), most.saturating_add(to), true);
        at += length;
    }
    found.then_some((least, most.max(least)))
}

/// The amount at the start, from and to, and how many tokens it has.
fn amount(tokens: &[Token]) -> Option<(i64, i64, usize)> {
    let (first, mut at) = number(tokens)?;
    let mut last = first;
    let is_range = match tokens.get(at) {
        Some(Token::Dash) => true,
        Some(Token::Word(word)) => word == "bis",
        _ => false,
    };
    if is_range && let Some((upper, length)) = number(&tokens[at + 1..]) {
        (last, at) = (upper, at + 1 + length);
    }
    let mut share = 1;
    if tokens.get(at) == Some(&Token::Percent) {
        (share, at) = (100, at + 1);
    }
    // "0,5-Stelle", "50 % einer Stelle", "2 volle Stellen", but not "3 Personen, 2 Stellen"
    let unit = (at..tokens.len().min(at + 2)).find_map(|place| Some((unit(&tokens[place])?, place)));
    let skipped = |place| tokens[at..place].iter().all(|token| matches!(token, Token::Dash | Token::Word(_)));
    let (unit, place) = unit.filter(|(_, place)| skipped(*place))?;
    let (often, length) = rhythm(&tokens[place + 1..], unit);
    let of = |number: i64| number.min(MOST) * unit / share / 1000 * often;
    Some((of(first.min(last)), of(first.max(last)), place + 1 + length))
}

/// The number at the start, in thousandths, and how many tokens it has: "0,5", "zwei", "eine halbe".
fn number(tokens: &[Token]) -> Option<(i64, usize)> {
    let read = |token: &Token| match token {
        Token::Number(number) => Some(*number),
        Token::Word(word) => NUMBERS.iter().find(|(name, _)| name == word).map(|(_, number)| *number),
        _ => None,
    };
    let first = read(tokens.first()?)?;
    // "eine halbe" is less than one
    match tokens.get(1).and_then(read).filter(|second| *second < 1000 && first == 1000) {
        Some(second) if matches!(tokens[0], Token::Word(_)) => Some((second, 2)),
        _ => Some((first, 1)),
    }
}

fn unit(token: &Token) -> Option<i64> {
    let Token::Word(word) = token else { return None };
    UNITS.iter().find(|(name, _)| name == word).map(|(_, unit)| *unit)
}

/// How often hours or days come in a year, and how many tokens say so: "pro Woche", "/ Monat", "in der Woche".
fn rhythm(tokens: &[Token], unit: i64) -> (i64, usize) {
    const ONCE: (i64, usize) = (1, 0);
    let is_small = unit <= DAY;
    let leads = |token: &Token| match token {
        Token::Slash => true,
        Token::Word(word) => matches!(word.as_str(), "pro" | "je" | "in" | "im" | "der" | "die"),
        _ => false,
    };
    let place = tokens.iter().take(2).take_while(|token| leads(token)).count();
    match tokens.get(place) {
        Some(Token::Word(word)) if is_small && place > 0 => match word.as_str() {
            "woche" => (WEEKS, place + 1),
            "monat" => (12, place + 1),
            _ => ONCE,
        },
        Some(Token::Word(word)) if is_small => match word.as_str() {
            "wöchentlich" => (WEEKS, 1),
            "monatlich" => (12, 1),
            _ => ONCE,
        },
        _ => ONCE,
    }
}

fn tokens(line: &str) -> Vec<Token> {
    let line = line.to_lowercase().replace("vollzeit-äquivalent", "vollzeitäquivalent").replace("personen-", "personen");
    let mut tokens = Vec::new();
    let mut rest = line.as_str();
    while let Some(first) = rest.chars().next() {
        let until = |keep: fn(char) -> bool| rest.find(|letter: char| !keep(letter)).unwrap_or(rest.len());
        let length = match first {
            '0'..='9' => {
                let (number, length) = figures(rest);
                tokens.push(Token::Number(number));
                length
            }
            '½' | '¼' | '¾' => {
                let part = match first {
                    '½' => 500,
                    '¼' => 250,
                    _ => 750,
                };
                // "1½" is one number
                match tokens.last_mut() {
                    Some(Token::Number(whole)) if *whole % 1000 == 0 => *whole += part,
                    _ => tokens.push(Token::Number(part)),
                }
                first.len_utf8()
            }
            letter if letter.is_alphabetic() => {
                let length = until(char::is_alphabetic);
                let word = &rest[..length];
                tokens.push(if word == "prozent" { Token::Percent } else { Token::Word(word.to_owned()) });
                length
            }
            _ => {
                match first {
                    '%' => tokens.push(Token::Percent),
                    '-' | '–' => tokens.push(Token::Dash),
                    '/' => tokens.push(Token::Slash),
                    _ => {}
                }
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    tokens
}

/// The number in figures at the start, in thousandths, and its length: `0,5`, `1.600`, `1.5`, `1/2`.
fn figures(text: &str) -> (i64, usize) {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let value = |text: &str| text.parse::<i64>().unwrap_or(MOST).min(MOST / 1000);
    let mut end = digits(text);
    let mut whole = text[..end].to_owned();
    // "1.600 Stunden"
    while text[end..].starts_with('.') && digits(&text[end + 1..]) == 3 {
        whole.push_str(&text[end + 1..end + 4]);
        end += 4;
    }
    let whole = value(&whole) * 1000;
    let after = digits(text.get(end + 1..).unwrap_or_default());
    match text[end..].chars().next() {
        Some(',' | '.') if after > 0 => {
            let fraction: String = text[end + 1..=end + after].chars().chain("000".chars()).take(3).collect();
            (whole + value(&fraction), end + 1 + after)
        }
        Some('/') if after > 0 => (whole / value(&text[end + 1..=end + after]).max(1), end + 1 + after),
        _ => (whole, end),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// In days.
    fn days(line: &str) -> Option<(i64, i64)> {
        span(line).map(|(least, most)| ((least + DAY / 2) / DAY, (most + DAY / 2) / DAY))
    }

    #[test]
    fn what_people_write_is_read() {
        for (line, expected) in [
            ("0,5 Stelle", 100),
            ("½ Stelle", 100),
            ("1/2 Stelle", 100),
            ("eine halbe Stelle", 100),
            ("0,5-Stelle für ein Jahr", 100),
            ("rund 50 % einer Stelle", 100),
            ("50 Prozent Stelle", 100),
            ("1½ Stellen", 300),
            ("2 volle Stellen im Projekt", 400),
            ("zwei Vollzeitstellen", 400),
            ("1.5 VZÄ", 300),
            ("ca. 40 Personentage", 40),
            ("40 PT", 40),
            ("3 Personen-Monate", 50),
            ("1.600 Stunden", 200),
            ("10 Std./Woche", 50),
            ("8 Stunden im Monat", 12),
            ("10 Wochenstunden", 50),
            ("2 Tage pro Woche", 80),
        ] {
            assert_eq!(days(line), Some((expected, expected)), "{line}");
        }
    }

    #[test]
    fn a_range_and_several_amounts_are_spans() {
        assert_eq!(days("1 bis 2 Stellen"), Some((200, 400)));
        assert_eq!(days("20-40 Personentage"), Some((20, 40)));
        assert_eq!(days("0,5 Stelle im Fachamt, 0,2 Stelle in der IT"), Some((100, 140)));
        assert_eq!(days("0,5 Stelle für ein Jahr oder 40 Personentage"), Some((100, 140)));
    }

    #[test]
    fn what_names_no_amount_of_work_is_none() {
        for line in
            ["", "viel", "ein Team aus drei Ämtern", "3 Personen", "2023", "Stelle noch offen", "1 Jahr", "%", "-/-", "50 %"]
        {
            assert_eq!(span(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_can_be_typed_is_too_much(line in "[0-9.,/½ %-]{0,30}(Stellen|h|/Woche|x)?.{0,20}") {
            prop_assert!(span(&line).is_none_or(|(least, most)| 0 <= least && least <= most), "{line}");
        }
    }
}
