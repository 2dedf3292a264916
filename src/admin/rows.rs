//! Changes of rows: assign, unassign, narrow, widen, clear-override and transfer.

use super::{
    change::{Key, Resource},
    draft::{Draft, Went, Widened},
};
use crate::{
    catalog::ChangeType,
    directory::{Assignment, Details, Misfit, Mode, Narrow, Override, nothing_to_narrow, permission_set},
    error::{Code, Path, quoted},
    time::{Time, Window},
};

/// A key with its names looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct RowKey {
    pub(super) principal: u32,
    pub(super) role: u32,
    pub(super) scope: u32,
    pub(super) resource: Option<u32>,
}

impl Draft<'_> {
    /// Looks a name up, or lists that it is not known.
    pub(super) fn look_up(&mut self, found: Option<u32>, code: Code, field: &str, what: &str, id: &str) -> Option<u32> {
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
    fn key(&mut self, key: &Key) -> Option<RowKey> {
        let principal = self.principal(&key.principal, "principal");
        let role = self.role(&key.role);
        let scope = self.scope(&key.scope, "scope");
        let resource = match &key.resource {
            None => Ok(None),
            Some(resource) => self.resource(resource).map(Some).ok_or(()),
        };
        Some(RowKey { principal: principal?, role: role?, scope: scope?, resource: resource.ok()? })
    }

    fn resource(&mut self, resource: &Resource) -> Option<u32> {
        let found = self.directory.scopes.find(&resource.id);
        let found = self.look_up(found, Code::UnknownResource, "resource", "resource", &resource.id)?;
        match self.directory.catalog.0.resource_is(&resource.scope_type, found, &self.directory.scopes) {
            Ok(()) => Some(found),
            Err(misfit) => {
                self.misfit(misfit);
                None
            }
        }
    }

    /// The row of a key.
    pub(super) fn row_of(&self, key: RowKey) -> Option<u32> {
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
        if let Err(misfit) = self.fits(found) {
            return self.misfit(misfit);
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
    fn went_before(&mut self, key: RowKey) -> Option<Override> {
        if !self.went.iter().any(|went| went.narrow.is_some()) {
            return None;
        }
        let directory = &*self.directory;
        let resource = key.resource.map(|resource| directory.scopes.id(resource)).unwrap_or_default();
        let (principal, scope) = (directory.principals.id(key.principal), directory.scopes.id(key.scope));
        let ids = [principal, directory.roles.id(key.role), scope, resource].map(str::to_owned);
        let mut of_key = self.went.iter_mut().filter(|went| went.narrow.is_some() && went.key == ids);
        let mut row = of_key.find_map(|went| went.narrow.take())?;
        (row.principal, row.role, row.scope) = (key.principal, key.role, key.scope);
        Some(row)
    }

    pub(super) fn put(&mut self, key: RowKey, window: Window) -> Option<u32> {
        if self.row_of(key).is_some() {
            let directory = &*self.directory;
            let (who, role) = (quoted(directory.principals.id(key.principal)), directory.roles.id(key.role));
            let message = format!("{who} has the role `{role}` at {} already", quoted(directory.scopes.id(key.scope)));
            self.error(Code::DuplicateAssignment, "role", message);
            return None;
        }
        let RowKey { principal, role, scope, resource } = key;
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
        if (Window { starts, ends }).is_empty() {
            self.error(Code::InvalidTime, "expiresAt", Window::EMPTY.to_owned());
            return None;
        }
        Some(Window { starts, ends })
    }

    /// Lists how a row does not fit.
    pub(super) fn misfit(&mut self, misfit: Misfit) {
        misfit.list(&Path::ROOT.index(self.change), &mut self.issues);
    }

    /// Whether a role can be assigned at a scope with a resource, which is of the type that is stated.
    pub(super) fn fits(&self, key: RowKey) -> Result<(), Misfit> {
        let directory = &*self.directory;
        let model = &directory.catalog.0;
        let (Some(role), Some(kind)) = (directory.roles.get(key.role), directory.scopes.scope_type(key.scope)) else {
            return Ok(());
        };
        model.role_fits(role, kind)?;
        model.resource_wanted(role, key.resource.is_some())?;
        key.resource.map_or(Ok(()), |resource| model.resource_fits(role, resource, key.scope, &directory.scopes))
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
        let when = self.went.len() + self.came.len();
        self.went.push(Went { change: self.change, when, key, narrow, transferred: false });
    }

    pub(super) fn narrow(&mut self, key: &Key, permissions: &[String]) {
        let Some(found) = self.key(key) else { return };
        let Some(row) = self.row_of(found) else {
            let tables = (&*self.directory.roles, &self.directory.scopes, &*self.directory.catalog.0);
            let assignments = &self.directory.assignments;
            let rows = assignments.of_principal(found.principal);
            return self.misfit(nothing_to_narrow((assignments, rows), tables, found.role, found.scope));
        };
        let directory = &*self.directory;
        let model = &directory.catalog.0;
        let (Some(role), Some(kind)) = (directory.roles.get(found.role), directory.scopes.scope_type(found.scope))
        else {
            return;
        };
        let follows = match model.narrowing_of(role, kind) {
            Ok(follows) => follows,
            Err(misfit) => return self.misfit(misfit),
        };
        let (pinned, before) = (role.closure.clone(), self.issues.errors());
        let path = Path::ROOT.index(self.change);
        let of_role = Some((key.role.as_str(), &pinned));
        let path = path.key("permissions");
        let left = permission_set(permissions, &model.permissions, of_role, &path, &mut self.issues);
        if self.issues.errors() > before {
            return;
        }
        self.ask(ChangeType::Narrow, Some(found.role), Some(found.scope), Some(found.principal));
        let before = self.directory.assignments.details(row).narrow.and_then(|before| self.take_override(before));
        let RowKey { principal, role, scope, .. } = found;
        let mode = Mode::Narrow(Narrow { assignment: row, permissions: left, pinned, follows });
        self.put_override(Override { id: before.and_then(|before| before.id), principal, role, scope, mode });
    }

    pub(super) fn widen(&mut self, who: &str, place: &str, role: &str, starts: Option<Time>, ends: Option<Time>) {
        let window = self.window(starts, ends);
        let (principal, found, scope) = (self.principal(who, "principal"), self.role(role), self.scope(place, "scope"));
        let (Some(principal), Some(found), Some(scope), Some(window)) = (principal, found, scope, window) else {
            return;
        };
        let kind = self.directory.scopes.scope_type(scope).unwrap_or(u32::MAX);
        if let Err(misfit) = self.directory.catalog.0.widening_fits(role, kind) {
            return self.misfit(misfit);
        }
        self.ask(ChangeType::Widen, Some(found), Some(scope), Some(principal));
        let numbers = self.directory.overrides.numbers_of_principal(principal).to_vec();
        let mut id = None;
        for number in numbers {
            let same = self
                .directory
                .overrides
                .get(number)
                .is_some_and(|row| matches!(row.mode, Mode::Widen(_)) && (row.role, row.scope) == (found, scope));
            if same {
                id = self.take_override(number).and_then(|before| before.id);
            }
        }
        self.put_override(Override { id, principal, role: found, scope, mode: Mode::Widen(window) });
        let [principal, role, scope] = [who, role, place].map(str::to_owned);
        self.widened.push(Widened { change: self.change, principal, role, scope });
    }

    /// Whether the widens that were set, and are still there, may be. Those that may not are left in `widened`.
    pub(super) fn check_widens(&mut self) {
        for widened in std::mem::take(&mut self.widened) {
            let directory = &*self.directory;
            let principal = directory.principals.find(&widened.principal);
            let role = directory.roles.find(&widened.role);
            let scope = directory.scopes.find(&widened.scope);
            let (Some(principal), Some(role), Some(scope)) = (principal, role, scope) else { continue };
            let is_there = directory
                .overrides
                .of_principal(principal)
                .any(|row| matches!(row.mode, Mode::Widen(_)) && (row.role, row.scope) == (role, scope));
            if is_there && let Some(message) = self.forbids_widen(principal, role, scope) {
                self.change = widened.change;
                self.error(Code::OverrideNotEligible, "principal", message);
                self.widened.push(widened);
            }
        }
    }

    /// Why the principal's own roles forbid one more role at a scope, if they do: an eligible one must reach it, and no
    /// ineligible one.
    fn forbids_widen(&self, principal: u32, role: u32, scope: u32) -> Option<String> {
        let directory = &*self.directory;
        let (who, place) = (quoted(directory.principals.id(principal)), quoted(directory.scopes.id(scope)));
        let held = |wanted: &dyn Fn(&str) -> bool| directory.role_held(principal, scope, self.at, wanted);
        if let Some(strong) = held(&|held| directory.ineligible(role, scope).any(|id| id == held)) {
            return Some(format!("{who} has the role `{strong}` at {place}, and that role takes no override"));
        }
        if held(&|held| directory.eligible(role, scope).any(|id| id == held)).is_some() {
            return None;
        }
        let wanted: Vec<&str> = directory.eligible(role, scope).collect();
        Some(format!("{who} needs one of the roles `{}` at {place} for an override", wanted.join("`, `")))
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
        let to = self.principal(to, "to");
        let from = match from {
            None => Ok(None),
            Some(from) => self.principal(from, "from").map(Some).ok_or(()),
        };
        let (Some(found), Some(scope), Some(to), Ok(from)) = (found, scope, to, from) else { return };
        let directory = &*self.directory;
        let is_from = |row: &u32| directory.assignments.get(*row).map(|row| row.principal) == from;
        let mut rows = directory.rows_that_hold(found, scope, self.at);
        rows.retain(|row| from.is_none() || is_from(row));
        match directory.holders(&rows) {
            1 => {}
            0 => {
                let message = format!("nobody to take the role {} from at {}", quoted(role), quoted(place));
                return self.error(Code::UnknownAssignment, "role", message);
            }
            holders => {
                let message = format!("{holders} principals have the role {}: say from whom", quoted(role));
                return self.error(Code::MissingField, "from", message);
            }
        }
        // one may have it for several resources
        for row in rows {
            self.transfer_row(row, to);
        }
    }

    fn transfer_row(&mut self, row: u32, to: u32) {
        let directory = &*self.directory;
        let Some(old) = directory.assignments.get(row) else { return };
        let details = directory.assignments.details(row);
        let (resource, narrowed) = (details.resource, details.narrow.is_some());
        let key = RowKey { principal: to, role: old.role, scope: old.scope, resource };
        let (role, place) = (quoted(directory.roles.id(old.role)), quoted(directory.scopes.id(old.scope)));
        if self.row_of(key).is_some() {
            let message = format!("{} has the role {role} at {place} already", quoted(directory.principals.id(to)));
            return self.error(Code::DuplicateAssignment, "to", message);
        }
        // of whoever has it and of whoever receives it
        for target in [old.principal, to] {
            self.ask(ChangeType::Transfer, Some(old.role), Some(old.scope), Some(target));
        }
        if narrowed {
            let message = format!("what narrowed the role {role} of the old holder is gone");
            self.warning(Code::OverrideRemoved, message);
        }
        self.drop_row(row);
        if let Some(went) = self.went.last_mut() {
            // nobody takes the narrow over
            (went.transferred, went.narrow) = (true, None);
        }
        if self.put(key, Window::ALWAYS).is_some()
            && let Some(came) = self.came.last_mut()
        {
            came.transferred = true;
        }
    }
}
