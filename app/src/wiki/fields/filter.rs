//! What articles can be filtered by: facts with a key for addresses, and what of them was chosen.

use super::{
    Again, Amount, Fields, Leika, Percent, Status,
    bracket::{Bracket, COSTS, DURATIONS, EFFORTS, SHARES, YEARLY_COSTS, keys, touched},
    effort,
};
use crate::text;

/// A quality by which articles can be filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// What sort of article.
    Kind,
    /// About what.
    Topic,
    /// From which Kreis.
    District,
    /// How far a project is.
    Status,
    /// What it cost.
    Costs,
    /// What it costs each year.
    YearlyCosts,
    /// How much work it took.
    Staff,
    /// How long it took.
    Duration,
    /// In which years.
    Year,
    /// Who paid a part of it.
    Programme,
    /// How large that part was.
    Share,
    /// What it runs on.
    Software,
    /// What allows or demands it.
    LegalBasis,
    /// Under which licence.
    Licence,
    /// Which public service.
    Leika,
    /// Whether those who did it would do it again.
    Again,
    /// How many others use it or introduce it.
    Reused,
    /// Whether somebody is named whom one can ask. For members only, as the contact itself.
    Contact,
    /// Whether it says where it is written.
    Sources,
    /// From which municipality or partner. Search only, as the next two.
    Organisation,
    /// With which tag.
    Tag,
    /// Whether a question has a solution.
    Solved,
}

impl Facet {
    /// All, in the order of the filter.
    pub const ALL: [Self; 22] = [
        Self::Kind,
        Self::Topic,
        Self::Solved,
        Self::District,
        Self::Organisation,
        Self::Tag,
        Self::Status,
        Self::Costs,
        Self::YearlyCosts,
        Self::Staff,
        Self::Duration,
        Self::Programme,
        Self::Software,
        Self::Licence,
        Self::Again,
        Self::Reused,
        Self::Year,
        Self::Share,
        Self::LegalBasis,
        Self::Leika,
        Self::Contact,
        Self::Sources,
    ];

    /// The name in addresses and in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Kind => "art",
            Self::Topic => "thema",
            Self::District => "kreis",
            Self::Status => "status",
            Self::Costs => "kosten",
            Self::YearlyCosts => "jahreskosten",
            Self::Staff => "personal",
            Self::Duration => "dauer",
            Self::Year => "jahr",
            Self::Programme => "programm",
            Self::Share => "quote",
            Self::Software => "software",
            Self::LegalBasis => "recht",
            Self::Licence => "lizenz",
            Self::Leika => "leika",
            Self::Again => "wieder",
            Self::Reused => "nachnutzung",
            Self::Contact => "ansprechstelle",
            Self::Sources => "quellen",
            Self::Organisation => "kommune",
            Self::Tag => "schlagwort",
            Self::Solved => "geloest",
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Kind => "Art",
            Self::Topic => "Thema",
            Self::District => "Kreis",
            Self::Status => "Status",
            Self::Costs => "Kosten",
            Self::YearlyCosts => "Kosten pro Jahr",
            Self::Staff => "Personalaufwand",
            Self::Duration => "Dauer",
            Self::Year => "Jahr",
            Self::Programme => "Förderprogramm",
            Self::Share => "Förderquote",
            Self::Software => "Software",
            Self::LegalBasis => "Rechtsgrundlage",
            Self::Licence => "Lizenz",
            Self::Leika => "LeiKa-Schlüssel",
            Self::Again => "Würden wir es wieder tun?",
            Self::Reused => "Nachnutzung",
            Self::Contact => "Ansprechstelle",
            Self::Sources => "Quellen",
            Self::Organisation => "Kommune oder Partner",
            Self::Tag => "Schlagwort",
            Self::Solved => "Gelöst",
        }
    }

    /// The reverse of [`Facet::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.key() == key)
    }

    /// Whether it is a fact of the article itself, not of where it belongs.
    #[must_use]
    pub fn is_fact(self) -> bool {
        self.is_of_articles() && !matches!(self, Self::Kind | Self::Topic | Self::District)
    }

    /// Whether the list of articles can be filtered by it; by the others only the results of a search can.
    #[must_use]
    pub fn is_of_articles(self) -> bool {
        !matches!(self, Self::Organisation | Self::Tag | Self::Solved)
    }

    /// Whether guests may know of it. Whether there is a contact is for members, as the contact itself.
    #[must_use]
    pub fn is_public(self) -> bool {
        self != Self::Contact
    }

    /// What users call a value, where we have made it up and not somebody who wrote.
    #[must_use]
    pub fn value_label(self, value: &str) -> Option<String> {
        let bracket = |brackets: &'static [Bracket]| {
            let found = brackets.iter().find(|bracket| bracket.0 == value);
            found.map(|bracket| bracket.1.to_owned())
        };
        match self {
            Self::Kind => crate::wiki::Kind::from_key(value).map(|kind| kind.label().to_owned()),
            Self::Status => Status::parse(value).ok().map(|status| status.label().to_owned()),
            Self::Again => Again::parse(value).ok().map(|again| again.label().to_owned()),
            Self::Costs => bracket(&COSTS),
            Self::YearlyCosts => bracket(&YEARLY_COSTS),
            Self::Staff if value == OTHER_EFFORT.0 => Some(OTHER_EFFORT.1.to_owned()),
            Self::Staff => bracket(&EFFORTS),
            Self::Duration => bracket(&DURATIONS),
            Self::Share => bracket(&SHARES),
            Self::Leika => Leika::parse(value).ok().map(|key| key.show()),
            Self::Reused => value.parse().ok().map(at_least),
            Self::Solved => SOLVED.iter().find(|(one, _)| *one == value).map(|(_, label)| (*label).to_owned()),
            _ => None,
        }
    }

    /// Where a value stands among the others, if they have an order of their own.
    #[must_use]
    pub fn rank(self, value: &str) -> usize {
        let among = |keys: Vec<&str>| keys.iter().position(|key| *key == value).unwrap_or(usize::MAX);
        match self {
            Self::Kind => among(crate::wiki::Kind::ALL.map(crate::wiki::Kind::key).to_vec()),
            Self::Status => among(Status::ALL.iter().map(|one| one.key()).collect()),
            Self::Again => among(Again::ALL.iter().map(|one| one.key()).collect()),
            Self::Costs => among(keys(&COSTS)),
            Self::YearlyCosts => among(keys(&YEARLY_COSTS)),
            Self::Staff => among(keys(&EFFORTS)),
            Self::Duration => among(keys(&DURATIONS)),
            Self::Share => among(keys(&SHARES)),
            Self::Reused => value.parse().unwrap_or(usize::MAX),
            Self::Solved => among(SOLVED.map(|(value, _)| value).to_vec()),
            // the newest first
            Self::Year => value.parse::<usize>().map_or(usize::MAX, |year| 9999 - year.min(9999)),
            _ => usize::MAX,
        }
    }
}

/// What is said about staff without an amount of work.
const OTHER_EFFORT: (&str, &str) = ("andere", "andere Angabe");

/// Said of a contact and of sources.
const NAMED: (&str, &str) = ("genannt", "genannt");

/// Said of a question.
const SOLVED: [(&str, &str); 2] = [("ja", "gelöste Fragen"), ("nein", "offene Fragen")];

/// So many municipalities at least.
const REUSED: [i64; 5] = [1, 2, 3, 5, 10];

fn at_least(municipalities: i64) -> String {
    format!("mindestens {}", text::count(municipalities, "Kommune", "Kommunen"))
}

/// One thing by which an article is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Of which quality.
    pub facet: Facet,
    /// In addresses: lower case, digits and hyphens.
    pub value: String,
    /// For readers.
    pub label: String,
}

impl Fact {
    /// With its value in addresses, and what readers see.
    pub fn new(facet: Facet, value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { facet, value: value.into(), label: label.into() }
    }

    /// What follows from the number of municipalities that use it or introduce it.
    #[must_use]
    pub fn reused(municipalities: i64) -> Vec<Self> {
        let least = |number: i64| Self::new(Facet::Reused, number.to_string(), at_least(number));
        REUSED.into_iter().filter(|number| *number <= municipalities).map(least).collect()
    }

    /// Whether a question has a solution.
    #[must_use]
    pub fn solved(solved: bool) -> Self {
        let (value, label) = SOLVED[usize::from(!solved)];
        Self::new(Facet::Solved, value, label)
    }

    /// Of a text that anybody may have typed.
    #[must_use]
    pub fn named(facet: Facet, label: &str) -> Self {
        Self::new(facet, text::slug(label), label)
    }
}

/// A value that can be chosen, and how many articles have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// The value.
    pub fact: Fact,
    /// How many there are, were nothing else chosen of this quality.
    pub count: i64,
}

impl FacetCount {
    /// In the order in which they are offered: brackets and states in theirs, others by number, then by name.
    #[must_use]
    pub fn in_order(mut counts: Vec<Self>) -> Vec<Self> {
        counts.sort_by(|a, b| {
            let rank = |one: &Self| (one.fact.facet.rank(&one.fact.value), -one.count);
            rank(a).cmp(&rank(b)).then_with(|| a.fact.label.cmp(&b.fact.label))
        });
        counts
    }
}

impl Fields {
    /// All facts, each once.
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        let mut add = |fact: Fact| {
            if !facts.iter().any(|other: &Fact| other.facet == fact.facet && other.value == fact.value) {
                facts.push(fact);
            }
        };
        let bracket = |facet, (key, label, _): &Bracket| Fact::new(facet, *key, *label);
        if let Some(status) = self.status {
            add(Fact::new(Facet::Status, status.key(), status.label()));
        }
        if let Some(span) = self.costs.span() {
            for one in touched(&COSTS, 100, span) {
                add(bracket(Facet::Costs, one));
            }
        }
        if let Some(sum) = self.yearly_costs.map(Amount::cents) {
            for one in touched(&YEARLY_COSTS, 100, (sum, sum)) {
                add(bracket(Facet::YearlyCosts, one));
            }
        }
        match effort::span(&self.staff) {
            Some(span) => touched(&EFFORTS, 1000, span).for_each(|one| add(bracket(Facet::Staff, one))),
            None if self.staff.is_empty() => {}
            None => add(Fact::new(Facet::Staff, OTHER_EFFORT.0, OTHER_EFFORT.1)),
        }
        if let Some(months) = self.months().map(i64::from) {
            for one in touched(&DURATIONS, 1, (months, months)) {
                add(bracket(Facet::Duration, one));
            }
        }
        for year in self.period.years() {
            add(Fact::new(Facet::Year, year.to_string(), year.to_string()));
        }
        if let Some(share) = self.share.map(Percent::hundredths).map(i64::from) {
            for one in touched(&SHARES, 1, (share, share)) {
                add(bracket(Facet::Share, one));
            }
        }
        if let Some(key) = &self.leika {
            add(Fact::new(Facet::Leika, key.digits(), key.show()));
        }
        if let Some(again) = self.again {
            add(Fact::new(Facet::Again, again.key(), again.label()));
        }
        let named = |facet| Fact::new(facet, NAMED.0, NAMED.1);
        if !self.contact.is_empty() {
            add(named(Facet::Contact));
        }
        if !self.sources.is_empty() {
            add(named(Facet::Sources));
        }
        if !self.programme.is_empty() {
            add(Fact::named(Facet::Programme, &self.programme));
        }
        let named = [(Facet::Software, &self.software), (Facet::LegalBasis, &self.legal_basis), (Facet::Licence, &self.licences)];
        for (facet, names) in named {
            for name in names {
                add(Fact::named(facet, name));
            }
        }
        facts
    }
}

/// Which values were chosen. Of one quality any of them will do; every quality has to fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Chosen(Vec<(Facet, String)>);

/// So many choices are a filter, more are an attack.
const MOST: usize = 40;

impl Chosen {
    /// Reads the query of an address; what is no filter of ours is left alone.
    pub fn from_query<'a>(query: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut chosen = Self::default();
        for (key, value) in query {
            if let Some(facet) = Facet::from_key(key) {
                chosen.add(facet, value);
            }
        }
        chosen
    }

    /// Chooses one more. A value that cannot be one is ignored.
    pub fn add(&mut self, facet: Facet, value: &str) {
        let plain = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || matches!(one, '-' | '_');
        let fits = !value.is_empty() && value.len() <= 100 && value.chars().all(plain);
        if fits && self.0.len() < MOST && !self.has(facet, value) {
            self.0.push((facet, value.to_owned()));
        }
    }

    /// Whether this value was chosen.
    #[must_use]
    pub fn has(&self, facet: Facet, value: &str) -> bool {
        self.of(facet).any(|chosen| chosen == value)
    }

    /// The values of a quality.
    pub fn of(&self, facet: Facet) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(one, _)| *one == facet).map(|(_, value)| value.as_str())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (Facet, &str)> {
        self.0.iter().map(|(facet, value)| (*facet, value.as_str()))
    }

    /// The qualities of which something was chosen.
    #[must_use]
    pub fn facets(&self) -> Vec<Facet> {
        Facet::ALL.into_iter().filter(|facet| self.of(*facet).next().is_some()).collect()
    }

    /// The same without a quality.
    #[must_use]
    pub fn without(&self, facet: Facet) -> Self {
        Self(self.0.iter().filter(|(one, _)| *one != facet).cloned().collect())
    }

    /// The same as far as someone may ask it: not by what she may not know.
    #[must_use]
    pub fn as_far_as_known(&self, member: bool) -> Self {
        Self(self.0.iter().filter(|(facet, _)| member || facet.is_public()).cloned().collect())
    }

    /// The same as far as something belongs to a filter.
    #[must_use]
    pub fn belonging(&self, belongs: fn(Facet, &str) -> bool) -> Self {
        Self(self.0.iter().filter(|(facet, value)| belongs(*facet, value)).cloned().collect())
    }

    /// Whether nothing was chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::typed, *};
    use crate::wiki::Kind;

    fn values(pairs: &[(&str, &str)], facet: Facet) -> Vec<String> {
        let fields = Fields::parse(Kind::ExperienceReport, &typed(pairs)).expect("fields");
        fields.facts().into_iter().filter(|fact| fact.facet == facet).map(|fact| fact.value).collect()
    }

    #[test]
    fn a_range_of_costs_is_found_in_every_bracket_it_touches() {
        let costs = |from, to| values(&[("costs_from", from), ("costs_to", to)], Facet::Costs);
        assert_eq!(costs("0", ""), ["bis-10000"]);
        assert_eq!(costs("10.000", ""), ["bis-10000"]);
        assert_eq!(costs("10.000,01", ""), ["bis-50000"]);
        assert_eq!(costs("40.000", "300.000"), ["bis-50000", "bis-250000", "bis-1000000"]);
        assert_eq!(costs("", "20.000"), ["bis-10000", "bis-50000"]);
        assert_eq!(costs("10 Mrd", ""), ["mehr"]);
    }

    #[test]
    fn a_duration_is_typed_or_follows_from_the_period() {
        assert_eq!(values(&[("duration", "32")], Facet::Duration), ["bis-36"]);
        assert_eq!(values(&[("period_from", "12/2019"), ("period_to", "08/2022")], Facet::Duration), ["bis-36"]);
        assert_eq!(
            values(&[("period_from", "12/2019"), ("period_to", "08/2022")], Facet::Year),
            ["2019", "2020", "2021", "2022"]
        );
    }

    #[test]
    fn each_field_that_can_be_filtered_gives_a_fact_once() {
        assert_eq!(values(&[("share", "0")], Facet::Share), ["keine"]);
        assert_eq!(values(&[("share", "80")], Facet::Share), ["bis-80"]);
        assert_eq!(values(&[("software", "Node-RED, Node RED")], Facet::Software), ["node-red"]);
        assert_eq!(values(&[("leika", "99 050 012 104 000")], Facet::Leika), ["99050012104000"]);
        assert_eq!(values(&[("programme", "Digitale Modellregionen NRW")], Facet::Programme), ["digitale-modellregionen-nrw"]);
        assert_eq!(values(&[("yearly_costs", "12.500,50")], Facet::YearlyCosts), ["bis-20000"]);
        assert_eq!(values(&[("contact_phone", "05261 2130")], Facet::Contact), ["genannt"]);
        assert_eq!(values(&[("source_1", "Amtsblatt"), ("source_2", "Ratsvorlage")], Facet::Sources), ["genannt"]);
    }

    #[test]
    fn staff_is_found_in_every_bracket_that_the_line_may_mean() {
        let staff = |line| values(&[("staff", line)], Facet::Staff);
        assert_eq!(staff("0,5 Stelle"), ["bis-halbe-stelle"]);
        assert_eq!(staff("15 bis 40 Personentage"), ["bis-20-tage", "bis-halbe-stelle"]);
        assert_eq!(staff("1 Stelle IT, 0,5 Stelle Fachamt"), ["bis-stelle", "bis-3-stellen"]);
        assert_eq!(staff("400 Stellen"), ["mehr"]);
        assert_eq!(staff("ein Team aus drei Ämtern"), ["andere"]);
        assert_eq!(staff(""), [""; 0]);
    }

    #[test]
    fn every_field_can_be_filtered_by() {
        let every = [
            ("status", "laeuft"),
            ("period_from", "2020"),
            ("period_to", "2021"),
            ("duration", "6"),
            ("costs_from", "1"),
            ("yearly_costs", "1"),
            ("staff", "1 PT"),
            ("programme", "x"),
            ("share", "1"),
            ("software", "x"),
            ("legal_basis", "x"),
            ("licences", "x"),
            ("leika", "99050012104000"),
            ("again", "ja"),
            ("contact", "x"),
            ("source_1", "x"),
        ];
        let facts = Fields::parse(Kind::ExperienceReport, &typed(&every)).expect("fields").facts();
        for facet in Facet::ALL.into_iter().filter(|facet| facet.is_fact() && *facet != Facet::Reused) {
            assert!(facts.iter().any(|fact| fact.facet == facet), "{facet:?}");
        }
    }

    #[test]
    fn a_guest_does_not_ask_for_contacts() {
        let chosen = Chosen::from_query([("ansprechstelle", "genannt"), ("quellen", "genannt")]);
        assert_eq!(chosen.as_far_as_known(true), chosen);
        assert_eq!(chosen.as_far_as_known(false).facets(), [Facet::Sources]);
    }

    #[test]
    fn what_we_have_named_has_its_name_also_where_no_article_has_it() {
        for (facet, value, label) in [
            (Facet::Kind, "guide", Some("Leitfaden")),
            (Facet::Status, "laeuft", Some("läuft")),
            (Facet::Costs, "mehr", Some("über 1 Mio. €")),
            (Facet::Staff, "andere", Some("andere Angabe")),
            (Facet::Costs, "viel", None),
            (Facet::Software, "node-red", None),
        ] {
            assert_eq!(facet.value_label(value).as_deref(), label, "{value}");
        }
    }

    #[test]
    fn an_address_chooses_what_can_be_chosen_and_nothing_else() {
        let query = [
            ("software", "node-red"),
            ("software", "node-red"),
            ("software", "my%|sql"),
            ("seite", "2"),
            ("status", ""),
            ("art", "guide"),
        ];
        let chosen = Chosen::from_query(query);
        assert_eq!(chosen.iter().collect::<Vec<_>>(), [(Facet::Software, "node-red"), (Facet::Kind, "guide")]);
        assert_eq!(chosen.without(Facet::Kind).facets(), [Facet::Software]);
        let many: Vec<String> = (0..1000).map(|number| number.to_string()).collect();
        assert_eq!(Chosen::from_query(many.iter().map(|value| ("jahr", value.as_str()))).iter().count(), MOST);
    }
}
