//! Fixed fields at random: as many values as a region might have, so that filters have something to count.

use app::{
    error::Error,
    wiki::{
        Kind,
        fields::{Again, Fields, LICENCES, Status, Typed},
    },
};

use super::words::Dice;

/// A project as somebody would type it; a kind reads what it has.
pub(super) fn of(dice: &mut Dice, kind: Kind) -> Result<Fields, Error> {
    let begin = 2015 + dice.roll(10);
    let costs = [5_000, 30_000, 120_000, 600_000, 2_000_000][dice.roll(5)] + dice.roll(1000);
    let texts = [
        ("status", dice.pick(Status::ALL).key().to_owned()),
        ("period_from", format!("{:02}/{begin}", 1 + dice.roll(12))),
        ("period_to", format!("{:02}/{}", 1 + dice.roll(12), begin + 1 + dice.roll(3))),
        ("costs_from", costs.to_string()),
        ("yearly_costs", (costs / 10).to_string()),
        ("staff", format!("{} Stellen", 1 + dice.roll(4))),
        ("programme", format!("Förderprogramm {}", dice.roll(12))),
        ("share", dice.pick(&["0", "40", "75", "90"]).to_owned()),
        ("software", format!("Produkt {}\nProdukt {}", dice.roll(40), dice.roll(40))),
        ("legal_basis", format!("Gesetz {}", dice.roll(25))),
        ("licences", dice.pick(&LICENCES).0.to_owned()),
        ("leika", format!("99{:012}", dice.roll(60))),
        ("again", dice.pick(Again::ALL).key().to_owned()),
        ("contact", "Stabsstelle Digitales".to_owned()),
        ("contact_mail", "digitales@example.org".to_owned()),
        ("source_1", "Ratsvorlage".to_owned()),
        ("source_2", "https://example.org/bericht".to_owned()),
    ];
    Fields::parse(kind, &Typed::from_pairs(texts.iter().map(|(name, text)| (*name, text.as_str())))).map_err(Error::Invalid)
}
