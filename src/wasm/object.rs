//! Objects as JSON text, for the module that has no other use for a serializer.

use crate::wire::{copy, decimal, digits, joined, put};

/// A value of a field.
pub(super) enum Value<'v> {
    Null,
    Bool(bool),
    Number(i64),
    Text(&'v str),
    /// JSON text that is written as it is.
    Json(&'v str),
}

/// An object as JSON text.
pub(super) fn object(fields: &[(&str, Value<'_>)]) -> String {
    let mut json = String::new();
    let mut before = "{";
    for (name, value) in fields {
        put(&mut json, before);
        text(name, &mut json);
        put(&mut json, ":");
        match value {
            Value::Null => put(&mut json, "null"),
            Value::Bool(value) => put(&mut json, if *value { "true" } else { "false" }),
            Value::Number(number) => {
                put(&mut json, if *number < 0 { "-" } else { "" });
                put(&mut json, &decimal(number.unsigned_abs()));
            }
            Value::Text(value) => text(value, &mut json),
            Value::Json(value) => put(&mut json, value),
        }
        before = ",";
    }
    put(&mut json, "}");
    json
}

/// A list of JSON texts.
pub(super) fn list(elements: &mut dyn Iterator<Item = String>) -> String {
    let mut json = String::new();
    let mut before = "[";
    for element in elements {
        put(&mut json, before);
        put(&mut json, &element);
        before = ",";
    }
    put(&mut json, if before == "[" { "[]" } else { "]" });
    json
}

pub(super) fn string(value: &str) -> String {
    let mut json = String::new();
    text(value, &mut json);
    json
}

fn text(value: &str, json: &mut String) {
    put(json, "\"");
    let mut from = 0;
    for (at, byte) in value.bytes().enumerate() {
        let escaped = match byte {
            b'"' => copy("\\\""),
            b'\\' => copy("\\\\"),
            0..=0x1f => joined(&["\\u", &digits(u64::from(byte), 16, 4)]),
            _ => continue,
        };
        put(json, value.get(from..at).unwrap_or_default());
        put(json, &escaped);
        from = at + 1;
    }
    put(json, value.get(from..).unwrap_or_default());
    put(json, "\"");
}
