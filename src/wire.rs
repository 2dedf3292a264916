//! Writing JSON text.

use serde::Serialize;

/// The value as JSON text. Our types have string keys and no failing parts, so that writing cannot fail.
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Adds to a text. As a function of its own it is there once, and not wherever something is written.
#[inline(never)]
pub(crate) fn put(text: &mut String, more: &str) {
    text.push_str(more);
}

/// A copy of a text, made in one place.
#[inline(never)]
pub(crate) fn copy(text: &str) -> String {
    text.to_owned()
}
