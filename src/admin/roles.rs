//! Changes of roles: define and update.

use super::{change::NewRole, draft::Draft};
use crate::{
    bits::Bits,
    catalog::{ChangeType, GrantText, RoleTable, RoleText},
    directory::permission_set,
    error::{Code, Path, PathSegment, quoted},
    id::to_index,
};

impl Draft<'_> {
    pub(super) fn define_role(&mut self, role: &NewRole) {
        let text = &role.0;
        if self.directory.roles.find(&text.id).is_some() {
            let path = Path::ROOT.index(self.change);
            let path = path.key("role");
            let message = format!("there is a role {} already", quoted(&text.id));
            return self.issues.error(Code::DuplicateId, path.key("id"), message);
        }
        let mut texts = self.texts();
        texts.push(text.clone());
        let index = to_index(texts.len() - 1);
        if self.build(texts, index, index) {
            self.ask(ChangeType::DefineRole, Some(index), None, None);
        }
    }

    fn texts(&self) -> Vec<RoleText> {
        self.directory.roles.iter().map(|role| role.text.clone()).collect()
    }

    /// Puts a table of these roles in the place of the present one, if nothing is wrong with the changed role.
    fn build(&mut self, texts: Vec<RoleText>, changed: u32, own: u32) -> bool {
        let catalog = self.directory.catalog.clone();
        let mut found = crate::error::Issues::default();
        let change = self.change;
        let place = |index: usize| (index == changed as usize).then_some(change);
        let table = RoleTable::build(texts, catalog.vocabulary(), &place, &mut found);
        if found.errors() > 0 {
            for mut issue in found.into_list() {
                // from a row of `roles`, or all of them, to the role of a change
                let rest = issue.path.split_off(issue.path.len().min(2));
                issue.path = vec![PathSegment::Index(change), PathSegment::Key("role".into())];
                issue.path.extend(rest);
                self.issues.add(issue);
            }
            return false;
        }
        let mut own_roles = self.directory.own_roles.clone();
        if !own_roles.contains(&own) {
            own_roles.push(own);
        }
        self.set_roles(table, own_roles);
        true
    }

    pub(super) fn update_role(&mut self, id: &str, permissions: &[String]) {
        let Some(role) = self.role(id) else { return };
        let directory = &*self.directory;
        let known = &directory.catalog.0.permissions;
        let (path, before) = (Path::ROOT.index(self.change), self.issues.errors());
        let wanted = permission_set(permissions, known, None, &path.key("permissions"), &mut self.issues);
        if self.issues.errors() > before {
            return;
        }
        // what would still arrive from a role that it inherits cannot be taken away here
        let mut inherited = Bits::new(known.len());
        for above in directory.roles.lineage(role).into_iter().skip(1) {
            if let Some(above) = directory.roles.get(above) {
                inherited.union_with(&above.closure);
            }
        }
        let arrives = inherited.clone();
        let arrives = |id: &str| known.find(id).is_some_and(|permission| arrives.contains(permission));
        inherited.remove_all(&wanted);
        let stays: Vec<String> = inherited.iter().map(|permission| quoted(known.get(permission))).collect();
        if !stays.is_empty() {
            let message = format!("the role {} still inherits {}", quoted(id), stays.join(", "));
            return self.error(Code::StillInherited, "permissions", message);
        }
        let all = 0..to_index(directory.roles.len());
        let heirs = all.filter(|heir| directory.roles.lineage(*heir).contains(&role));
        let heirs = Bits::of(directory.roles.len(), heirs);
        let mut texts = self.texts();
        for heir in heirs.iter() {
            let revision = self.directory.roles.get(heir).map_or(1, |role| role.revision) + 1;
            if let Some(text) = texts.get_mut(heir as usize) {
                text.revision = Some(revision);
                if heir == role {
                    text.grants = replaced(&text.grants, permissions, |id| arrives(id));
                }
            }
        }
        self.touch_holders(&heirs);
        if self.build(texts, role, role) {
            let mut own_roles = self.directory.own_roles.clone();
            own_roles.extend(heirs.iter().filter(|heir| !self.directory.own_roles.contains(heir)));
            self.directory.own_roles = own_roles;
            self.ask(ChangeType::UpdateRole, Some(role), None, None);
        }
    }

    fn touch_holders(&mut self, roles: &Bits) {
        let directory = &*self.directory;
        let mut touched = Vec::new();
        let mut touch = |principal: u32, root: u32, role: u32| {
            touched.push([
                directory.principals.id(principal).to_owned(),
                directory.scopes.id(root).to_owned(),
                directory.roles.id(role).to_owned(),
            ]);
        };
        for row in 0..to_index(directory.assignments.len()) {
            let Some(found) = directory.assignments.get(row).filter(|found| roles.contains(found.role)) else {
                continue;
            };
            for root in directory.assignments.roots(row, &directory.roles, &directory.scopes).into_iter().flatten() {
                touch(found.principal, root, found.role);
            }
        }
        for row in directory.overrides.iter().filter(|row| roles.contains(row.role)) {
            touch(row.principal, row.scope, row.role);
        }
        self.touched.rows.extend(touched);
    }
}

/// The grants of a role that has exactly these permissions: a grant that stays keeps what it rests on, and what arrives
/// by inheritance goes on to do so.
fn replaced(grants: &[GrantText], permissions: &[String], arrives: impl Fn(&str) -> bool) -> Vec<GrantText> {
    let mut replaced: Vec<GrantText> = Vec::with_capacity(permissions.len());
    for id in permissions {
        if replaced.iter().any(|grant| grant.permission == *id) {
            continue;
        }
        let kept = grants.iter().find(|grant| grant.permission == *id).cloned();
        let new = || (!arrives(id)).then(|| GrantText { permission: id.clone(), ..GrantText::default() });
        replaced.extend(kept.or_else(new));
    }
    replaced
}
