//! Texts that are no JSON, or JSON of a kind that nobody should send.

use rolescope::Code;

use crate::{Case, What, good, with};
use serde_json::json;

const ALL: [What; 3] = [What::Catalog, What::Directory, What::Snapshot];

/// Where each kind of text may have a label, which is any string.
fn label(what: What) -> &'static str {
    match what {
        What::Catalog => "/title",
        What::Directory => "/scopes/0/name",
        What::Snapshot => "/principal/name",
    }
}

/// Where each kind of text may have a number.
fn number(what: What) -> &'static str {
    match what {
        What::Catalog => "/roles/0/revision",
        What::Directory | What::Snapshot => "/revision",
    }
}

/// A good text with raw JSON at one place.
fn raw(what: What, pointer: &str, json_text: &str) -> String {
    with(good(what), pointer, json!("@@")).replace("\"@@\"", json_text)
}

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for what in ALL {
        syntax(what, &mut cases);
        strings(what, &mut cases);
        numbers(what, &mut cases);
        nesting(what, &mut cases);
        bytes(what, &mut cases);
    }
    cases
}

fn syntax(what: What, cases: &mut Vec<Case>) {
    let text = good(what).to_string();
    let invalid = [
        ("nothing", String::new()),
        ("white space", " \n\t\r ".to_owned()),
        ("two texts", format!("{text}{text}")),
        ("something after the text", format!("{text} x")),
        ("a comma after the text", format!("{text},")),
        ("a comma too many", text.replacen('}', ",}", 1)),
        ("a comma too few", text.replacen(',', " ", 1)),
        ("a colon too few", text.replacen(':', " ", 1)),
        ("a comment", format!("/* all */{text}")),
        ("a line comment", format!("{text}// all")),
        ("single quotes", text.replace('"', "'")),
        ("names without quotes", text.replace("\"catalog\"", "catalog").replace("\"id\"", "id")),
        ("half a brace", "{".to_owned()),
        ("another brace", format!("{}]", &text[..text.len() - 1])),
        ("JavaScript", "({})".to_owned()),
        ("undefined", "undefined".to_owned()),
        ("HTML", "<!doctype html><title>404</title>".to_owned()),
        ("True as Python writes it", "True".to_owned()),
    ];
    cases.extend(invalid.map(|(name, text)| Case::refused(name, what, Code::InvalidJson, text)));
    for part in 1..8 {
        let cut = &text[..text.len() * part / 8];
        cases.push(Case::refused(format!("{part} eighths of a text"), what, Code::InvalidJson, cut));
    }
    for root in ["null", "true", "7", "\"twilio\"", "[]", "[{}]"] {
        cases.push(Case::refused(format!("{root} as the whole text"), what, Code::InvalidType, root));
    }
    cases.push(Case::refused("an empty object", what, Code::MissingField, "{}"));
    cases.push(Case::loads("white space around the text", what, format!("\n\t {text} \r\n")));
}

fn strings(what: What, cases: &mut Vec<Case>) {
    let invalid = [
        ("a string without end", r#""abc"#),
        ("an escape that is none", r#""\x41""#),
        ("half an escape", r#""\"#),
        ("a short code", r#""\u12""#),
        ("a code with a letter", r#""\u12g4""#),
        ("a lone high surrogate", r#""\ud83d""#),
        ("a lone low surrogate", r#""\ude00""#),
        ("surrogates the wrong way round", r#""\ude00\ud83d""#),
        ("two high surrogates", r#""\ud83d\ud83d""#),
        ("a high surrogate before a letter", r#""\ud83dx""#),
        ("a line break in a string", "\"a\nb\""),
        ("a tab in a string", "\"a\tb\""),
        ("a zero in a string", "\"a\0b\""),
    ];
    cases
        .extend(invalid.map(|(name, text)| Case::refused(name, what, Code::InvalidJson, raw(what, label(what), text))));
    let fine = [
        ("a pair of surrogates", r#""\ud83d\ude00""#),
        ("an escaped zero in a label", r#""a\u0000b""#),
        ("letters of every script", "\"Ünïcödé 日本語 \u{202e}עברית\u{200b}\""),
        ("a label that looks like code", "\"</script><img src=x onerror=alert(1)>${7*7}{{7*7}}\""),
        ("a label that looks like JSON", r#""[[[[{\"id\":\"x\"}""#),
    ];
    cases.extend(fine.map(|(name, text)| Case::loads(name, what, raw(what, label(what), text))));
    let long = format!("\"{}\"", "x".repeat(200_000));
    cases.push(Case::loads("a label of 200,000 letters", what, raw(what, label(what), &long)));
}

fn numbers(what: What, cases: &mut Vec<Case>) {
    for text in ["NaN", "Infinity", "-Infinity", "+1", "07", "-", "1.", ".5", "1e", "0x10", "1_000"] {
        let case = Case::refused(format!("the number {text}"), what, Code::InvalidJson, raw(what, number(what), text));
        cases.push(case);
    }
    let wrong = [
        "-1",
        "0.5",
        "1e-7",
        "9007199254740992",
        "18446744073709551616",
        "1e300",
        "1e999",
        "-1e999",
        "-9223372036854775809",
    ];
    for text in wrong {
        let case = Case::refused(format!("the count {text}"), what, Code::InvalidType, raw(what, number(what), text));
        cases.push(case);
    }
    let digits = "9".repeat(300);
    cases.push(Case::refused("a count of 300 digits", what, Code::InvalidType, raw(what, number(what), &digits)));
    for text in ["1.0", "1e2", "9007199254740991"] {
        cases.push(Case::loads(format!("the count {text}"), what, raw(what, number(what), text)));
    }
}

fn nesting(what: What, cases: &mut Vec<Case>) {
    let text = good(what).to_string();
    let with_field = |value: &str| format!("{},\"x\":{value}}}", &text[..text.len() - 1]);
    let arrays = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    // the root is the first level
    cases.push(Case::refused("arrays at the limit of depth", what, Code::UnknownField, with_field(&arrays(63))));
    cases.push(Case::refused("arrays one deeper than the limit", what, Code::TooDeep, with_field(&arrays(64))));
    cases.push(Case::refused("objects at the limit of depth", what, Code::UnknownField, with_field(&objects(63))));
    cases.push(Case::refused("objects one deeper than the limit", what, Code::TooDeep, with_field(&objects(64))));
    for depth in [129, 10_000, 400_000] {
        cases.push(Case::refused(format!("{depth} arrays"), what, Code::TooDeep, arrays(depth)));
        cases.push(Case::refused(format!("{depth} arrays without an end"), what, Code::TooDeep, "[".repeat(depth)));
        let depth = depth / 3 + 65;
        cases.push(Case::refused(format!("{depth} objects"), what, Code::TooDeep, objects(depth)));
        cases.push(Case::refused(
            format!("{depth} objects without an end"),
            what,
            Code::TooDeep,
            "{\"a\":".repeat(depth),
        ));
    }
    let list = if what == What::Catalog { "/roles" } else { "/scopes" };
    cases.push(Case::refused("arrays in the place of a row", what, Code::TooDeep, raw(what, list, &arrays(10_000))));
    cases.push(Case::refused("a row deep in arrays", what, Code::InvalidType, raw(what, list, "[[[[{}]]]]")));
}

fn bytes(what: What, cases: &mut Vec<Case>) {
    let text = good(what).to_string();
    let spoilt = |bytes: &[u8]| -> Vec<u8> {
        let marked = with(good(what), label(what), json!("@@"));
        let (before, after) = marked.split_once("@@").expect("the mark is there");
        [before.as_bytes(), bytes, after.as_bytes()].concat()
    };
    let invalid: [(&str, &[u8]); 6] = [
        ("a byte that begins nothing", b"\xff"),
        ("half a letter", b"\xc3"),
        ("the middle of a letter", b"\x80"),
        ("an overlong slash", b"\xc0\xaf"),
        ("a surrogate in UTF-8", b"\xed\xa0\x80"),
        ("a letter beyond Unicode", b"\xf4\x90\x80\x80"),
    ];
    cases.extend(invalid.map(|(name, bytes)| Case::refused(name, what, Code::InvalidJson, spoilt(bytes))));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    cases.push(Case::refused("UTF-16", what, Code::InvalidJson, utf16));
    cases.push(Case::refused("a mark of byte order", what, Code::InvalidJson, format!("\u{feff}{text}")));
    cases.push(Case::refused("a thousand zeros", what, Code::InvalidJson, vec![0; 1000]));
    cases.push(Case::refused("bytes of a program", what, Code::InvalidJson, &b"\x00asm\x01\x00\x00\x00"[..]));
    cases.push(Case::refused("a zero after the text", what, Code::InvalidJson, format!("{text}\0")));
}
