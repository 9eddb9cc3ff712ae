//! The fixed fields of an article: what can be typed, what it means, how it is shown, filtered and exported.
//!
//! [`Field`] is the table of fields and says which kind of article has which. [`Typed`] are texts as a form sends them,
//! [`Fields`] what they mean; each [`Fields`] can be written as [`Typed`] that reads back as the same.

mod amount;
mod bracket;
mod effort;
mod filter;
pub mod matter;
mod plain;
mod time;
mod typed;

pub use amount::{Amount, Costs};
pub use filter::{Chosen, Facet, FacetCount, Fact};
pub use plain::{Again, Contact, LICENCES, Leika, Percent, Source, Status};
pub use time::{Months, Period, When};
pub use typed::{Field, NAMES, SOURCES, Typed, name};

use self::typed::{
    AGAIN, CONTACT, CONTACT_MAIL, CONTACT_PHONE, COSTS_FROM, COSTS_TO, DURATION, LEGAL_BASIS, LEIKA, LICENCES as LICENCES_FIELD,
    PERIOD_FROM, PERIOD_TO, PROGRAMME, SHARE, SOFTWARE, STAFF, STATUS, YEARLY_COSTS,
};
use super::Kind;
use crate::error::FieldErrors;

/// What is known about a project besides its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// How far it is.
    pub status: Option<Status>,
    /// From when until when.
    pub period: Period,
    /// How long, if somebody said so.
    pub duration: Option<Months>,
    /// What it cost once.
    pub costs: Costs,
    /// What it costs each year.
    pub yearly_costs: Option<Amount>,
    /// How much work it took.
    pub staff: String,
    /// Who paid a part of it.
    pub programme: String,
    /// How large that part was.
    pub share: Option<Percent>,
    /// What it runs on.
    pub software: Vec<String>,
    /// What allows or demands it.
    pub legal_basis: Vec<String>,
    /// Under which licences others may use it.
    pub licences: Vec<String>,
    /// Which public service it is about.
    pub leika: Option<Leika>,
    /// Whether those who did it would do it again.
    pub again: Option<Again>,
    /// Whom to ask. For members only.
    pub contact: Contact,
    /// Where it is written.
    pub sources: Vec<Source>,
}

/// Notes what is wrong with a text, and reads nothing out of an empty one.
struct Reader<'a> {
    kind: Kind,
    typed: &'a Typed,
    errors: FieldErrors,
}

impl Reader<'_> {
    fn read<T>(&mut self, field: Field, name: &'static str, parse: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let text = self.typed.text(name);
        if text.trim().is_empty() || !field.belongs_to(self.kind) {
            return None;
        }
        self.errors.check(name, parse(text))
    }

    fn sources(&mut self) -> Vec<Source> {
        let mut sources = Vec::new();
        for (text_name, date_name) in SOURCES {
            let text = self.read(Field::Sources, text_name, |text| plain::line(text, 500));
            let date = self.read(Field::Sources, date_name, When::parse);
            match text {
                Some(text) => sources.push(Source { text, date }),
                None if date.is_some() => self.errors.add(text_name, "Bitte nennen Sie auch die Quelle, nicht nur ihr Datum."),
                None => {}
            }
        }
        sources
    }
}

impl Fields {
    /// Reads the fields that articles of this kind have. Errors name the field of the form.
    pub fn parse(kind: Kind, typed: &Typed) -> Result<Self, FieldErrors> {
        let mut reader = Reader { kind, typed, errors: FieldErrors::default() };
        let month = |text: &str| When::parse(text).map(When::without_day);
        let fields = Self {
            status: reader.read(Field::Status, STATUS, Status::parse),
            period: Period {
                from: reader.read(Field::Period, PERIOD_FROM, month),
                to: reader.read(Field::Period, PERIOD_TO, month),
            },
            duration: reader.read(Field::Duration, DURATION, Months::parse),
            costs: Costs {
                from: reader.read(Field::Costs, COSTS_FROM, Amount::parse),
                to: reader.read(Field::Costs, COSTS_TO, Amount::parse),
            },
            yearly_costs: reader.read(Field::YearlyCosts, YEARLY_COSTS, Amount::parse),
            staff: reader.read(Field::Staff, STAFF, |text| plain::line(text, 200)).unwrap_or_default(),
            programme: reader.read(Field::Programme, PROGRAMME, |text| plain::line(text, 120)).unwrap_or_default(),
            share: reader.read(Field::Share, SHARE, Percent::parse),
            software: reader.read(Field::Software, SOFTWARE, |text| plain::list(text, true, 20, 80)).unwrap_or_default(),
            legal_basis: reader
                .read(Field::LegalBasis, LEGAL_BASIS, |text| plain::list(text, false, 20, 150))
                .unwrap_or_default(),
            licences: reader.read(Field::Licence, LICENCES_FIELD, plain::licences).unwrap_or_default(),
            leika: reader.read(Field::Leika, LEIKA, Leika::parse),
            again: reader.read(Field::Again, AGAIN, Again::parse),
            contact: Contact {
                name: reader.read(Field::Contact, CONTACT, |text| plain::line(text, 150)).unwrap_or_default(),
                mail: reader.read(Field::Contact, CONTACT_MAIL, plain::mail).unwrap_or_default(),
                phone: reader.read(Field::Contact, CONTACT_PHONE, plain::phone).unwrap_or_default(),
            },
            sources: reader.sources(),
        };
        let mut errors = reader.errors;
        if fields.period.is_backwards() {
            errors.add(PERIOD_TO, "Das Ende liegt vor dem Anfang. Bitte prüfen Sie beide Angaben.");
        }
        if let (Some(from), Some(to)) = (fields.costs.from, fields.costs.to)
            && from.cents() > to.cents()
        {
            errors.add(COSTS_TO, "Dieser Betrag ist kleiner als der erste. Bitte prüfen Sie beide Angaben.");
        }
        if errors.is_empty() { Ok(fields) } else { Err(errors) }
    }

    /// Reads what the database stores. What an older version wrote and this one cannot read is left out.
    #[must_use]
    pub fn stored(kind: Kind, typed: &Typed) -> Self {
        Self::parse(kind, typed).unwrap_or_else(|errors| {
            let mut readable = typed.clone();
            for (name, _) in errors.iter() {
                readable.set(name, "");
            }
            Self::parse(kind, &readable).unwrap_or_default()
        })
    }

    /// As texts for the form and the database.
    #[must_use]
    pub fn typed(&self) -> Typed {
        let mut typed = Typed::default();
        let when = |when: Option<When>| when.map(When::typed).unwrap_or_default();
        let amount = |amount: Option<Amount>| amount.map(Amount::typed).unwrap_or_default();
        typed.set(STATUS, self.status.map_or("", Status::key));
        typed.set(PERIOD_FROM, when(self.period.from));
        typed.set(PERIOD_TO, when(self.period.to));
        typed.set(DURATION, self.duration.map(|months| months.number().to_string()).unwrap_or_default());
        typed.set(COSTS_FROM, amount(self.costs.from));
        typed.set(COSTS_TO, amount(self.costs.to));
        typed.set(YEARLY_COSTS, amount(self.yearly_costs));
        typed.set(STAFF, self.staff.as_str());
        typed.set(PROGRAMME, self.programme.as_str());
        typed.set(SHARE, self.share.map(Percent::typed).unwrap_or_default());
        typed.set(SOFTWARE, self.software.join("\n"));
        typed.set(LEGAL_BASIS, self.legal_basis.join("\n"));
        typed.set(LICENCES_FIELD, self.licences.join(", "));
        typed.set(LEIKA, self.leika.as_ref().map(Leika::digits).unwrap_or_default());
        typed.set(AGAIN, self.again.map_or("", Again::key));
        typed.set(CONTACT, self.contact.name.as_str());
        typed.set(CONTACT_MAIL, self.contact.mail.as_str());
        typed.set(CONTACT_PHONE, self.contact.phone.as_str());
        for ((text, date), source) in SOURCES.into_iter().zip(&self.sources) {
            typed.set(text, source.text.as_str());
            typed.set(date, when(source.date));
        }
        typed
    }

    /// The same for people who are no members.
    #[must_use]
    pub fn without_contact(mut self) -> Self {
        self.contact = Contact::default();
        self
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How long it took: as somebody said, else as the period tells.
    #[must_use]
    pub fn months(&self) -> Option<u16> {
        self.duration.map(Months::number).or_else(|| self.period.months().and_then(|months| u16::try_from(months).ok()))
    }

    /// What search finds the article by. The contact is not among it: guests may search public articles.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let mut words = vec![self.staff.clone(), self.programme.clone()];
        words.extend(self.status.map(|status| status.label().to_owned()));
        words.extend(self.software.iter().chain(&self.legal_basis).chain(&self.licences).cloned());
        words.extend(self.leika.iter().map(|key| key.digits().to_owned()));
        words.extend(self.sources.iter().map(|source| source.text.clone()));
        words.retain(|word| !word.is_empty());
        words
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::{collection, option, prelude::*, sample::select};

    use super::*;

    pub(in crate::wiki) fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::from_pairs(pairs.iter().copied())
    }

    fn errors(pairs: &[(&str, &str)]) -> FieldErrors {
        Fields::parse(Kind::ExperienceReport, &typed(pairs)).expect_err("an error")
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let long = "x".repeat(10_000);
        for (name, text, part) in [
            ("status", "fertig", "abgeschlossen"),
            ("period_from", "Anfang 2020", "05/2024"),
            ("duration", "lange", "Monaten"),
            ("costs_from", "viel", "Betrag in Euro"),
            ("yearly_costs", "-5", "kleiner als 0"),
            ("staff", &long, "höchstens 200 Zeichen; es sind 10.000"),
            ("programme", &long, "höchstens 120"),
            ("share", "120 %", "0 bis 100"),
            ("software", &long, "höchstens 80"),
            ("legal_basis", &long, "höchstens 150"),
            ("licences", &long, "höchstens 80"),
            ("leika", "9905001210400", "14 Ziffern"),
            ("again", "vielleicht", "nein"),
            ("contact_mail", "digitales", "Mail-Adresse"),
            ("contact_phone", "keine", "Telefonnummer"),
            ("source_3", &long, "höchstens 500"),
            ("source_2_date", "gestern", "05/2024"),
        ] {
            let errors = errors(&[(name, text)]);
            assert!(errors.of(name).is_some_and(|message| message.contains(part)), "{name}: {errors}");
        }
    }

    #[test]
    fn fields_that_contradict_each_other_are_named() {
        assert!(errors(&[("period_from", "06/2023"), ("period_to", "05/2023")]).of("period_to").is_some());
        assert!(errors(&[("costs_from", "2 Mio"), ("costs_to", "1 Mio")]).of("costs_to").is_some());
        assert!(errors(&[("source_1_date", "2020")]).of("source_1").is_some());
    }

    #[test]
    fn all_problems_are_told_at_once() {
        assert_eq!(errors(&[("share", "120"), ("leika", "12"), ("costs_from", "x")]).iter().count(), 3);
    }

    #[test]
    fn a_kind_reads_its_own_fields_only() {
        let all =
            typed(&[("status", "laeuft"), ("again", "ja"), ("software", "Node-RED"), ("source_1", "Amtsblatt"), ("share", "x")]);
        let kinds = [Kind::Guide, Kind::Article].map(|kind| Fields::parse(kind, &all).expect("fields"));
        assert_eq!(
            kinds[0],
            Fields { software: vec!["Node-RED".to_owned()], sources: kinds[1].sources.clone(), ..Fields::default() }
        );
        assert_eq!(kinds[1].typed(), typed(&[("source_1", "Amtsblatt")]));
        let profile = Fields::parse(Kind::ProjectProfile, &typed(&[("again", "ja"), ("status", "laeuft")])).expect("fields");
        assert_eq!((profile.again, profile.status), (None, Some(Status::Running)));
    }

    #[test]
    fn what_cannot_be_read_any_more_costs_nothing_else() {
        let old = typed(&[("status", "veraltet"), ("software", "Node-RED")]);
        assert_eq!(Fields::stored(Kind::ExperienceReport, &old).software, ["Node-RED"]);
    }

    #[test]
    fn a_form_is_taken_by_our_names_only_and_a_field_once() {
        let form = [("title", "T"), ("status", "laeuft"), ("status", "geplant"), ("share", " ")];
        assert_eq!(Typed::from_pairs(form), typed(&[("status", "laeuft")]));
    }

    #[test]
    fn the_contact_is_neither_shown_to_guests_nor_found_by_search() {
        let pairs = [
            ("contact", "Erika Beispiel"),
            ("contact_mail", "e@lemgo.de"),
            ("contact_phone", "05261 2130"),
            ("staff", "1 Stelle"),
        ];
        let fields = Fields::parse(Kind::ExperienceReport, &typed(&pairs)).expect("fields");
        assert_eq!(fields.words(), ["1 Stelle"]);
        assert_eq!(fields.without_contact().typed(), typed(&[("staff", "1 Stelle")]));
    }

    fn word() -> impl Strategy<Value = String> {
        "[A-Za-zäöüß§&][A-Za-z0-9äöüß.§/&()-]{0,20}( [A-Za-z0-9äöü]{1,10}){0,2}"
    }

    fn words() -> impl Strategy<Value = Vec<String>> {
        collection::vec(word(), 0..4).prop_map(|mut words| {
            words.sort_by_key(|word| word.to_lowercase());
            words.dedup_by_key(|word| word.to_lowercase());
            words
        })
    }

    fn month() -> impl Strategy<Value = When> {
        (2000..=2030_i16, option::of(1..=12_i8)).prop_map(|(year, month)| When { year, month, day: None })
    }

    prop_compose! {
        fn money()(euros in 0..10_000_000_i64, cents in select(vec!["", ",50", ",07"]), about in select(vec!["", "rund "])) -> Amount {
            Amount::parse(&format!("{about}{euros}{cents}")).expect("a sum")
        }
    }

    /// Fields that somebody could have typed.
    pub(in crate::wiki) fn any_fields() -> impl Strategy<Value = Fields> {
        let choices = (option::of(select(Status::ALL)), option::of(select(Again::ALL)));
        let times = (option::of(month()), option::of(month()), option::of(1..=600_u16));
        let sums = (option::of(money()), option::of(money()), option::of(money()), option::of(0..=10_000_u16));
        let texts = (option::of(word()), option::of(word()), words(), words(), words());
        let contact = (option::of(word()), option::of("[a-z]{1,8}@[a-z]{1,8}\\.de"), option::of("0[1-9]{3} [0-9]{4,8}"));
        let source = (word(), option::of(month())).prop_map(|(text, date)| Source { text, date });
        let others = (option::of("[0-9]{14}"), contact, collection::vec(source, 0..=10));
        (choices, times, sums, texts, others).prop_map(
            |(
                (status, again),
                (from, to, months),
                (least, most, yearly, share),
                (staff, programme, software, legal, licences),
                (leika, contact, sources),
            )| {
                let mut fields = Fields {
                    status,
                    again,
                    period: Period { from, to },
                    duration: months.map(|months| Months::parse(&months.to_string()).expect("a duration")),
                    costs: Costs { from: least, to: most },
                    yearly_costs: yearly,
                    staff: staff.unwrap_or_default(),
                    programme: programme.unwrap_or_default(),
                    share: share.map(|share| Percent::parse(&format!("{},{:02}", share / 100, share % 100)).expect("a share")),
                    software,
                    legal_basis: legal,
                    licences: plain::licences(&licences.join(",")).expect("licences"),
                    leika: leika.map(|digits| Leika::parse(&digits).expect("a key")),
                    contact: Contact {
                        name: contact.0.unwrap_or_default(),
                        mail: contact.1.unwrap_or_default(),
                        phone: contact.2.unwrap_or_default(),
                    },
                    sources,
                };
                if fields.period.is_backwards() {
                    fields.period = Period { from: to, to: from };
                }
                if fields.costs.span().is_some_and(|(least, most)| least > most) {
                    fields.costs = Costs { from: most, to: least };
                }
                fields
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_back(fields in any_fields()) {
            prop_assert_eq!(Fields::parse(Kind::ExperienceReport, &fields.typed()), Ok(fields));
        }
    }
}
