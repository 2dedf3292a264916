//! Sets of small integers: permissions of a catalog, scope types, scopes.

use std::iter;

const WORD: usize = u64::BITS as usize;

/// A set of indices below a width that is fixed when it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bits {
    words: Box<[u64]>,
}

impl Bits {
    pub(crate) fn new(width: usize) -> Self {
        Self { words: iter::repeat_n(0, width.div_ceil(WORD)).collect() }
    }

    pub(crate) fn of(width: usize, indices: impl IntoIterator<Item = u32>) -> Self {
        let mut bits = Self::new(width);
        for index in indices {
            bits.insert(index);
        }
        bits
    }

    /// Puts `index` in; true when it was not in before. An index beyond the width is not put in.
    pub(crate) fn insert(&mut self, index: u32) -> bool {
        let Some(word) = self.words.get_mut(index as usize / WORD) else { return false };
        let mask = 1 << (index as usize % WORD);
        let new = *word & mask == 0;
        *word |= mask;
        new
    }

    pub(crate) fn remove(&mut self, index: u32) {
        if let Some(word) = self.words.get_mut(index as usize / WORD) {
            *word &= !(1 << (index as usize % WORD));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub(crate) fn contains(&self, index: u32) -> bool {
        self.words.get(index as usize / WORD).is_some_and(|word| word >> (index as usize % WORD) & 1 == 1)
    }

    /// Whether `other` has all of it.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).all(|(word, other)| word & !other == 0)
    }

    /// In how many words it is kept.
    pub(crate) fn words(&self) -> usize {
        self.words.len()
    }

    /// How many are in both.
    pub(crate) fn count_within(&self, other: &Self) -> u32 {
        self.words.iter().zip(&other.words).map(|(word, other)| (word & other).count_ones()).sum()
    }

    /// How many are in it and not in `other`.
    pub(crate) fn count_without(&self, other: &Self) -> u32 {
        self.words.iter().zip(&other.words).map(|(word, other)| (word & !other).count_ones()).sum()
    }

    pub(crate) fn union_with(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    pub(crate) fn intersect_with(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    pub(crate) fn remove_all(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Adds what is in `more` and not in `less`.
    pub(crate) fn union_with_difference(&mut self, more: &Self, less: &Self) {
        for ((word, more), less) in self.words.iter_mut().zip(&more.words).zip(&less.words) {
            *word |= more & !less;
        }
    }

    pub(crate) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros();
                    rest &= rest - 1;
                    crate::id::to_index(at * WORD) + bit
                })
            })
        })
    }

    /// The set as words of 32 bits, lowest first.
    #[allow(clippy::cast_possible_truncation, reason = "each word is cut into its two halves")]
    pub(crate) fn to_u32_words(&self) -> Vec<u32> {
        self.words.iter().flat_map(|word| [*word as u32, (word >> 32) as u32]).collect()
    }
}
