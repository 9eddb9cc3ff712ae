//! Words and texts at random, the same at each run.

const FUNCTION: [&str; 12] = ["und", "mit", "für", "bei", "nach", "wir", "haben", "dabei", "die", "der", "ein", "nicht"];

const FIRST: [&str; 30] = [
    "Gewerbeanmeldungs",
    "Bürgerbüro",
    "Termin",
    "Online",
    "Fachverfahrens",
    "Schnittstellen",
    "Akten",
    "Sensor",
    "Grundwasser",
    "Förder",
    "Datenschutz",
    "Portal",
    "Service",
    "Ausweis",
    "Melde",
    "Bauantrags",
    "Rats",
    "Rechnungs",
    "Vergabe",
    "Kommunal",
    "Verwaltungs",
    "Personal",
    "Schul",
    "Friedhofs",
    "Straßen",
    "Energie",
    "Wasser",
    "Verkehrs",
    "Kultur",
    "Gesundheits",
];

const SECOND: [&str; 30] = [
    "projekt",
    "kosten",
    "schulung",
    "einführung",
    "erfahrung",
    "stelle",
    "vereinbarung",
    "nutzung",
    "planung",
    "ausschreibung",
    "betrieb",
    "prüfung",
    "umstellung",
    "meldung",
    "auswertung",
    "karte",
    "daten",
    "netz",
    "technik",
    "beratung",
    "leitfaden",
    "bericht",
    "antrag",
    "dienst",
    "system",
    "plan",
    "konzept",
    "team",
    "frage",
    "lösung",
];

/// All content words.
pub(super) fn compounds() -> Vec<String> {
    FIRST.iter().flat_map(|first| SECOND.iter().map(move |second| format!("{first}{second}"))).collect()
}

/// A small generator of its own (xorshift), so that the same call makes the same content.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % sides.max(1)
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    /// Half of them function words, half out of 900 compounds, so that a content word is in some of the texts only.
    pub(super) fn words(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| if self.roll(2) == 0 { self.pick(&FUNCTION).to_owned() } else { self.compound() })
            .collect::<Vec<_>>()
            .join(" ")
    }

    pub(super) fn compound(&mut self) -> String {
        format!("{}{}", self.pick(&FIRST), self.pick(&SECOND))
    }

    /// A part of an article, about 700 bytes.
    pub(super) fn section(&mut self) -> String {
        format!("## {}\n\n{}.\n\n- {}\n- {}\n", self.words(3), self.words(45), self.words(8), self.words(8))
    }

    /// About 3 kB of Markdown, as articles in the corpus have in the median.
    pub(super) fn article(&mut self) -> String {
        (0..5).map(|_| self.section()).collect::<Vec<_>>().join("\n")
    }
}
