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

/// A text of some parts.
///
/// What the module for sessions alone runs says its texts with this and [`digits`]: `format!` brings a machinery along that
/// nothing else there needs.
#[inline(never)]
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    parts.iter().for_each(|part| put(&mut text, part));
    text
}

/// A number to a base up to 16, with at least so many digits.
#[inline(never)]
pub(crate) fn digits(mut number: u64, base: u64, least: usize) -> String {
    let mut digits = Vec::new();
    while number > 0 || digits.len() < least {
        digits.extend(b"0123456789abcdef".get(usize::try_from(number % base).unwrap_or_default()));
        number /= base;
    }
    digits.reverse();
    String::from_utf8(digits).unwrap_or_default()
}

/// A number as it is written.
pub(crate) fn decimal(number: u64) -> String {
    digits(number, 10, 1)
}

/// A copy of a text, made in one place.
#[inline(never)]
pub(crate) fn copy(text: &str) -> String {
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        for number in [0, 1, 9, 10, 16, 255, 65_536, u64::from(u32::MAX), 9_007_199_254_740_991, u64::MAX] {
            assert_eq!(decimal(number), number.to_string());
            assert_eq!(digits(number, 16, 16), format!("{number:016x}"));
            assert_eq!(digits(number, 16, 1), format!("{number:x}"));
        }
    }
}
