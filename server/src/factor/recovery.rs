//! Recovery codes: for when the phone is away. Digits alone, so that they can be typed wherever a code of the app can.

use app::error::Error;

use super::seal::random;

/// How many there are.
pub(super) const COUNT: usize = 10;
/// Digits of one: 39 bits, behind a slow hash and a limit of attempts (OWASP ASVS 5.0, 6.5.2 and 6.5.4, asks for 20).
const DIGITS: usize = 12;

/// Fresh ones, as they are shown: `1234 5678 9012`.
pub(super) fn generate() -> Result<Vec<String>, Error> {
    (0..COUNT).map(|_| Ok(shown(&digits()?))).collect()
}

fn digits() -> Result<String, Error> {
    let mut digits = String::with_capacity(DIGITS);
    while digits.len() < DIGITS {
        // 250 is a multiple of ten: every digit is as likely
        let bytes = random::<16>()?;
        let fair = bytes.iter().filter(|byte| **byte < 250).map(|byte| char::from(b'0' + byte % 10));
        digits.extend(fair.take(DIGITS - digits.len()));
    }
    Ok(digits)
}

/// In groups of four.
fn shown(digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Its digits alone, if it can be one.
pub(super) fn parse(typed: &str) -> Option<String> {
    let digits = typed.replace(|c: char| c.is_whitespace() || matches!(c, '-' | '\u{2013}'), "");
    (digits.len() == DIGITS && digits.chars().all(|c| c.is_ascii_digit())).then_some(digits)
}

/// Codes as they were shown, one a line, if all of them can be codes.
pub(super) fn listed(text: &str) -> Option<Vec<String>> {
    let codes: Option<Vec<String>> = text.lines().map(|line| parse(line).map(|digits| shown(&digits))).collect();
    codes.filter(|codes| (1..=COUNT).contains(&codes.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_different_and_read_back_however_they_are_typed() {
        let codes = generate().expect("codes");
        assert_eq!(codes.len(), COUNT);
        let mut distinct = codes.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), COUNT);
        for code in &codes {
            let digits = code.replace(' ', "");
            assert_eq!(code.len(), 14);
            for typed in [code.clone(), digits.clone(), code.replace(' ', "-"), format!("  {code}\t")] {
                assert_eq!(parse(&typed).as_deref(), Some(digits.as_str()), "{typed}");
            }
        }
    }

    #[test]
    fn only_codes_become_a_list() {
        let codes = generate().expect("codes");
        assert_eq!(listed(&codes.join("\r\n")).as_ref(), Some(&codes));
        for bad in
            ["", "1234 5678 901", "<b>1234 5678 9012</b>", "1234 5678 9012\nRufen Sie 0190 an", &"123456789012\n".repeat(11)]
        {
            assert_eq!(listed(bad), None, "{bad}");
        }
    }
}
