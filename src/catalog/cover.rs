//! The search for sets of roles that cover what is wanted. It knows sets of numbers, and no roles.

use std::cmp::Ordering;

use crate::{bits::Bits, id::to_index, order};

/// How many covers are kept.
const MOST: usize = 10;
/// How many words of sets the search may look at; some milliseconds. Past that it is cut.
const MOST_WORK: usize = 1 << 20;
/// Among how many of the missing members the one with the fewest candidates is looked for.
const LOOKED_AT: usize = 16;

/// Some candidates that have all that is wanted, none of which could be left out.
pub(super) struct Cover {
    /// in the order of the candidates
    pub(super) chosen: Vec<u32>,
    /// what they have that is not wanted
    pub(super) extra: Bits,
    extras: u32,
}

pub(super) struct Search<'s> {
    pub(super) wanted: Bits,
    /// What each candidate has.
    pub(super) sets: &'s [Bits],
    /// Whether the chosen ones may stand together. What may not stand never may with one more.
    pub(super) fits: &'s dyn Fn(&[u32]) -> bool,
    /// The order of candidates, by which covers are listed that are otherwise alike.
    pub(super) compare: &'s dyn Fn(u32, u32) -> Ordering,
}

/// A choice that is open: what is chosen so far, and with what it can go on.
struct Node {
    union: Bits,
    /// What at least two of the chosen ones have.
    twice: Bits,
    /// Candidates whose covers have all been looked at.
    done: Bits,
    /// keys of candidates
    branch: Vec<u64>,
    next: usize,
}

/// The best covers: fewest extras, then fewest members, then by the order of the candidates.
struct Best<'s> {
    search: &'s Search<'s>,
    list: Vec<Cover>,
    work: usize,
}

impl Search<'_> {
    /// The best covers, at most ten, and whether all covers were looked at.
    ///
    /// Each cover without a spare member is met once: some candidate must have a missing member, so the search branches
    /// over those that have it, and once it is through with one of them it leaves that one out.
    pub(super) fn run(&self) -> (Vec<Cover>, bool) {
        let mut all = self.nothing();
        self.sets.iter().for_each(|set| all.union_with(set));
        if !self.wanted.is_within(&all) {
            return (Vec::new(), true);
        }
        let mut best = Best { search: self, list: Vec::new(), work: 0 };
        let exact = best.fill();
        if !exact {
            let chosen = self.some_cover();
            if (self.fits)(&chosen) {
                best.keep(&chosen);
            }
        }
        (best.list, exact)
    }

    fn nothing(&self) -> Bits {
        let mut nothing = self.wanted.clone();
        nothing.remove_all(&self.wanted);
        nothing
    }

    fn set(&self, candidate: u32) -> &Bits {
        // INVARIANT: candidates are positions of `sets`
        self.sets.get(candidate as usize).unwrap_or(&self.wanted)
    }

    fn candidates(&self) -> std::ops::Range<u32> {
        0..to_index(self.sets.len())
    }

    /// The candidates to go on with: those that have one missing member, the fewest extras first.
    fn branch(&self, union: &Bits, done: &Bits) -> Vec<u64> {
        let mut missing = self.wanted.clone();
        missing.remove_all(union);
        let have = |at: u32, member: u32| self.set(at).contains(member) && !done.contains(at);
        let count = |member: &u32| self.candidates().filter(|at| have(*at, *member)).count();
        let Some(member) = missing.iter().take(LOOKED_AT).min_by_key(count) else { return Vec::new() };
        let mut known = self.wanted.clone();
        known.union_with(union);
        let branch = self.candidates().filter(|at| have(*at, member));
        self.by_extras(branch, &known, &missing)
    }

    /// Candidates with the fewest extras beyond `known` first, then those with most of what is missing.
    fn by_extras(&self, candidates: impl Iterator<Item = u32>, known: &Bits, missing: &Bits) -> Vec<u64> {
        let key = |at: u32| {
            let set = self.set(at);
            // INVARIANT: there are fewer than 65,536 candidates and members
            let rest = (u32::from(u16::MAX) - set.count_within(missing)) << 16 | at;
            order::pair(set.count_without(known), rest)
        };
        let mut keys: Vec<u64> = candidates.map(key).collect();
        order::sort(&mut keys);
        keys
    }

    /// Some cover: whatever has something that those with fewer extras lack, as far as it is not spare in the end.
    fn some_cover(&self) -> Vec<u32> {
        let (mut missing, mut chosen, mut before) = (self.wanted.clone(), Vec::new(), vec![self.nothing()]);
        for key in self.by_extras(self.candidates(), &self.wanted, &self.wanted) {
            let at = candidate(key);
            if self.set(at).count_within(&missing) > 0 {
                missing.remove_all(self.set(at));
                chosen.push(at);
                // what those before it have together
                let mut union = before.last().cloned().unwrap_or_default();
                union.union_with(self.set(at));
                before.push(union);
            }
        }
        let (mut kept, mut union) = (Vec::new(), self.nothing());
        while let Some(at) = chosen.pop() {
            before.pop();
            let mut own = self.wanted.clone();
            own.remove_all(&union);
            if before.last().is_none_or(|others| !own.is_within(others)) {
                kept.push(at);
                union.union_with(self.set(at));
            }
        }
        kept
    }
}

/// The candidate of a key that it was sorted by.
const fn candidate(key: u64) -> u32 {
    order::unpair(key).1 & 0xffff
}

impl Best<'_> {
    /// Looks at every cover that can be among the best; false when there were too many.
    fn fill(&mut self) -> bool {
        let search = self.search;
        let nothing = search.nothing();
        if search.wanted.is_empty() {
            self.keep(&[]);
            return true;
        }
        let done = Bits::new(search.sets.len());
        let branch = search.branch(&nothing, &done);
        let mut nodes = vec![Node { union: nothing.clone(), twice: nothing, done, branch, next: 0 }];
        let mut chosen: Vec<u32> = Vec::new();
        while let Some(node) = nodes.last_mut() {
            let Some(at) = node.branch.get(node.next).map(|key| candidate(*key)) else {
                nodes.pop();
                chosen.pop();
                continue;
            };
            node.next += 1;
            let done = node.done.clone();
            node.done.insert(at);
            let (mut union, mut twice, mut both) = (node.union.clone(), node.twice.clone(), node.union.clone());
            both.intersect_with(search.set(at));
            twice.union_with(&both);
            union.union_with(search.set(at));
            chosen.push(at);
            // what the sets that are made for this take, in words and in allocations
            self.work += (search.wanted.words() + 8) * (chosen.len() + 6) + search.sets.len() / 32;
            if search.wanted.is_within(&union) {
                if self.none_is_spare(&chosen, &twice) && (search.fits)(&chosen) {
                    self.keep(&chosen);
                }
                chosen.pop();
            } else if self.is_hopeless(&chosen, &union)
                || !self.none_is_spare(&chosen, &twice)
                || !(search.fits)(&chosen)
            {
                chosen.pop();
            } else {
                let branch = search.branch(&union, &done);
                self.work += search.sets.len() * LOOKED_AT + branch.len() * search.wanted.words();
                nodes.push(Node { union, twice, done, branch, next: 0 });
            }
            if self.work > MOST_WORK {
                return false;
            }
        }
        true
    }

    /// Whether each of the chosen ones has something wanted that the others lack. One that is spare stays so.
    fn none_is_spare(&self, chosen: &[u32], twice: &Bits) -> bool {
        chosen.iter().all(|at| {
            let mut own = self.search.wanted.clone();
            own.intersect_with(self.search.set(*at));
            !own.is_within(twice)
        })
    }

    /// Whether nothing that begins like this, and needs one more, can be among the best.
    fn is_hopeless(&self, chosen: &[u32], union: &Bits) -> bool {
        let extras = union.count_without(&self.search.wanted);
        let worst = self.list.get(MOST - 1);
        worst.is_some_and(|worst| (worst.extras, worst.chosen.len()) < (extras, chosen.len() + 1))
    }

    fn keep(&mut self, chosen: &[u32]) {
        let mut sorted: Vec<u64> = chosen.iter().map(|at| u64::from(*at)).collect();
        order::sort(&mut sorted);
        let chosen: Vec<u32> = sorted.into_iter().map(|at| order::unpair(at).1).collect();
        let mut extra = self.search.nothing();
        chosen.iter().for_each(|at| extra.union_with(self.search.set(*at)));
        extra.remove_all(&self.search.wanted);
        let cover = Cover { extras: extra.count_without(&self.search.nothing()), extra, chosen };
        let place = self.list.iter().position(|other| self.compare(&cover, other) != Ordering::Greater);
        match place {
            Some(at) if self.list.get(at).is_some_and(|other| other.chosen == cover.chosen) => {}
            Some(at) => self.list.insert(at, cover),
            None => self.list.push(cover),
        }
        self.list.truncate(MOST);
    }

    fn compare(&self, one: &Cover, other: &Cover) -> Ordering {
        let by_size = (one.extras, one.chosen.len()).cmp(&(other.extras, other.chosen.len()));
        let pairs = one.chosen.iter().zip(&other.chosen);
        let by_candidate = pairs.map(|(one, other)| (self.search.compare)(*one, *other));
        by_candidate.fold(by_size, Ordering::then)
    }
}
