//! A directory written anew: without the places of rows that are gone, without scopes or principals that go.

use super::{Assignments, Directory, Mode, Overrides, Principals, ScopeRow, Scopes, assignments::Labels};
use crate::{
    bits::Bits,
    id::{Names, to_index},
};

/// How much may have changed before a directory is packed: searching what has changed must stay cheap. A build for tests
/// packs often, so that tests come across it.
const MOST_CHANGES: usize = if cfg!(debug_assertions) { 24 } else { 1024 };

impl Directory {
    /// Whether so much has changed that it should be packed.
    pub(crate) fn wants_packing(&self) -> bool {
        self.assignments.changes() + self.overrides.changes() > MOST_CHANGES
    }

    /// The same directory, packed.
    pub(crate) fn packed(&self) -> Self {
        self.keeping(&|scope| Some(scope), &|principal| Some(principal), self.scopes.clone(), self.principals.clone())
    }

    /// The directory without these scopes. Nothing may refer to them but links, which go.
    pub(crate) fn without_scopes(&self, gone: &Bits) -> Self {
        let mut places = Vec::with_capacity(self.scopes.len());
        let mut names = Names::default();
        for scope in 0..to_index(self.scopes.len()) {
            places.push((!gone.contains(scope)).then(|| names.intern(self.scopes.id(scope))));
        }
        let place = |scope: u32| places.get(scope as usize).copied().flatten();
        let kept = (0..to_index(self.scopes.len())).filter(|scope| !gone.contains(*scope));
        let rows = kept.filter_map(|scope| self.scopes.row(scope)).map(|row| ScopeRow {
            parent: row.parent.and_then(place),
            links: row.links.iter().filter_map(|linked| place(*linked)).collect(),
            ..row.clone()
        });
        let scopes = Scopes::build(names, rows.collect());
        self.keeping(&place, &|principal| Some(principal), scopes, self.principals.clone())
    }

    /// The directory without these principals and their rows.
    pub(crate) fn without_principals(&self, gone: &Bits) -> Self {
        let mut places = Vec::with_capacity(self.principals.len());
        let mut names = Names::default();
        for principal in 0..to_index(self.principals.len()) {
            places.push((!gone.contains(principal)).then(|| names.intern(self.principals.id(principal))));
        }
        let place = |principal: u32| places.get(principal as usize).copied().flatten();
        let moved = |labels: &Labels| labels.moved(&place);
        let Principals { inactive, labels, emails, types, .. } = &self.principals;
        let principals = Principals {
            inactive: Bits::of(names.len(), inactive.iter().filter_map(place)),
            labels: moved(labels),
            emails: moved(emails),
            types: moved(types),
            names,
        };
        self.keeping(&|scope| Some(scope), &place, self.scopes.clone(), principals)
    }

    /// The rows whose scope, resource and principal have a place, with the overrides that go with them.
    fn keeping(
        &self,
        scope_place: &dyn Fn(u32) -> Option<u32>,
        principal_place: &dyn Fn(u32) -> Option<u32>,
        scopes: Scopes,
        principals: Principals,
    ) -> Self {
        let mut assignments = Assignments::default();
        let mut places = vec![None; self.assignments.len()];
        for index in 0..to_index(self.assignments.len()) {
            let Some(mut row) = self.assignments.get(index) else { continue };
            let mut details = self.assignments.details(index).clone();
            let (Some(scope), Some(principal)) = (scope_place(row.scope), principal_place(row.principal)) else {
                continue;
            };
            if let Some(resource) = details.resource {
                let Some(resource) = scope_place(resource) else { continue };
                details.resource = Some(resource);
            }
            (row.scope, row.principal, details.narrow) = (scope, principal, None);
            if let Some(place) = places.get_mut(index as usize) {
                *place = Some(to_index(assignments.len()));
            }
            assignments.push(row, details);
        }
        let mut list = Vec::new();
        for row in self.overrides.iter() {
            let mut row = row.clone();
            let (Some(scope), Some(principal)) = (scope_place(row.scope), principal_place(row.principal)) else {
                continue;
            };
            (row.scope, row.principal) = (scope, principal);
            if let Mode::Narrow(narrow) = &mut row.mode {
                let Some(place) = places.get(narrow.assignment as usize).copied().flatten() else { continue };
                narrow.assignment = place;
                assignments.set_narrow(place, Some(to_index(list.len())));
            }
            list.push(row);
        }
        assignments.index_principals(principals.len());
        assignments.index_roots(&self.roles, &scopes);
        let overrides = Overrides::build(list, principals.len(), scopes.len());
        Self {
            catalog: self.catalog.clone(),
            revision: self.revision,
            roles: self.roles.clone(),
            own_roles: self.own_roles.clone(),
            issues: self.issues.clone(),
            faults: self.faults.clone(),
            changed_at: self.changed_at,
            scopes,
            principals,
            assignments,
            overrides,
        }
    }
}
