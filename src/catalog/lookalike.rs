//! Whether two labels look alike to a reader.

use crate::fold::folded;

/// Each Latin letter, and after it the letters of other scripts that look like it, capitals like capitals.
const DOUBLES: &str = "\
    AΑАᎪꓮÀÁÂÃÄÅĀĂĄBΒВᏴꓐCϹСᏟꓚÇĆĈĊČDᎠꓓÐĎĐEΕЕᎬꓰÈÉÊËĒĔĖĘĚЁFϜꓝGԌᏀꓖĜĞĠĢHΗНᎻꓧĤĦIΙІӀꓲÌÍÎÏĨĪĬĮİЇJЈᎫꓙĴKΚКᏦꓗĶЌLᏞꓡĹĻĽŁ\
    MΜМᎷꓟNΝꓠÑŃŅŇOΟОՕꓳÒÓÔÕÖØŌŎŐPΡРᏢꓑQԚRᎡꓣŔŖŘSЅՏᏚꓢŚŜŞŠTΤТᎢꓔŢŤUՍꓴÙÚÛÜŨŪŬŮŰŲVѴᏙꓦWԜᎳꓪŴXΧХꓫYΥҮꓬÝŶŸZΖᏃꓜŹŻŽ\
    aаɑαàáâãäåāăącсϲçćĉċčdԁďđeеèéêëēĕėęěёgɡĝğġģhһհĥiіιıìíîïĩīĭįїjјĵkκĸкķlӏĺļľłnոñńņňoοоօσòóôõöøōŏőpρрqԛ\
    sѕśŝşšuυսùúûüũūŭůűųvνѵwԝŵxхχyуγýÿŷ";

/// The label with every letter replaced by the Latin one that it looks like. Spaces count as one, and what is not seen
/// does not count.
fn latin(label: &str) -> String {
    let mut text = String::new();
    let mut spaced = false;
    for character in label.chars().filter(|character| !is_unseen(*character)) {
        // what looks like a space, the blank letters of Braille and Hangul too
        if character.is_whitespace() || matches!(character, '\u{2800}' | '\u{3164}' | '\u{115f}' | '\u{1160}') {
            spaced = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut spaced) {
            text.push(' ');
        }
        text.push(latin_letter(character));
    }
    text
}

fn latin_letter(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => shifted(character, 0xff01, '!'),
        // mathematical letters: the alphabet in capitals and small, thirteen times
        '\u{1d400}'..='\u{1d6a3}' => match (u32::from(character) - 0x1d400) % 52 {
            capital @ 0..26 => char::from_u32(u32::from('A') + capital).unwrap_or(character),
            small => char::from_u32(u32::from('a') + small - 26).unwrap_or(character),
        },
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2024}' => '.',
        '\u{2044}' | '\u{2215}' => '/',
        _ if character.is_ascii() => character,
        _ => {
            let mut letter = character;
            for double in DOUBLES.chars() {
                match double {
                    found if found == character => return letter,
                    latin if latin.is_ascii() => letter = latin,
                    _ => {}
                }
            }
            character
        }
    }
}

fn shifted(character: char, from: u32, to: char) -> char {
    (u32::from(character).checked_sub(from)).and_then(|at| char::from_u32(u32::from(to) + at)).unwrap_or(character)
}

/// Marks on a letter count as unseen too: the letters that carry one are in the table with their letter.
const fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{ad}'
            | '\u{300}'..='\u{36f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The label in two forms. Labels look alike when either form is the same: without the case, or with the case and
/// without the difference between `I`, `l`, `1` and `|` and between `O` and `0`.
pub(super) fn forms(label: &str) -> [String; 2] {
    let latin = latin(label);
    let shape = |character: char| match character {
        'I' | '1' | '|' => 'l',
        '0' => 'O',
        other => other,
    };
    [folded(&latin), latin.chars().map(shape).collect()]
}

#[cfg(test)]
mod tests {
    use super::{DOUBLES, forms};

    fn alike(one: &str, other: &str) -> bool {
        forms(one).iter().zip(forms(other)).any(|(one, other)| *one == other)
    }

    #[test]
    fn labels_that_look_alike_have_a_form_in_common() {
        for (one, other) in [
            ("Studio Admin", "studio admin"),
            ("Studio Admin", " Studio\u{a0} \tAdmin "),
            ("Studio Admin", "Studio\u{200b} Ad\u{ad}min"),
            ("Owner", "Оwner"),
            ("Owner", "Ownеr"),
            ("OWNER", "ΟWΝΕR"),
            ("owner", "οwner"),
            ("Admin", "Ａｄｍｉｎ"),
            ("Admin", "𝐀𝐝𝐦𝐢𝐧"),
            ("Invoices", "lnvoices"),
            ("Invoices", "1nvoices"),
            ("Operator", "0perator"),
            ("Résumé", "Re\u{301}sume\u{301}"),
            ("Résumé", "Resume"),
            ("Read-only", "Read\u{2011}only"),
            ("Admin", "Admin\u{202e}"),
        ] {
            assert!(alike(one, other), "{one:?} {other:?}");
            assert!(alike(other, one), "{one:?} {other:?}");
        }
    }

    #[test]
    fn labels_that_look_different_have_none() {
        for (one, other) in [
            ("Studio Admin", "Studio Viewer"),
            ("Studio Admin", "StudioAdmin"),
            ("Mail", "Mall"),
            ("Tier 1", "Tier 2"),
            ("Owner", "Owners"),
            ("Чат", "Тат"),
            ("", "a"),
        ] {
            assert!(!alike(one, other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn each_double_stands_once() {
        let mut all: Vec<char> = DOUBLES.chars().collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(DOUBLES.starts_with('A') && DOUBLES.ends_with('ŷ'));
    }
}
