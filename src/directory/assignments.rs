//! Role assignments as columns: a tenant may have millions of them.

use std::{hash::BuildHasher, sync::OnceLock};

use hashbrown::{DefaultHashBuilder, HashTable};

use super::scopes::Scopes;
use crate::{catalog::RoleTable, csr::Csr, id::to_index, time::Window};

const NONE: u32 = u32::MAX;

/// The rows of one root that have one role.
pub(crate) struct Rooted<'a> {
    /// Always active and not narrowed, so that their role alone says what they grant.
    pub(crate) plain: &'a [u32],
    pub(crate) detailed: &'a [u32],
}

/// What only few assignments have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Details {
    pub(crate) id: Option<Box<str>>,
    /// the scope that is the resource
    pub(crate) resource: Option<u32>,
    pub(crate) window: Window,
    /// the number of the override that narrows it
    pub(crate) narrow: Option<u32>,
}

impl Details {
    pub(crate) const PLAIN: Self = Self { id: None, resource: None, window: Window::ALWAYS, narrow: None };
}

/// One role assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Assignment {
    pub(crate) principal: u32,
    pub(crate) role: u32,
    pub(crate) scope: u32,
}

#[derive(Clone, Default)]
pub(crate) struct Assignments {
    principals: Vec<u32>,
    roles: Vec<u16>,
    scopes: Vec<u32>,
    details_at: Vec<u32>,
    details: Vec<Details>,
    by_principal: Csr,
    /// By every root, the second one of a lift included: rows in the order of their roles, the plain ones of a role first.
    by_root: Csr,
    /// Rows that are gone. They keep their place until the directory is packed.
    gone: Vec<u32>,
    /// Whether a row has ever stated an id of its own.
    state_ids: bool,
    /// The rows that state an id, by it; made when one is first looked for. Rows that are gone are in it as well.
    ///
    /// INVARIANT: only rows that are loaded state ids, so that no change adds to it.
    stated: OnceLock<Stated>,
}

#[derive(Clone, Default)]
struct Stated {
    rows: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Assignments {
    #[inline]
    pub(crate) fn push(&mut self, assignment: Assignment, details: Details) {
        self.principals.push(assignment.principal);
        // INVARIANT: a directory has at most 4,096 roles
        self.roles.push(u16::try_from(assignment.role).unwrap_or(u16::MAX));
        self.scopes.push(assignment.scope);
        if details == Details::PLAIN {
            self.details_at.push(NONE);
        } else {
            self.state_ids |= details.id.is_some();
            self.details_at.push(to_index(self.details.len()));
            self.details.push(details);
        }
    }

    /// How many places there are for rows. Some may be empty.
    pub(crate) fn len(&self) -> usize {
        self.principals.len()
    }

    fn is_gone(&self, index: u32) -> bool {
        !self.gone.is_empty() && self.gone.binary_search(&index).is_ok()
    }

    /// The row at a place; nothing for one that is gone.
    #[inline]
    pub(crate) fn get(&self, index: u32) -> Option<Assignment> {
        if self.is_gone(index) {
            return None;
        }
        let index = index as usize;
        Some(Assignment {
            principal: *self.principals.get(index)?,
            role: u32::from(*self.roles.get(index)?),
            scope: *self.scopes.get(index)?,
        })
    }

    pub(crate) fn details(&self, index: u32) -> &Details {
        let at = self.details_at.get(index as usize).copied().unwrap_or(NONE);
        self.details.get(at as usize).unwrap_or(&Details::PLAIN)
    }

    pub(crate) fn set_narrow(&mut self, index: u32, narrow: Option<u32>) {
        let fresh = to_index(self.details.len());
        let Some(at) = self.details_at.get_mut(index as usize) else { return };
        if *at == NONE {
            *at = fresh;
            self.details.push(Details::PLAIN);
        }
        if let Some(details) = self.details.get_mut(*at as usize) {
            details.narrow = narrow;
        }
    }

    pub(crate) fn of_principal(&self, principal: u32) -> &[u32] {
        self.by_principal.get(principal)
    }

    /// How many principals the rows are grouped by.
    pub(crate) fn principals(&self) -> u32 {
        self.by_principal.keys()
    }

    /// Every row with this root.
    pub(crate) fn all_rooted_at(&self, root: u32) -> &[u32] {
        self.by_root.get(root)
    }

    /// The rows with this root and this role.
    pub(crate) fn rooted_at(&self, root: u32, role: u32) -> Rooted<'_> {
        let rows = self.by_root.get(root);
        let start = rows.partition_point(|row| self.group_of(*row) < role * 2);
        let (_, rest) = rows.split_at_checked(start).unwrap_or_default();
        let plain = rest.partition_point(|row| self.group_of(*row) == role * 2);
        let (plain, rest) = rest.split_at_checked(plain).unwrap_or_default();
        let detailed = rest.partition_point(|row| self.group_of(*row) == role * 2 + 1);
        Rooted { plain, detailed: rest.get(..detailed).unwrap_or(&[]) }
    }

    /// Twice the role of a row, and one more if it has details.
    fn group_of(&self, row: u32) -> u32 {
        let row = row as usize;
        let role = self.roles.get(row).copied().unwrap_or(u16::MAX);
        let detailed = self.details_at.get(row).is_some_and(|at| *at != NONE);
        u32::from(role) * 2 + u32::from(detailed)
    }

    /// The roots of an assignment: its scope or the scope of its resource, and the second root of a lift.
    #[inline]
    pub(crate) fn roots(&self, index: u32, roles: &RoleTable, scopes: &Scopes) -> [Option<u32>; 2] {
        let Some(assignment) = self.get(index) else { return [None; 2] };
        let root = self.details(index).resource.unwrap_or(assignment.scope);
        let lift = roles.get(assignment.role).and_then(|role| role.lift.as_ref());
        [Some(root), lift.and_then(|lift| scopes.lifted(root, lift))]
    }

    /// Groups the rows by principal; the questions about duplicates and overrides need no more.
    pub(crate) fn index_principals(&mut self, principals: usize) {
        let pairs = self.principals.iter().enumerate().map(|(index, principal)| (*principal, to_index(index)));
        self.by_principal = Csr::group(principals, pairs);
    }

    /// Groups the rows by root, and the rows of a root by role.
    #[inline(never)]
    pub(crate) fn index_roots(&mut self, roles: &RoleTable, scopes: &Scopes) {
        let rows = 0..to_index(self.len());
        let by_role = Csr::group(roles.len() * 2, rows.map(|row| (self.group_of(row), row)));
        let mut pairs = Vec::with_capacity(self.len());
        for row in by_role.values() {
            for root in self.roots(*row, roles, scopes).into_iter().flatten() {
                pairs.push((root, *row));
            }
        }
        self.by_root = Csr::group(scopes.len(), pairs.iter().copied());
    }

    /// Adds a row to a directory that is in use.
    pub(crate) fn add(&mut self, assignment: Assignment, details: Details, roles: &RoleTable, scopes: &Scopes) -> u32 {
        let index = to_index(self.len());
        self.push(assignment, details);
        self.by_principal.insert(assignment.principal, index, |other| other < index);
        self.enter_roots(index, roles, scopes);
        index
    }

    fn enter_roots(&mut self, index: u32, roles: &RoleTable, scopes: &Scopes) {
        let group = self.group_of(index);
        for root in self.roots(index, roles, scopes).into_iter().flatten() {
            let mut by_root = std::mem::take(&mut self.by_root);
            by_root.insert(root, index, |other| (self.group_of(other), other) < (group, index));
            self.by_root = by_root;
        }
    }

    fn leave_roots(&mut self, index: u32, roles: &RoleTable, scopes: &Scopes) {
        for root in self.roots(index, roles, scopes).into_iter().flatten() {
            self.by_root.remove(root, index);
        }
    }

    /// Takes back the row that was added last.
    pub(crate) fn take_back(&mut self, roles: &RoleTable, scopes: &Scopes) {
        let Some(index) = self.len().checked_sub(1).map(to_index) else { return };
        if let Some(row) = self.get(index) {
            self.by_principal.remove(row.principal, index);
        }
        self.leave_roots(index, roles, scopes);
        self.principals.pop();
        self.roles.pop();
        self.scopes.pop();
        // others may stand after its details
        let last = self.details.len().checked_sub(1);
        if self.details_at.pop().is_some_and(|at| last == Some(at as usize)) {
            self.details.pop();
        }
    }

    /// Narrows a row, or lifts what narrows it.
    pub(crate) fn narrow(&mut self, index: u32, narrow: Option<u32>, roles: &RoleTable, scopes: &Scopes) {
        self.leave_roots(index, roles, scopes);
        self.set_narrow(index, narrow);
        self.enter_roots(index, roles, scopes);
    }

    /// Takes a row away. No list has it any more; its place stays empty.
    pub(crate) fn take(&mut self, index: u32, roles: &RoleTable, scopes: &Scopes) {
        let (Some(row), Err(at)) = (self.get(index), self.gone.binary_search(&index)) else { return };
        self.by_principal.remove(row.principal, index);
        self.leave_roots(index, roles, scopes);
        self.gone.insert(at, index);
    }

    /// Brings back a row that was taken.
    pub(crate) fn bring_back(&mut self, index: u32, roles: &RoleTable, scopes: &Scopes) {
        let Ok(at) = self.gone.binary_search(&index) else { return };
        self.gone.remove(at);
        if let Some(row) = self.get(index) {
            self.by_principal.insert(row.principal, index, |other| other < index);
            self.enter_roots(index, roles, scopes);
        }
    }

    /// Where a row stands among those that are there, as they are written.
    pub(crate) fn position(&self, index: u32) -> usize {
        index as usize - self.gone.partition_point(|gone| *gone < index)
    }

    /// The row that states an id.
    pub(crate) fn with_stated_id(&self, id: &str) -> Option<u32> {
        if !self.state_ids {
            return None;
        }
        let Stated { rows, hasher } = self.stated.get_or_init(|| {
            let mut stated = Stated::default();
            for row in 0..to_index(self.len()) {
                if let Some(id) = self.stated_id(row) {
                    let Stated { rows, hasher } = &mut stated;
                    let rehash = |row: &u32| hasher.hash_one(self.stated_id(*row));
                    rows.insert_unique(hasher.hash_one(Some(id)), row, rehash);
                }
            }
            stated
        });
        let found = rows.find(hasher.hash_one(Some(id)), |row| self.stated_id(*row) == Some(id));
        found.copied().filter(|row| !self.is_gone(*row))
    }

    fn stated_id(&self, row: u32) -> Option<&str> {
        self.details(row).id.as_deref()
    }

    /// How much has changed since the rows were packed.
    pub(crate) fn changes(&self) -> usize {
        self.gone.len() + self.by_principal.changes() + self.by_root.changes()
    }

    pub(crate) fn shrink(&mut self) {
        self.principals.shrink_to_fit();
        self.roles.shrink_to_fit();
        self.scopes.shrink_to_fit();
        self.details_at.shrink_to_fit();
        self.details.shrink_to_fit();
    }

    /// Drops the rows for which `keep` is false. The indices over principals and roots are gone with it.
    pub(crate) fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        let mut kept = Self::default();
        for index in (0..to_index(self.len())).filter(|index| keep(*index)) {
            if let Some(assignment) = self.get(index) {
                kept.push(assignment, self.details(index).clone());
            }
        }
        *self = kept;
    }
}

/// Labels of rows of which only some have one.
///
/// INVARIANT: sorted by row; the loader puts them in in that order.
#[derive(Clone, Default)]
pub(crate) struct Labels(Vec<(u32, Box<str>)>);

impl Labels {
    #[inline]
    pub(crate) fn push(&mut self, row: u32, label: Box<str>) {
        self.0.push((row, label));
    }

    /// The labels of rows that have moved; of those without a place none is left.
    ///
    /// INVARIANT: places keep the order of the rows.
    pub(crate) fn moved(&self, place: &dyn Fn(u32) -> Option<u32>) -> Self {
        Self(self.0.iter().filter_map(|(row, label)| Some((place(*row)?, label.clone()))).collect())
    }

    #[inline]
    pub(crate) fn get(&self, row: u32) -> Option<&str> {
        let at = self.0.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        self.0.get(at).map(|(_, label)| &**label)
    }
}
