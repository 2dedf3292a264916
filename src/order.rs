//! Sorting. Each type that is sorted by itself brings a sort of its own into the build, of some three kilobytes; these
//! two serve all.

use std::cmp::Ordering;

use crate::id::to_index;

/// The positions of a list of `count` elements in the order of `compare`. Equal elements keep their order.
pub(crate) fn positions(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut positions: Vec<u32> = (0..to_index(count)).collect();
    // the small module sorts nothing but what a catalog's hash covers, and the sort of the standard library is long
    if cfg!(reads_in_bulk) {
        positions.sort_by(|one, other| compare(*one as usize, *other as usize));
    } else {
        heap_sort(&mut positions, compare);
    }
    positions
}

/// Sorts positions; those of equal elements by themselves, so that the order is that of a stable sort.
fn heap_sort(positions: &mut [u32], compare: &dyn Fn(usize, usize) -> Ordering) {
    let count = positions.len();
    for root in (0..count / 2).rev() {
        sift_down(positions, root, compare);
    }
    for end in (1..count).rev() {
        positions.swap(0, end);
        sift_down(positions.get_mut(..end).unwrap_or_default(), 0, compare);
    }
}

/// Lets the element at `root` sink until no child of it is greater.
fn sift_down(heap: &mut [u32], mut root: usize, compare: &dyn Fn(usize, usize) -> Ordering) {
    let less = |heap: &[u32], one: usize, other: usize| match (heap.get(one), heap.get(other)) {
        (Some(one), Some(other)) => compare(*one as usize, *other as usize).then(one.cmp(other)).is_lt(),
        _ => false,
    };
    loop {
        let left = 2 * root + 1;
        let child = if less(heap, left, left + 1) { left + 1 } else { left };
        if !less(heap, root, child) {
            return;
        }
        heap.swap(root, child);
        root = child;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The small sort orders as the large one does, whatever the elements, equal ones included.
    #[test]
    fn both_sorts_give_one_order() {
        let mut seed = 1_u64;
        for count in (0..40).chain([1000]) {
            let elements: Vec<u64> = (0..count)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (seed >> 33) % (1 + count / 2)
                })
                .collect();
            let compare = |one: usize, other: usize| elements.get(one).cmp(&elements.get(other));
            let mut small: Vec<u32> = (0..to_index(elements.len())).collect();
            heap_sort(&mut small, &compare);
            assert_eq!(small, positions(elements.len(), &compare), "{elements:?}");
        }
    }
}
