//! Role assignments as columns: a tenant may have millions of them.

use super::scopes::Scopes;
use crate::{catalog::RoleTable, csr::Csr, id::to_index, time::Window};

const NONE: u32 = u32::MAX;

/// The rows of one root that have one role.
pub(crate) struct Rooted<'a> {
    /// The principals of the plain rows: always active and not narrowed, so that their role alone says what they grant.
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
    /// Beside each entry of `by_root`, its principal: the search for principals then reads from front to back.
    by_root_principals: Vec<u32>,
}

impl Assignments {
    pub(crate) fn push(&mut self, assignment: Assignment, details: Details) {
        self.principals.push(assignment.principal);
        // INVARIANT: a directory has at most 4,096 roles
        self.roles.push(u16::try_from(assignment.role).unwrap_or(u16::MAX));
        self.scopes.push(assignment.scope);
        if details == Details::PLAIN {
            self.details_at.push(NONE);
        } else {
            self.details_at.push(to_index(self.details.len()));
            self.details.push(details);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.principals.len()
    }

    pub(crate) fn get(&self, index: u32) -> Option<Assignment> {
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

    pub(crate) fn set_narrow(&mut self, index: u32, narrow: u32) {
        let fresh = to_index(self.details.len());
        let Some(at) = self.details_at.get_mut(index as usize) else { return };
        if *at == NONE {
            *at = fresh;
            self.details.push(Details::PLAIN);
        }
        if let Some(details) = self.details.get_mut(*at as usize) {
            details.narrow = Some(narrow);
        }
    }

    pub(crate) fn of_principal(&self, principal: u32) -> &[u32] {
        self.by_principal.get(principal)
    }

    /// How many principals the rows are grouped by.
    pub(crate) fn principals(&self) -> u32 {
        self.by_principal.keys()
    }

    /// The rows with this root and this role.
    pub(crate) fn rooted_at(&self, root: u32, role: u32) -> Rooted<'_> {
        let range = self.by_root.range(root);
        let rows = self.by_root.values().get(range.clone()).unwrap_or(&[]);
        let principals = self.by_root_principals.get(range).unwrap_or(&[]);
        let start = rows.partition_point(|row| self.group_of(*row) < role * 2);
        let (_, rest) = rows.split_at_checked(start).unwrap_or_default();
        let plain = rest.partition_point(|row| self.group_of(*row) == role * 2);
        let (_, rest) = rest.split_at_checked(plain).unwrap_or_default();
        let detailed = rest.partition_point(|row| self.group_of(*row) == role * 2 + 1);
        Rooted {
            plain: principals.get(start..start + plain).unwrap_or(&[]),
            detailed: rest.get(..detailed).unwrap_or(&[]),
        }
    }

    /// Twice the role of a row, and one more if it has details.
    fn group_of(&self, row: u32) -> u32 {
        let row = row as usize;
        let role = self.roles.get(row).copied().unwrap_or(u16::MAX);
        let detailed = self.details_at.get(row).is_some_and(|at| *at != NONE);
        u32::from(role) * 2 + u32::from(detailed)
    }

    /// The roots of an assignment: its scope or the scope of its resource, and the second root of a lift.
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
    pub(crate) fn index_roots(&mut self, roles: &RoleTable, scopes: &Scopes) {
        let rows = 0..to_index(self.len());
        let by_role = Csr::group(roles.len() * 2, rows.map(|row| (self.group_of(row), row)));
        let mut pairs = Vec::with_capacity(self.len());
        for row in by_role.values() {
            for root in self.roots(*row, roles, scopes).into_iter().flatten() {
                pairs.push((root, *row));
            }
        }
        let by_root = Csr::group(scopes.len(), pairs.iter().copied());
        let principal_of = |row: &u32| self.principals.get(*row as usize).copied().unwrap_or(NONE);
        self.by_root_principals = by_root.values().iter().map(principal_of).collect();
        self.by_root = by_root;
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
    pub(crate) fn push(&mut self, row: u32, label: Box<str>) {
        self.0.push((row, label));
    }

    pub(crate) fn get(&self, row: u32) -> Option<&str> {
        let at = self.0.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        self.0.get(at).map(|(_, label)| &**label)
    }
}
