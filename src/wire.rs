//! Writing JSON text.

use serde::Serialize;

/// The value as JSON text. Our types have string keys and no failing parts, so that writing cannot fail.
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
