//! Names of files come from strangers: what is left of one can be shown, stored and sent in a header.

use app::attachment::FileType;
use unicode_normalization::UnicodeNormalization;

/// Longest name without its ending, in characters.
const LONGEST: usize = 100;

/// The name of a file of this type: no path, nothing invisible, with an ending that fits. Never empty.
pub(super) fn tidy(given: &str, kind: FileType) -> String {
    let (stem, ending) = split(given);
    let ending = kind.endings().iter().find(|known| **known == ending).copied().unwrap_or(kind.endings()[0]);
    format!("{stem}.{ending}")
}

/// The ending of a name, in lower case; empty when it has none.
pub(super) fn ending(given: &str) -> String {
    split(given).1
}

fn split(given: &str) -> (String, String) {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.nfc().filter(|character| !is_hidden(*character)).map(plain).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let (stem, ending) = match clean.rsplit_once('.') {
        Some((stem, ending)) if (1..=10).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            (stem, ending.to_ascii_lowercase())
        }
        _ => (clean.as_str(), String::new()),
    };
    let stem: String = stem.chars().take(LONGEST).collect();
    let stem = stem.trim_matches(['.', ' ', '-']);
    (if stem.is_empty() { "Datei".to_owned() } else { stem.to_owned() }, ending)
}

/// Control characters, and those that change the direction of a text or cannot be seen (Unicode 16, `Bidi_Control`
/// and `Default_Ignorable_Code_Point`, as far as a name could be disguised with them).
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// What some system forbids in names becomes a hyphen.
fn plain(character: char) -> char {
    if matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\u{fffd}') { '-' } else { character }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_no_part_of_a_name() {
        assert_eq!(tidy("../../etc/passwd", FileType::Text), "passwd.txt");
        assert_eq!(tidy("C:\\Users\\erika\\Plan.PDF", FileType::Pdf), "Plan.pdf");
        assert_eq!(tidy("..", FileType::Pdf), "Datei.pdf");
        assert_eq!(tidy("/", FileType::Pdf), "Datei.pdf");
        assert_eq!(tidy("", FileType::Png), "Datei.png");
    }

    #[test]
    fn nothing_in_a_name_is_invisible_or_turns_it_around() {
        assert_eq!(tidy("Rechnung\u{202e}fdp.exe", FileType::Pdf), "Rechnungfdp.pdf");
        assert_eq!(tidy("a\r\nSet-Cookie: x=1\0\t.pdf", FileType::Pdf), "aSet-Cookie- x=1.pdf");
        assert_eq!(tidy("a\u{200b}b\u{feff}.pdf", FileType::Pdf), "ab.pdf");
    }

    #[test]
    fn the_ending_is_that_of_the_content() {
        assert_eq!(tidy("Foto.pdf", FileType::Png), "Foto.png");
        assert_eq!(tidy("Foto.JPEG", FileType::Jpeg), "Foto.jpeg");
        assert_eq!(tidy("virus.exe.txt", FileType::Text), "virus.exe.txt");
        assert_eq!(tidy("Bericht 2.1 (neu)", FileType::Docx), "Bericht 2.1 (neu).docx");
        assert_eq!(ending("Liste.CSV"), "csv");
        assert_eq!(ending("ohne"), "");
    }

    #[test]
    fn a_name_is_composed_and_of_bounded_length() {
        assert_eq!(tidy("U\u{308}bersicht.pdf", FileType::Pdf), "Übersicht.pdf");
        assert_eq!(tidy(&"ä".repeat(5000), FileType::Pdf).chars().count(), LONGEST + 4);
        assert_eq!(tidy("\"Zitat\" <b>.pdf", FileType::Pdf), "Zitat- -b.pdf");
    }
}
