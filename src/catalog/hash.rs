//! The hash of a catalog: over what decides, in an order that does not depend on how the file is sorted.

use std::hash::Hasher as _;

use siphasher::sip128::{Hasher128 as _, SipHasher24};

use crate::{
    json::Json,
    order::positions,
    wire::{digits, joined},
};

/// Fields that decide nothing: they are for people.
const LABELS: [&str; 10] =
    ["$schema", "version", "title", "notes", "name", "product", "description", "alias", "basis", "why"];

/// Lists that say the same when they are empty and when they are left out. A list of roles that is empty is another thing
/// than one that is absent.
const LISTS: [&str; 4] = ["links", "inherits", "except", "ineligible"];

/// Fields that say the same when they are left out.
fn is_default(name: &str, value: Json<'_>) -> bool {
    match value {
        Json::Bool(value) => !value,
        Json::Array(elements) => elements.is_empty() && LISTS.contains(&name),
        Json::Object(fields) => fields.is_empty() && name == "attributes",
        Json::Number(number) => [("revision", 1.0), ("min", 0.0)].contains(&(name, number)),
        Json::String(text) => [("reach", "descendants"), ("whenDenied", "hide")].contains(&(name, text)),
        Json::Null => false,
    }
}

/// SipHash-2-4 with 128 bits, in hex, over the fields of a catalog's text.
#[inline(never)]
pub(super) fn hash(root: Json<'_>) -> String {
    let mut bytes = Vec::new();
    feed(root, false, &mut bytes);
    let mut hasher = SipHasher24::new();
    hasher.write(&bytes);
    let hash = hasher.finish128();
    joined(&[&digits(hash.h1, 16, 16), &digits(hash.h2, 16, 16)])
}

/// Feeds a value. A text nests at most as deep as its limit allows, so recursion is bounded.
fn feed(value: Json<'_>, names_are_free: bool, bytes: &mut Vec<u8>) {
    match value {
        Json::Null => bytes.push(0),
        Json::Bool(value) => bytes.extend([1, u8::from(value)]),
        Json::Number(number) => {
            bytes.push(2);
            bytes.extend(number.to_le_bytes());
        }
        Json::String(text) => feed_text(text, bytes),
        Json::Array(elements) => {
            let text = |at: usize| elements.get(at).map_or("", |element| sort_text(*element));
            bytes.push(4);
            for at in positions(elements.len(), &|one, other| text(one).cmp(text(other))) {
                if let Some(element) = elements.get(at as usize) {
                    feed(*element, false, bytes);
                }
            }
            bytes.push(5);
        }
        Json::Object(fields) => {
            let name = |at: usize| fields.get(at).map_or("", |(name, _)| *name);
            bytes.push(6);
            for at in positions(fields.len(), &|one, other| name(one).cmp(name(other))) {
                let Some((name, value)) = fields.get(at as usize).copied() else { continue };
                if !names_are_free && (LABELS.contains(&name) || is_default(name, value)) {
                    continue;
                }
                feed_text(name, bytes);
                let value = if name == "resource" { resource_type(value) } else { value };
                // the names of attributes are the catalog's own: none of them is a label
                feed(value, name == "attributes", bytes);
            }
            bytes.push(7);
        }
    }
}

/// The scope type of a resource, which may be written in two ways.
fn resource_type(value: Json<'_>) -> Json<'_> {
    match value {
        Json::Object(fields) => fields.iter().find(|(name, _)| *name == "type").map_or(value, |(_, found)| *found),
        _ => value,
    }
}

#[inline(never)]
fn feed_text(text: &str, bytes: &mut Vec<u8>) {
    bytes.push(3);
    bytes.extend(crate::id::to_index(text.len()).to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

/// By what the elements of a list are sorted: a text by itself, a row by its id. Lists of anything else keep their
/// order, because the sort is stable.
fn sort_text<'a>(element: Json<'a>) -> &'a str {
    match element {
        Json::String(text) => text,
        Json::Object(fields) => {
            let key = fields.iter().find(|(name, _)| matches!(*name, "id" | "permission"));
            key.map_or("", |(_, value)| sort_text(*value))
        }
        _ => "",
    }
}
