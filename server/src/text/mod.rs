//! What people type into forms: cleaned and bounded at the border.

/// A text that must be there. Lengths are in characters. Errors: a sentence for the field.
pub fn required(text: &str, missing: &str, longest: usize) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(missing.to_owned());
    }
    optional(text, longest)
}

/// A text that may be empty.
pub fn optional(text: &str, longest: usize) -> Result<String, String> {
    bounded(text.trim(), longest)
}

/// A text as it is, with plain line breaks.
pub fn bounded(text: &str, longest: usize) -> Result<String, String> {
    let length = text.chars().count();
    if length > longest {
        let (length, longest) = (i64::try_from(length).unwrap_or(i64::MAX), i64::try_from(longest).unwrap_or(i64::MAX));
        let (length, longest) = (app::text::thousands(length), app::text::thousands(longest));
        return Err(format!("Das sind {length} Zeichen; höchstens {longest} sind möglich."));
    }
    Ok(text.replace("\r\n", "\n"))
}

/// A title: one line of at least `shortest` characters.
pub fn title(text: &str, missing: &str, shortest: usize) -> Result<String, String> {
    let title = required(text, missing, 200)?.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.chars().count() < shortest {
        return Err(format!("Bitte schreiben Sie etwas mehr: mindestens {shortest} Zeichen."));
    }
    Ok(title)
}

/// Longest Markdown text, in characters.
pub const LONGEST_BODY: usize = 1_000_000;

/// Whether there is a letter or a digit: only then can something be found or have an address.
pub fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Tags as typed, with commas between them: at most ten, each at most 50 characters, none twice.
pub fn tags(text: &str) -> Result<Vec<String>, String> {
    let mut tags: Vec<(String, String)> = Vec::new();
    for tag in text.split([',', ';', '\n']) {
        let tag = tag.trim().trim_start_matches('#').split_whitespace().collect::<Vec<_>>().join(" ");
        if tag.chars().count() > 50 {
            return Err("Ein Schlagwort darf höchstens 50 Zeichen haben. Trennen Sie Schlagworte mit Komma.".to_owned());
        }
        let slug = app::text::slug(&tag);
        if !has_words(&tag) || tags.iter().any(|(other, _)| *other == slug) {
            continue;
        }
        // at once, not at the end: there may be a million of them
        if tags.len() == 10 {
            return Err("Bitte höchstens zehn Schlagworte.".to_owned());
        }
        tags.push((slug, tag));
    }
    Ok(tags.into_iter().map(|(_, tag)| tag).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_tidy_line() {
        assert_eq!(title("  Wer hat\n Erfahrung? ", "fehlt", 5).as_deref(), Ok("Wer hat Erfahrung?"));
        assert_eq!(title(" \n ", "fehlt", 5), Err("fehlt".to_owned()));
        assert!(title(&"x".repeat(1_000_000), "fehlt", 5).is_err_and(|message| message.contains("1.000.000")));
    }

    #[test]
    fn tags_lose_their_hashes_and_their_doubles() {
        assert_eq!(tags("LoRaWAN, #Sensoren,, lorawan ").as_deref(), Ok(&["LoRaWAN".to_owned(), "Sensoren".to_owned()][..]));
        assert_eq!(tags("???, -, LoRaWAN").as_deref(), Ok(&["LoRaWAN".to_owned()][..]));
        assert!(tags("a,b,c,d,e,f,g,h,i,j,k").is_err());
        assert!(tags(&"x".repeat(51)).is_err());
    }
}
