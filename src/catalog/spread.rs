//! At which scope types a role can have an effect, over every tree of scopes that the catalog allows.
//!
//! Sets are put at scope types, as role assignments stand at scopes, and spread from there by the same reaches.

use super::{
    Model,
    roles::Role,
    text::{Reach, RuleText},
};
use crate::{bits::Bits, csr::Csr, id::Names};

/// Scopes nest no deeper, so nothing comes farther down than this many steps.
const DEEPEST: usize = 32;

/// Which scope types can lie below which.
pub(super) struct Order {
    parents: Csr,
    /// For each scope type, those that a scope of it can have above itself. Made when it is asked for.
    above: Vec<Option<Bits>>,
}

impl Order {
    pub(super) fn new(model: &Model) -> Self {
        let pairs = (0..).zip(&model.types).flat_map(|(at, row)| row.parents.iter().map(move |parent| (at, parent)));
        let pairs: Vec<(u32, u32)> = pairs.collect();
        Self { parents: Csr::group(model.types.len(), pairs.into_iter()), above: vec![None; model.types.len()] }
    }

    fn lies_below(&mut self, scope_type: u32, other: u32) -> bool {
        let Self { parents, above } = self;
        let Some(slot) = above.get_mut(scope_type as usize) else { return false };
        let above = slot.get_or_insert_with(|| {
            let mut found = Bits::new(parents.keys() as usize);
            let mut open = vec![scope_type];
            while let Some(next) = open.pop() {
                open.extend(parents.get(next).iter().filter(|parent| found.insert(**parent)));
            }
            found
        });
        above.contains(other)
    }

    /// The scope types of the roots that an assignment of the role at a scope type can have.
    pub(super) fn roots(&mut self, role: &Role, at: u32) -> [Option<u32>; 2] {
        let root = role.resource.unwrap_or(at);
        if root != at && !self.lies_below(root, at) {
            return [None; 2];
        }
        let lift = role.lift.as_ref().map(|lift| lift.to).filter(|to| self.lies_below(root, *to));
        [Some(root), lift]
    }
}

/// Sets at scope types, on their way to wherever they reach.
pub(super) struct Spread<'m> {
    model: &'m Model,
    width: usize,
    /// What holds at a scope type alone.
    here: Vec<Bits>,
    /// What holds at a scope type and everything below it.
    down: Vec<Bits>,
    /// What holds at the linking scope types below a scope type, and at whatever they link.
    groups: Vec<Bits>,
}

impl<'m> Spread<'m> {
    /// The sets have members below `width`.
    pub(super) fn new(model: &'m Model, width: usize) -> Self {
        let none = vec![Bits::new(width); model.types.len()];
        Self { model, width, here: none.clone(), down: none.clone(), groups: none }
    }

    /// Puts a set where an assignment with this root and reach has an effect.
    pub(super) fn put(&mut self, root: u32, reach: Reach, set: &Bits) {
        put(if reach == Reach::Descendants { &mut self.down } else { &mut self.here }, root, set);
        match reach {
            Reach::Descendants => put_linked(&mut self.down, self.model, root, set),
            Reach::Itself => {}
            Reach::Linked => put(&mut self.groups, root, set),
        }
    }

    /// For each scope type, what has an effect there.
    pub(super) fn settle(mut self) -> Vec<Bits> {
        let model = self.model;
        if self.groups.iter().any(|set| !set.is_empty()) {
            // strictly below: a linking scope type is in a group of its own kind only when it can lie in itself
            let mut below = vec![Bits::new(self.width); model.types.len()];
            descend(model, &self.groups, &mut below);
            fall(model, &mut below);
            for ((at, row), set) in (0..).zip(&model.types).zip(&below).filter(|((_, row), _)| !row.links.is_empty()) {
                put(&mut self.here, at, set);
                row.links.iter().for_each(|linked| put(&mut self.down, linked, set));
            }
        }
        fall(model, &mut self.down);
        for (here, down) in self.here.iter_mut().zip(&self.down) {
            here.union_with(down);
        }
        self.here
    }
}

fn put(sets: &mut [Bits], at: u32, set: &Bits) {
    if let Some(slot) = sets.get_mut(at as usize) {
        slot.union_with(set);
    }
}

fn put_linked(sets: &mut [Bits], model: &Model, at: u32, set: &Bits) {
    if let Some(row) = model.scope_type(at) {
        row.links.iter().for_each(|linked| put(sets, linked, set));
    }
}

/// Takes what is at each scope type to those right below it; whether that changed anything.
fn descend(model: &Model, from: &[Bits], to: &mut [Bits]) -> bool {
    let mut changed = false;
    for (row, slot) in model.types.iter().zip(to) {
        for above in row.parents.iter().filter_map(|parent| from.get(parent as usize)) {
            changed |= !above.is_within(slot);
            slot.union_with(above);
        }
    }
    changed
}

/// Takes what is at each scope type to all of those below it.
fn fall(model: &Model, sets: &mut [Bits]) {
    for _ in 0..DEEPEST {
        let before = sets.to_vec();
        if !descend(model, &before, sets) {
            return;
        }
    }
}

impl Model {
    /// For each scope type, the permissions that somebody can have there.
    pub(super) fn grantable(&self) -> Vec<Bits> {
        let mut order = Order::new(self);
        let mut spread = Spread::new(self, self.permissions.len());
        for role in self.roles.iter() {
            for at in role.assignable_at.iter() {
                for root in order.roots(role, at).into_iter().flatten() {
                    spread.put(root, role.reach, &role.closure);
                }
            }
        }
        for rule in &self.text.rules {
            let RuleText::Widening { scope_types, role, .. } = rule else { continue };
            let Some(role) = self.roles.find(role).and_then(|role| self.roles.get(role)) else { continue };
            for at in scope_types.iter().filter_map(|id| self.scope_types.find(id)) {
                spread.put(at, role.reach, &role.closure);
            }
        }
        let mut sets = spread.settle();
        for (set, applying) in sets.iter_mut().zip(&self.applying) {
            set.intersect_with(applying);
        }
        sets
    }

    /// What each of the roles can grant when it is assigned at a scope type: its closure, kept to the permissions that
    /// apply to a scope type which the assignment can reach.
    pub(super) fn grants_from(&self, at: u32, roles: &[u32]) -> Vec<Bits> {
        let mut order = Order::new(self);
        // roles that reach alike are one way
        let mut ways = Names::default();
        let mut rows = Vec::new();
        let mut way_of = Vec::with_capacity(roles.len());
        for role in roles.iter().filter_map(|role| self.roles.get(*role)) {
            let roots = order.roots(role, at);
            let [root, lift] = roots.map(|root| root.unwrap_or(u32::MAX));
            let way = ways.intern(&format!("{} {root} {lift}", role.reach as u8));
            if way as usize == rows.len() {
                rows.push((role.reach, roots));
            }
            way_of.push((way, role));
        }
        let mut spread = Spread::new(self, rows.len());
        for (way, (reach, roots)) in (0..).zip(&rows) {
            let set = Bits::of(rows.len(), [way]);
            roots.iter().flatten().for_each(|root| spread.put(*root, *reach, &set));
        }
        let mut applying = vec![Bits::new(self.permissions.len()); rows.len()];
        for (ways, here) in spread.settle().iter().zip(&self.applying) {
            ways.iter().for_each(|way| put(&mut applying, way, here));
        }
        let kept = |(way, role): &(u32, &Role)| {
            let mut kept = role.closure.clone();
            if let Some(applying) = applying.get(*way as usize) {
                kept.intersect_with(applying);
            }
            kept
        };
        way_of.iter().map(kept).collect()
    }
}
