//! Changes of rows: assign, unassign, narrow, widen, clear-override and transfer.

use super::{
    change::{Key, Resource},
    draft::{Draft, Went},
};
use crate::{
    bits::Bits,
    catalog::{ChangeType, Follows},
    directory::{Assignment, Details, Mode, Narrow, Override},
    error::{Code, Path, quoted},
    time::{Phase, Time, Window},
};

/// A key with its names looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) principal: u32,
    pub(super) role: u32,
    pub(super) scope: u32,
    pub(super) resource: Option<u32>,
}

impl Draft<'_> {
    /// Looks a name up, or lists that it is not known.
    fn look_up(&mut self, found: Option<u32>, code: Code, field: &str, what: &str, id: &str) -> Option<u32> {
        if found.is_none() {
            let path = Path::ROOT.index(self.change);
            let (path, directory) = (path.key(field), &*self.directory);
            match code {
                Code::UnknownPrincipal => {
                    self.issues.unknown(code, path, what, id, directory.principals.names.iter());
                }
                Code::UnknownRole => self.issues.unknown(code, path, what, id, directory.roles.ids()),
                _ => self.issues.unknown(code, path, what, id, directory.scopes.ids()),
            }
        }
        found
    }

    pub(super) fn principal(&mut self, id: &str, field: &str) -> Option<u32> {
        self.look_up(self.directory.principals.find(id), Code::UnknownPrincipal, field, "principal", id)
    }

    pub(super) fn role(&mut self, id: &str) -> Option<u32> {
        self.look_up(self.directory.roles.find(id), Code::UnknownRole, "role", "role", id)
    }

    pub(super) fn scope(&mut self, id: &str, field: &str) -> Option<u32> {
        self.look_up(self.directory.scopes.find(id), Code::UnknownScope, field, "scope", id)
    }

    /// The names of a key. Everything that is not known is listed.
    fn key(&mut self, key: &Key) -> Option<Found> {
        let principal = self.principal(&key.principal, "principal");
        let role = self.role(&key.role);
        let scope = self.scope(&key.scope, "scope");
        let resource = match &key.resource {
            None => Ok(None),
            Some(resource) => self.resource(resource).map(Some).ok_or(()),
        };
        Some(Found { principal: principal?, role: role?, scope: scope?, resource: resource.ok()? })
    }

    fn resource(&mut self, resource: &Resource) -> Option<u32> {
        let found = self.directory.scopes.find(&resource.id);
        self.look_up(found, Code::UnknownResource, "resource", "resource", &resource.id)
    }

    /// The row of a key.
    pub(super) fn row_of(&self, key: Found) -> Option<u32> {
        let assignments = &self.directory.assignments;
        let rows = assignments.of_principal(key.principal).iter().copied();
        rows.into_iter().find(|row| {
            assignments.get(*row).is_some_and(|found| (found.role, found.scope) == (key.role, key.scope))
                && assignments.details(*row).resource == key.resource
        })
    }

    pub(super) fn assign(&mut self, key: &Key, starts: Option<Time>, ends: Option<Time>) {
        let window = self.window(starts, ends);
        let Some(found) = self.key(key) else { return };
        if !self.fits(found, key.resource.as_ref()) {
            return;
        }
        let Some(window) = window else { return };
        let narrow = self.went_before(found);
        self.ask(ChangeType::Assign, Some(found.role), Some(found.scope), Some(found.principal));
        if let Some(row) = self.put(found, window)
            && let Some(mut narrow) = narrow
        {
            if let Mode::Narrow(narrow) = &mut narrow.mode {
                narrow.assignment = row;
            }
            self.put_override(narrow);
        }
    }

    /// Adds an override, unless another one has its id.
    fn put_override(&mut self, row: Override) {
        let id = self.directory.override_id(&row);
        if self.directory.has_override(&id) {
            return self.error(Code::DuplicateId, "role", format!("there is an override {} already", quoted(&id)));
        }
        self.add_override(row);
    }

    /// What narrowed a row of this key that went in this change set.
    fn went_before(&mut self, key: Found) -> Option<Override> {
        let directory = &*self.directory;
        let resource = key.resource.map(|resource| directory.scopes.id(resource)).unwrap_or_default();
        let (principal, scope) = (directory.principals.id(key.principal), directory.scopes.id(key.scope));
        let ids = [principal, directory.roles.id(key.role), scope, resource].map(str::to_owned);
        let mut row = self.went.iter_mut().find(|went| went.key == ids)?.narrow.take()?;
        (row.principal, row.role, row.scope) = (key.principal, key.role, key.scope);
        Some(row)
    }

    fn put(&mut self, key: Found, window: Window) -> Option<u32> {
        if self.row_of(key).is_some() {
            let directory = &*self.directory;
            let (who, role) = (quoted(directory.principals.id(key.principal)), directory.roles.id(key.role));
            let message = format!("{who} has the role `{role}` at {} already", quoted(directory.scopes.id(key.scope)));
            self.error(Code::DuplicateAssignment, "role", message);
            return None;
        }
        let Found { principal, role, scope, resource } = key;
        let row = Assignment { principal, role, scope };
        let directory = &*self.directory;
        let taken = directory.assignment_with_id(&directory.key_of(key.principal, key.role, key.scope, key.resource));
        if taken.is_some() {
            self.error(Code::DuplicateId, "role", "another role assignment has this key as its id".to_owned());
            return None;
        }
        Some(self.add_row(row, Details { id: None, resource, window, narrow: None }))
    }

    fn window(&mut self, starts: Option<Time>, ends: Option<Time>) -> Option<Window> {
        if starts.zip(ends).is_some_and(|(starts, ends)| starts >= ends) {
            let message = "it expires before it starts, or at the same instant";
            self.error(Code::InvalidTime, "expiresAt", message.to_owned());
            return None;
        }
        Some(Window { starts, ends })
    }

    /// Whether a role can be assigned at a scope with a resource, as the loader checks it.
    fn fits(&mut self, key: Found, resource: Option<&Resource>) -> bool {
        let directory = &*self.directory;
        let types = &directory.catalog.0.scope_types;
        let (Some(role), Some(kind)) = (directory.roles.get(key.role), directory.scopes.scope_type(key.scope)) else {
            return false;
        };
        let id = &role.text.id;
        if !role.assignable_at.contains(kind) {
            let message = format!("the role `{id}` cannot be assigned at a scope of type `{}`", types.get(kind));
            let at: Vec<String> = role.text.assignable_at.iter().map(|at| format!("`{at}`")).collect();
            let hint = (!at.is_empty()).then(|| format!("it can be at {}", at.join(", ")));
            let path = Path::ROOT.index(self.change);
            self.issues.error_with(Code::ScopeTypeNotAllowed, path.key("scope"), message, hint);
            return false;
        }
        let (code, message) = match (role.resource, resource, key.resource) {
            (None, None, _) => return true,
            (None, Some(_), _) => (Code::ResourceMismatch, format!("the role `{id}` takes no resource")),
            (Some(wanted), None, _) | (Some(wanted), _, None) => {
                let message = format!("the role `{id}` must name a resource of type `{}`", types.get(wanted));
                (Code::ResourceRequired, message)
            }
            (Some(wanted), Some(stated), Some(found)) => {
                let place = quoted(directory.scopes.id(found));
                if types.find(&stated.scope_type) != Some(wanted) || directory.scopes.scope_type(found) != Some(wanted)
                {
                    let wanted = types.get(wanted);
                    let message = format!("the role `{id}` wants a resource of type `{wanted}`, and {place} is none");
                    (Code::ResourceMismatch, message)
                } else if directory.scopes.span(key.scope).holds(directory.scopes.span(found).start) {
                    return true;
                } else {
                    let message =
                        format!("the resource {place} does not lie in {}", quoted(directory.scopes.id(key.scope)));
                    (Code::ResourceMismatch, message)
                }
            }
        };
        self.error(code, "resource", message);
        false
    }

    pub(super) fn unassign(&mut self, key: &Key) {
        let Some(found) = self.key(key) else { return };
        match self.row_of(found) {
            Some(row) => self.unassign_row(row),
            None => {
                let message = format!(
                    "{} does not have the role {} at {}",
                    quoted(&key.principal),
                    quoted(&key.role),
                    quoted(&key.scope)
                );
                self.error(Code::UnknownAssignment, "role", message);
            }
        }
    }

    pub(super) fn unassign_id(&mut self, id: &str) {
        match self.directory.assignment_with_id(id) {
            Some(row) => self.unassign_row(row),
            None => self.error(Code::UnknownAssignment, "id", format!("unknown role assignment {}", quoted(id))),
        }
    }

    pub(super) fn unassign_row(&mut self, row: u32) {
        let Some(found) = self.directory.assignments.get(row) else { return };
        self.ask(ChangeType::Unassign, Some(found.role), Some(found.scope), Some(found.principal));
        self.drop_row(row);
    }

    /// Takes a row and what narrows it.
    fn drop_row(&mut self, row: u32) {
        let Some(key) = self.key_of_row(row) else { return };
        let narrow = self.directory.assignments.details(row).narrow;
        let narrow = narrow.and_then(|narrow| self.take_override(narrow));
        self.take_row(row);
        self.went.push(Went { change: self.change, key, narrow });
    }

    pub(super) fn narrow(&mut self, key: &Key, permissions: &[String]) {
        let Some(found) = self.key(key) else { return };
        let Some(row) = self.row_of(found) else { return self.without_assignment(found) };
        let directory = &*self.directory;
        let model = &directory.catalog.0;
        let (Some(role), Some(kind)) = (directory.roles.get(found.role), directory.scopes.scope_type(found.scope))
        else {
            return;
        };
        let mut rules = model.narrowing.iter();
        let rule = rules.find(|rule| rule.scope_types.contains(kind) && rule.roles.selects(&role.text));
        let Some(follows) = rule.map(|rule| rule.follows) else {
            let message = format!(
                "the catalog lets nobody narrow the role `{}` at a scope of type `{}`",
                role.text.id,
                model.scope_types.get(kind)
            );
            return self.error(Code::OverrideNotEligible, "role", message);
        };
        let pinned = role.closure.clone();
        let Some(left) = self.permissions(permissions, Some((&pinned, &key.role))) else { return };
        self.ask(ChangeType::Narrow, Some(found.role), Some(found.scope), Some(found.principal));
        if let Some(before) = self.directory.assignments.details(row).narrow {
            self.take_override(before);
        }
        self.set_override(found, row, left, pinned, follows);
    }

    fn set_override(&mut self, key: Found, assignment: u32, permissions: Bits, pinned: Bits, follows: Follows) {
        let Found { principal, role, scope, .. } = key;
        let mode = Mode::Narrow(Narrow { assignment, permissions, pinned, follows });
        self.put_override(Override { id: None, principal, role, scope, mode });
    }

    /// The permissions of a change as a set: known, and in the role where one is given.
    pub(super) fn permissions(&mut self, ids: &[String], role: Option<(&Bits, &str)>) -> Option<Bits> {
        let catalog = self.directory.catalog.clone();
        let known = &catalog.0.permissions;
        let before = self.issues.errors();
        let mut set = Bits::new(known.len());
        for (index, id) in ids.iter().enumerate() {
            let path = Path::ROOT.index(self.change);
            let path = path.key("permissions");
            let path = path.index(index);
            match (known.find(id), role) {
                (None, _) => self.issues.unknown(Code::UnknownPermission, path, "permission", id, known.iter()),
                (Some(found), Some((within, role))) if !within.contains(found) => {
                    let message = format!("the permission {} is outside the role {}", quoted(id), quoted(role));
                    self.issues.error(Code::OutsideRole, path, message);
                }
                (Some(found), _) => _ = set.insert(found),
            }
        }
        (self.issues.errors() == before).then_some(set)
    }

    /// A narrow that names no assignment: either it means to restrict from above, or there is nothing to narrow.
    fn without_assignment(&mut self, key: Found) {
        let directory = &*self.directory;
        let position = directory.scopes.span(key.scope).start;
        let here = quoted(directory.scopes.id(key.scope));
        let role = directory.roles.id(key.role);
        let mut rows = directory.assignments.of_principal(key.principal).iter();
        let above = rows.find(|row| {
            directory.assignments.get(**row).is_some_and(|row| row.role == key.role)
                && directory.assignment_reaches(**row, position)
        });
        let above = above.and_then(|row| directory.assignments.get(*row));
        match above {
            Some(above) => {
                let scope = quoted(directory.scopes.id(above.scope));
                let message =
                    format!("the role `{role}` is assigned at {scope} and cannot be restricted at {here} below it");
                self.error(Code::CannotRestrict, "scope", message);
            }
            None => {
                let message = format!("there is no assignment of the role `{role}` at {here} to narrow");
                self.error(Code::OverrideWithoutAssignment, "scope", message);
            }
        }
    }

    pub(super) fn widen(&mut self, who: &str, place: &str, role: &str, starts: Option<Time>, ends: Option<Time>) {
        let window = self.window(starts, ends);
        let (principal, found, scope) = (self.principal(who, "principal"), self.role(role), self.scope(place, "scope"));
        let (Some(principal), Some(found), Some(scope), Some(window)) = (principal, found, scope, window) else {
            return;
        };
        if let Err((field, message)) = self.may_widen(principal, found, scope) {
            return self.error(Code::OverrideNotEligible, field, message);
        }
        self.ask(ChangeType::Widen, Some(found), Some(scope), Some(principal));
        let numbers = self.directory.overrides.numbers_of_principal(principal).to_vec();
        for number in numbers {
            let same = self
                .directory
                .overrides
                .get(number)
                .is_some_and(|row| matches!(row.mode, Mode::Widen(_)) && (row.role, row.scope) == (found, scope));
            if same {
                self.take_override(number);
            }
        }
        self.put_override(Override { id: None, principal, role: found, scope, mode: Mode::Widen(window) });
    }

    /// Whether the catalog lets a principal have one more role at a scope: an eligible role reaches it, and no
    /// ineligible one.
    fn may_widen(&self, principal: u32, role: u32, scope: u32) -> Result<(), (&'static str, String)> {
        let directory = &*self.directory;
        let model = &directory.catalog.0;
        let role = directory.roles.id(role);
        let place = quoted(directory.scopes.id(scope));
        let kind = directory.scopes.scope_type(scope).unwrap_or(u32::MAX);
        let mut rules = model.widening.iter().filter(|rule| rule.role == role).peekable();
        if rules.peek().is_none() {
            return Err(("role", format!("the catalog lets nobody have the role `{role}` by an override")));
        }
        let rules: Vec<_> = rules.filter(|rule| rule.scope_types.contains(kind)).collect();
        if rules.is_empty() {
            let kind = model.scope_types.get(kind);
            let message = format!("nobody can have the role `{role}` by an override at a scope of type `{kind}`");
            return Err(("scope", message));
        }
        let position = directory.scopes.span(scope).start;
        let held = directory.assignments.of_principal(principal).iter().filter_map(|row| {
            let found = directory.assignments.get(*row)?;
            let holds = directory.window_of(*row).phase(self.at) == Phase::Active
                && directory.assignment_reaches(*row, position);
            holds.then(|| directory.roles.id(found.role))
        });
        let held: Vec<&str> = held.collect();
        let who = quoted(directory.principals.id(principal));
        let strong = held.iter().find(|held| rules.iter().any(|rule| rule.ineligible.iter().any(|id| id == *held)));
        if let Some(strong) = strong {
            let message = format!("{who} has the role `{strong}` at {place}, and that role takes no override");
            return Err(("principal", message));
        }
        let eligible = held.iter().any(|held| rules.iter().any(|rule| rule.eligible.iter().any(|id| id == held)));
        let wanted = || {
            let ids: Vec<&str> = rules.iter().flat_map(|rule| rule.eligible.iter().map(String::as_str)).collect();
            ids.join("`, `")
        };
        if eligible {
            Ok(())
        } else {
            let message = format!("{who} needs one of the roles `{}` at {place} for an override", wanted());
            Err(("principal", message))
        }
    }

    pub(super) fn clear_override(&mut self, who: &str, place: &str, role: Option<&str>, resource: Option<&Resource>) {
        let (principal, scope) = (self.principal(who, "principal"), self.scope(place, "scope"));
        let role = match role {
            None => Ok(None),
            Some(role) => self.role(role).map(Some).ok_or(()),
        };
        let resource = match resource {
            None => Ok(None),
            Some(resource) => self.resource(resource).map(Some).ok_or(()),
        };
        let (Some(principal), Some(scope), Ok(role), Ok(resource)) = (principal, scope, role, resource) else { return };
        let numbers = self.directory.overrides.numbers_of_principal(principal).to_vec();
        let mut cleared = false;
        for number in numbers {
            let Some(row) = self.directory.overrides.get(number) else { continue };
            let of = match &row.mode {
                Mode::Narrow(narrow) => self.directory.assignments.details(narrow.assignment).resource,
                Mode::Widen(_) => None,
            };
            let fits = row.scope == scope
                && role.is_none_or(|role| role == row.role)
                && resource.is_none_or(|resource| Some(resource) == of);
            if fits {
                let role = row.role;
                cleared = true;
                self.ask(ChangeType::ClearOverride, Some(role), Some(scope), Some(principal));
                self.take_override(number);
            }
        }
        if !cleared {
            let message = format!("{} has no such override at {}", quoted(who), quoted(place));
            self.error(Code::UnknownAssignment, "principal", message);
        }
    }

    pub(super) fn transfer(&mut self, role: &str, place: &str, to: &str, from: Option<&str>) {
        let (found, scope) = (self.role(role), self.scope(place, "scope"));
        let to_index = self.principal(to, "to");
        let from = match from {
            None => Ok(None),
            Some(from) => self.principal(from, "from").map(Some).ok_or(()),
        };
        let (Some(found), Some(scope), Some(to_index), Ok(from)) = (found, scope, to_index, from) else { return };
        let directory = &*self.directory;
        let held = directory.rows_at(scope, found);
        let holders: Vec<u32> = held
            .into_iter()
            .filter(|row| {
                let row = directory.assignments.get(*row);
                from.is_none_or(|from| row.is_some_and(|row| row.principal == from))
            })
            .collect();
        let row = match holders.as_slice() {
            [row] => *row,
            [] => {
                let message = format!("nobody to take the role {} from at {}", quoted(role), quoted(place));
                return self.error(Code::UnknownAssignment, "role", message);
            }
            _ => {
                let message = format!("{} principals have the role {}: say from whom", holders.len(), quoted(role));
                return self.error(Code::MissingField, "from", message);
            }
        };
        let resource = self.directory.assignments.details(row).resource;
        let narrowed = self.directory.assignments.details(row).narrow.is_some();
        let key = Found { principal: to_index, role: found, scope, resource };
        if self.row_of(key).is_some() {
            let message = format!("{} has the role {} at {} already", quoted(to), quoted(role), quoted(place));
            return self.error(Code::DuplicateAssignment, "to", message);
        }
        self.ask(ChangeType::Transfer, Some(found), Some(scope), Some(to_index));
        if narrowed {
            let message = format!("what narrowed the role {} of the old holder is gone", quoted(role));
            self.warning(Code::OverrideRemoved, message);
        }
        let [went, came] = [self.went.len(), self.came.len()];
        self.drop_row(row);
        self.put(key, Window::ALWAYS);
        // the right to transfer was asked for; the new holder gets the whole role
        self.went.truncate(went);
        self.came.truncate(came);
    }
}
