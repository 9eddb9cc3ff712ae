//! Words that say nothing when someone searches, unless nothing else was typed. They stay in the index,
//! so that phrases can contain them.

use std::{collections::HashSet, sync::LazyLock};

use super::fold::fold;

/// Articles, pronouns, prepositions, conjunctions and the auxiliary verbs of questions.
const WORDS: &str = "\
    ab aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus \
    bei beim bin bis bist da dabei dafür damit dann daran darauf darf das dass dazu dein deine dem den denn der des \
    dich die dies diese diesem diesen dieser dieses dir doch dort du durch dürfen ein eine einem einen einer eines \
    er es etwas euch euer eure für gegen gibt hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr \
    ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jene jenem jenen jener jenes jetzt kann \
    kein keine keinem keinen keiner können könnte man manche mein meine meinem meinen meiner mich mir mit muss \
    müssen nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so \
    soll sollen sollte solche sondern sonst über um und uns unser unsere unserem unseren unter viel vom von vor war \
    waren warum was weil welche welchem welchen welcher welches wenn wer werde werden wie wieder will wir wird wo \
    wollen würde würden zu zum zur zwar zwischen";

static FOLDED: LazyLock<HashSet<String>> = LazyLock::new(|| WORDS.split_whitespace().map(fold).collect());

/// Whether a folded word is one of them.
pub(in crate::search) fn is_stop_word(folded: &str) -> bool {
    FOLDED.contains(folded)
}
