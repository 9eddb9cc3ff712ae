//! Ranges that numbers are filtered by. A span of numbers is in every bracket that it touches.

/// Key, what users say, and the upper end (included) of a bracket; the lower end is that of the one before.
pub(super) type Bracket = (&'static str, &'static str, i64);

/// In euros.
pub(super) const COSTS: [Bracket; 5] = [
    ("bis-10000", "bis 10.000 €", 10_000),
    ("bis-50000", "10.000 bis 50.000 €", 50_000),
    ("bis-250000", "50.000 bis 250.000 €", 250_000),
    ("bis-1000000", "250.000 bis 1 Mio. €", 1_000_000),
    ("mehr", "über 1 Mio. €", i64::MAX / 100),
];

/// In euros.
pub(super) const YEARLY_COSTS: [Bracket; 5] = [
    ("bis-5000", "bis 5.000 €", 5_000),
    ("bis-20000", "5.000 bis 20.000 €", 20_000),
    ("bis-100000", "20.000 bis 100.000 €", 100_000),
    ("bis-500000", "100.000 bis 500.000 €", 500_000),
    ("mehr", "über 500.000 €", i64::MAX / 100),
];

/// In hours; a post counts with what it does in a year.
pub(super) const EFFORTS: [Bracket; 5] = [
    ("bis-20-tage", "bis 20 Personentage", 160),
    ("bis-halbe-stelle", "bis ½ Stelle (100 Tage)", 800),
    ("bis-stelle", "½ bis 1 Stelle", 1600),
    ("bis-3-stellen", "1 bis 3 Stellen", 4800),
    ("mehr", "über 3 Stellen", i64::MAX / 1000),
];

/// In months.
pub(super) const DURATIONS: [Bracket; 5] = [
    ("bis-6", "bis 6 Monate", 6),
    ("bis-12", "7 bis 12 Monate", 12),
    ("bis-24", "1 bis 2 Jahre", 24),
    ("bis-36", "2 bis 3 Jahre", 36),
    ("mehr", "über 3 Jahre", i64::MAX),
];

/// In hundredths of a percent.
pub(super) const SHARES: [Bracket; 4] = [
    ("keine", "keine Förderung", 0),
    ("bis-50", "bis 50 %", 5_000),
    ("bis-80", "über 50 bis 80 %", 8_000),
    ("mehr", "über 80 %", i64::MAX),
];

/// The names in addresses, in their order.
pub(super) fn keys(brackets: &'static [Bracket]) -> Vec<&'static str> {
    brackets.iter().map(|bracket| bracket.0).collect()
}

/// The brackets that a span touches.
pub(super) fn touched(
    brackets: &'static [Bracket],
    unit: i64,
    (least, most): (i64, i64),
) -> impl Iterator<Item = &'static Bracket> {
    let lower = std::iter::once(-1).chain(brackets.iter().map(move |bracket| bracket.2.saturating_mul(unit)));
    brackets
        .iter()
        .zip(lower)
        .filter(move |(bracket, lower)| most > *lower && least <= bracket.2.saturating_mul(unit))
        .map(|(bracket, _)| bracket)
}
