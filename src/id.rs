//! Ids and the tables that turn them into small integers.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// The longest id, in bytes.
pub(crate) const LONGEST_ID: usize = 128;

/// Whether `text` is an id: a letter or digit, then up to 127 of letters, digits and `._:@/+|~=-`.
///
/// Ids compare byte for byte. Labels are for people and are never compared.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= LONGEST_ID
        && bytes.next().is_some_and(|byte| byte.is_ascii_alphanumeric())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"._:@/+|~=-".contains(&byte))
}

/// An append-only table of names: each gets the next index, and is found by its text.
///
/// All names share one text, so that a million of them cost a million offsets and no allocation each.
#[derive(Clone, Default)]
pub(crate) struct Names {
    text: String,
    ends: Vec<u32>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Names {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The name with this index; empty for an index that was never given out.
    #[inline]
    pub(crate) fn get(&self, index: u32) -> &str {
        name_at(&self.text, &self.ends, index)
    }

    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(name);
        self.table.find(hash, |index| self.get(*index) == name).copied()
    }

    /// The index of `name`, a new one if it is new.
    #[inline]
    pub(crate) fn intern(&mut self, name: &str) -> u32 {
        let hash = self.hasher.hash_one(name);
        let Self { text, ends, table, hasher } = self;
        if let Some(index) = table.find(hash, |index| name_at(text, ends, *index) == name) {
            return *index;
        }
        let index = to_index(ends.len());
        text.push_str(name);
        ends.push(to_index(text.len()));
        table.insert_unique(hash, index, |index| hasher.hash_one(name_at(text, ends, *index)));
        index
    }

    /// Adds a name; false when it is there already.
    pub(crate) fn add(&mut self, name: &str) -> bool {
        let before = self.len();
        self.intern(name) as usize == before
    }

    /// Whether any of the names has this character.
    pub(crate) fn any_contains(&self, character: char) -> bool {
        self.text.contains(character)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..to_index(self.ends.len())).map(|index| self.get(index))
    }

    pub(crate) fn shrink(&mut self) {
        let Self { text, ends, table, hasher } = self;
        text.shrink_to_fit();
        ends.shrink_to_fit();
        table.shrink_to_fit(|index| hasher.hash_one(name_at(text, ends, *index)));
    }
}

#[inline]
fn name_at<'t>(text: &'t str, ends: &[u32], index: u32) -> &'t str {
    let index = index as usize;
    let start = index.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    ends.get(index).and_then(|end| text.get(start as usize..*end as usize)).unwrap_or("")
}

/// INVARIANT: the limits on the size of a text keep every count and offset below `u32::MAX`.
#[allow(clippy::cast_possible_truncation, reason = "see the invariant")]
pub(crate) const fn to_index(count: usize) -> u32 {
    count as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_begins_with_a_letter_or_digit_and_has_at_most_128_bytes() {
        for good in ["a", "7", "twilio.flow:1@x/y+z|~=-", &"x".repeat(127), &"x".repeat(128)] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "-a", ".a", "a b", "é", "aé", "a\n", "a\"", "a\\", "a\u{0}", &"x".repeat(129)] {
            assert!(!is_id(bad), "{bad:?}");
        }
    }

    #[test]
    fn names_keep_their_index_and_compare_byte_for_byte() {
        let mut names = Names::default();
        let ids: Vec<String> = (0..5000).map(|n| format!("name-{n}")).collect();
        for (index, id) in ids.iter().enumerate() {
            assert_eq!(names.intern(id) as usize, index);
        }
        for (index, id) in ids.iter().enumerate() {
            assert_eq!(names.intern(id) as usize, index);
            assert_eq!(names.find(id), Some(to_index(index)));
            assert_eq!(names.get(to_index(index)), id);
        }
        assert_eq!(names.find("Name-1"), None);
        assert_eq!(names.find(""), None);
        assert_eq!(names.get(5000), "");
    }
}
