//! Sorting. Each type that is sorted by itself brings a sort of its own into the build, of some three kilobytes; these
//! two serve all.

use std::cmp::Ordering;

use crate::id::to_index;

/// The positions of a list of `count` elements in the order of `compare`. Equal elements keep their order.
pub(crate) fn positions(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut positions: Vec<u32> = (0..to_index(count)).collect();
    positions.sort_by(|one, other| compare(*one as usize, *other as usize));
    positions
}

/// Two numbers as one that sorts by the first, then by the second.
pub(crate) const fn pair(first: u32, second: u32) -> u64 {
    (first as u64) << 32 | second as u64
}

#[allow(clippy::cast_possible_truncation, reason = "each half is cut out")]
pub(crate) const fn unpair(pair: u64) -> (u32, u32) {
    ((pair >> 32) as u32, pair as u32)
}

pub(crate) fn sort(numbers: &mut [u64]) {
    numbers.sort_unstable();
}
