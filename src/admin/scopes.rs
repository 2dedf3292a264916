//! Changes of scopes: create, move, remove and set-attribute.

use super::{
    change::NewScope,
    draft::{Ask, Draft, Received, path_of},
    rows::RowKey,
};
use crate::{
    bits::Bits,
    catalog::ChangeType,
    directory::{DEEPEST_SCOPE, Directory, Mode, Override, ScopeRow},
    error::{Code, Path, quoted},
    id::{is_id, to_index},
    pairs::Pairs,
    time::Window,
};

impl Draft<'_> {
    pub(super) fn create_scope(&mut self, scope: &NewScope, creator: Option<&str>) {
        let before = self.issues.errors();
        let path = Path::ROOT.index(self.change);
        let path = path.key("scope");
        let catalog = self.directory.catalog.clone();
        let model = &catalog.0;
        if !is_id(&scope.id) {
            self.issues.error(Code::InvalidId, path.key("id"), format!("{} is no id", quoted(&scope.id)));
        } else if self.directory.scopes.find(&scope.id).is_some() {
            let message = format!("there is a scope {} already", quoted(&scope.id));
            self.issues.error(Code::DuplicateId, path.key("id"), message);
        }
        let Some(kind) = model.scope_types.find(&scope.scope_type) else {
            let (id, types) = (&scope.scope_type, &model.scope_types);
            return self.issues.unknown(Code::UnknownScopeType, path.key("type"), "scope type", id, types.iter());
        };
        let parent = match &scope.parent {
            None => None,
            Some(id) => {
                let found = self.directory.scopes.find(id);
                if found.is_none() {
                    let ids = self.directory.scopes.ids();
                    self.issues.unknown(Code::UnknownScope, path.key("parent"), "scope", id, ids);
                }
                found
            }
        };
        if scope.parent.is_none() || parent.is_some() {
            self.check_parent(&scope.id, kind, parent, &path);
        }
        let links = self.links(kind, &scope.links, &path.key("links"));
        for (name, value) in scope.attributes.iter() {
            if let Err(misfit) = model.attribute_fits(kind, name, value) {
                misfit.list(&path.key("attributes").key(name), &mut self.issues);
            }
        }
        let creator = self.creator_of(&scope.scope_type, creator);
        if self.issues.errors() > before {
            return;
        }
        let mut rows = self.directory.scopes.rows().to_vec();
        let mut names = self.directory.scopes.names().clone();
        let index = names.intern(&scope.id);
        rows.push(ScopeRow {
            scope_type: kind,
            parent,
            links,
            attributes: scope.attributes.clone(),
            name: scope.name.as_deref().map(Into::into),
        });
        self.set_scopes(crate::directory::Scopes::build(names, rows));
        self.touch_below(index);
        self.touched.created.add(&scope.id);
        self.ask(ChangeType::CreateScope, None, Some(index), None);
        if let Some((principal, role)) = creator {
            let found = RowKey { principal, role, scope: index, resource: None };
            // a tenant may have changed the role since the catalog was checked
            if let Err(misfit) = self.fits(found) {
                return self.misfit(misfit);
            }
            self.received.push(Received {
                principal: self.directory.principals.id(principal).to_owned(),
                scope: scope.id.clone(),
                role: self.directory.roles.id(role).to_owned(),
            });
            self.put(found, Window::ALWAYS);
        }
    }

    /// Whether a scope of a type may stand under a parent, or without one. `path` is that of the row.
    fn check_parent(&mut self, id: &str, kind: u32, parent: Option<u32>, path: &Path<'_>) {
        let scopes = &self.directory.scopes;
        let above = parent.map(|parent| scopes.scope_type(parent).unwrap_or(u32::MAX));
        if let Err(misfit) = self.directory.catalog.0.parent_fits(kind, above) {
            return misfit.list(path, &mut self.issues);
        }
        if parent.is_some_and(|parent| scopes.ancestors(parent).count() >= DEEPEST_SCOPE) {
            let message = format!("{} would lie deeper than {DEEPEST_SCOPE} scopes", quoted(id));
            self.issues.error(Code::TooDeep, path.key("parent"), message);
        }
    }

    /// The scopes that a new one links. Whether they lie in its tree is asked when all changes are done.
    fn links(&mut self, kind: u32, ids: &[String], path: &Path<'_>) -> Vec<u32> {
        let mut links = Vec::new();
        let directory = &*self.directory;
        for (at, id) in ids.iter().enumerate() {
            let path = path.index(at);
            let Some(linked) = directory.scopes.find(id) else {
                self.issues.unknown(Code::UnknownScope, path, "scope", id, directory.scopes.ids());
                continue;
            };
            let target = directory.scopes.scope_type(linked).unwrap_or(u32::MAX);
            if let Err(misfit) = directory.catalog.0.link_fits(kind, target, id, true) {
                misfit.list(&path, &mut self.issues);
            } else if links.contains(&linked) {
                self.issues.error(Code::DuplicateId, path, format!("the link {} stands twice", quoted(id)));
            } else {
                links.push(linked);
            }
        }
        links
    }

    pub(super) fn move_scope(&mut self, id: &str, parent: &str) {
        let (scope, parent) = (self.scope(id, "scope"), self.scope(parent, "parent"));
        let (Some(scope), Some(parent)) = (scope, parent) else { return };
        let before = self.issues.errors();
        let scopes = &self.directory.scopes;
        if scopes.ancestors(parent).any(|above| above == scope) {
            let message = format!("{} would lie in itself", quoted(id));
            return self.error(Code::Cycle, "parent", message);
        }
        let kind = scopes.scope_type(scope).unwrap_or(u32::MAX);
        let span = scopes.span(scope);
        let below = scopes.at_positions(span).to_vec();
        let depth = below.iter().map(|below| scopes.ancestors(*below).take_while(|above| *above != scope).count());
        let depth = depth.max().unwrap_or(0) + scopes.ancestors(parent).count() + 1;
        let path = Path::ROOT.index(self.change);
        self.check_parent(id, kind, Some(parent), &path);
        if depth > DEEPEST_SCOPE && self.issues.errors() == before {
            self.issues.error(Code::TooDeep, path.key("parent"), format!("scopes nest deeper than {DEEPEST_SCOPE}"));
        }
        if self.issues.errors() > before {
            return;
        }
        // the right is needed where it lies and where it will lie
        let old = self.directory.scopes.row(scope).and_then(|row| row.parent);
        self.ask_from(Some(old.unwrap_or(scope)), ChangeType::MoveScope, None, Some(scope), None);
        self.touch_below(scope);
        self.touch_lifted_below(&below);
        self.touched.moved = true;
        let mut rows = self.directory.scopes.rows().to_vec();
        if let Some(row) = rows.get_mut(scope as usize) {
            row.parent = Some(parent);
        }
        let names = self.directory.scopes.names().clone();
        self.set_scopes(crate::directory::Scopes::build(names, rows));
        self.touch_below(scope);
        self.ask_from(Some(parent), ChangeType::MoveScope, None, Some(scope), None);
        if old != Some(parent) {
            self.lifts_may_have_changed();
            self.touch_lifted_below(&below);
        }
    }

    /// The rows with a root at these scopes that have, or could have, a second one above them.
    fn touch_lifted_below(&mut self, scopes: &[u32]) {
        let directory = &*self.directory;
        let lifted = |row: &u32| {
            let role = directory.assignments.get(*row).and_then(|row| directory.roles.get(row.role));
            role.is_some_and(|role| role.lift.is_some())
        };
        let rows = scopes.iter().flat_map(|scope| directory.assignments.all_rooted_at(*scope)).copied();
        let rows: Vec<u32> = rows.filter(lifted).collect();
        rows.into_iter().for_each(|row| self.touch_row(row));
    }

    /// Every scope below one, and what these link, may be reached by others now.
    fn touch_below(&mut self, scope: u32) {
        let scopes = &self.directory.scopes;
        let mut touched = Bits::new(scopes.len());
        for below in scopes.at_positions(scopes.span(scope)) {
            touched.insert(*below);
            for linked in scopes.row(*below).map_or(&[][..], |row| &row.links) {
                for reached in scopes.at_positions(scopes.span(*linked)) {
                    touched.insert(*reached);
                }
            }
        }
        let ids: Vec<String> = touched.iter().map(|scope| scopes.id(scope).to_owned()).collect();
        ids.iter().for_each(|id| _ = self.touched.scopes.add(id));
    }

    /// Second roots lie where the scopes above say: with a changed tree or attribute the rows must be indexed anew.
    fn lifts_may_have_changed(&mut self) {
        if self.directory.roles.iter().any(|role| role.lift.is_some()) {
            let packed = self.directory.packed();
            self.replace(packed);
        }
    }

    /// The last change that put one of two scopes where it is, or one that it lies in; else the last one that put any.
    fn last_placing(&self, one: u32, other: u32) -> Option<usize> {
        let scopes = &self.directory.scopes;
        let places = |ask: &&Ask| matches!(ask.what, ChangeType::CreateScope | ChangeType::MoveScope);
        let holds = |ask: &&Ask| {
            let placed = ask.scope.as_deref().and_then(|id| scopes.find(id)).map(|placed| scopes.span(placed));
            placed.is_some_and(|placed| [one, other].iter().any(|scope| placed.holds(scopes.span(*scope).start)))
        };
        let placings = || self.asks.iter().rev().filter(places);
        placings().find(holds).or_else(|| placings().next()).map(|ask| ask.change)
    }

    /// Links stay within one tree; checked when all changes are done, because a later one may mend it.
    pub(super) fn check_links(&mut self) {
        let directory = &*self.directory;
        let scopes = &directory.scopes;
        let root = |scope: u32| scopes.ancestors(scope).last();
        for scope in 0..to_index(scopes.len()) {
            for linked in scopes.row(scope).map_or(&[][..], |row| &row.links) {
                if root(scope) != root(*linked) {
                    let (one, other) = (quoted(scopes.id(scope)), quoted(scopes.id(*linked)));
                    let message = format!("{one} links {other}, which would lie in another tree");
                    self.issues.error(Code::LinkNotAllowed, path_of(self.last_placing(scope, *linked)), message);
                }
            }
        }
    }

    /// A resource lies in the scope of its row; checked when all changes are done, because a later one may mend it.
    pub(super) fn check_resources(&mut self) {
        let directory = &*self.directory;
        for row in 0..to_index(directory.assignments.len()) {
            let Some(resource) = directory.assignments.details(row).resource else { continue };
            let Some(found) = directory.assignments.get(row) else { continue };
            if !directory.scopes.span(found.scope).holds(directory.scopes.span(resource).start) {
                let (id, name) = (directory.assignment_id(row), directory.scopes.id(resource));
                let message = format!(
                    "the resource {} of the assignment {} would lie outside its scope",
                    quoted(name),
                    quoted(&id)
                );
                let change = self.last_placing(found.scope, resource);
                self.issues.error(Code::ResourceMismatch, path_of(change), message);
            }
        }
    }

    pub(super) fn set_attribute(&mut self, id: &str, name: &str, value: &str) {
        let Some(scope) = self.scope(id, "scope") else { return };
        let kind = self.directory.scopes.scope_type(scope).unwrap_or(u32::MAX);
        let path = Path::ROOT.index(self.change);
        if let Err(misfit) = self.directory.catalog.0.attribute_fits(kind, name, value) {
            return misfit.list(&path.key("value"), &mut self.issues);
        }
        self.ask(ChangeType::SetAttribute, None, Some(scope), None);
        self.touch_lifted_to(scope);
        let mut rows = self.directory.scopes.rows().to_vec();
        if let Some(row) = rows.get_mut(scope as usize) {
            let mut attributes = Pairs::default();
            for (known, value) in row.attributes.iter().filter(|(known, _)| *known != name) {
                attributes.push(known, value.clone());
            }
            attributes.push(name, value.to_owned());
            row.attributes = attributes;
        }
        let names = self.directory.scopes.names().clone();
        self.set_scopes(crate::directory::Scopes::build(names, rows));
        self.lifts_may_have_changed();
        self.touch_lifted_to(scope);
    }

    /// The rows that have, or could have, this scope as their second root.
    fn touch_lifted_to(&mut self, scope: u32) {
        let directory = &*self.directory;
        let kind = directory.scopes.scope_type(scope);
        let mut touched = Vec::new();
        for below in directory.scopes.at_positions(directory.scopes.span(scope)) {
            for row in directory.assignments.all_rooted_at(*below) {
                let Some(row) = directory.assignments.get(*row) else { continue };
                let lift = directory.roles.get(row.role).and_then(|role| role.lift.as_ref());
                if lift.is_some_and(|lift| Some(lift.to) == kind) {
                    touched.push([
                        directory.principals.id(row.principal).to_owned(),
                        directory.scopes.id(scope).to_owned(),
                        directory.roles.id(row.role).to_owned(),
                    ]);
                }
            }
        }
        self.touched.rows.extend(touched);
    }

    pub(super) fn remove_scope(&mut self, id: &str, cascade: bool) {
        let Some(scope) = self.scope(id, "scope") else { return };
        let directory = &*self.directory;
        let below = directory.scopes.at_positions(directory.scopes.span(scope)).to_vec();
        let gone = Bits::of(directory.scopes.len(), below.iter().copied());
        let hanging = self.what_hangs_on(&gone, scope);
        if !cascade && !hanging.is_empty() {
            for what in hanging {
                self.error(Code::ScopeNotEmpty, "scope", format!("{what} is still there"));
            }
            return;
        }
        for what in hanging {
            self.warning(Code::ScopeNotEmpty, format!("{what} goes with {}", quoted(id)));
        }
        for scope in below.iter().rev() {
            self.ask(ChangeType::RemoveScope, None, Some(*scope), None);
        }
        self.touch_below(scope);
        for number in self.overrides_on(&gone) {
            let row = self.directory.overrides.get(number).map(|row| (row.role, row.scope, row.principal));
            if let Some((role, scope, principal)) = row {
                self.ask(ChangeType::ClearOverride, Some(role), Some(scope), Some(principal));
                self.take_override(number);
            }
        }
        for row in self.rows_on(&gone) {
            self.unassign_row(row);
        }
        let scopes = &self.directory.scopes;
        self.received.retain(|received| !scopes.find(&received.scope).is_some_and(|scope| gone.contains(scope)));
        let without = self.directory.without_scopes(&gone);
        self.replace(without);
    }

    fn rows_on(&self, gone: &Bits) -> Vec<u32> {
        let assignments = &self.directory.assignments;
        let on = |row: &u32| {
            let resource = assignments.details(*row).resource;
            assignments.get(*row).is_some_and(|found| gone.contains(found.scope))
                || (assignments.get(*row).is_some() && resource.is_some_and(|resource| gone.contains(resource)))
        };
        (0..to_index(assignments.len())).filter(on).collect()
    }

    /// The overrides at scopes, and those that narrow a row whose resource is one of them.
    fn overrides_on(&self, gone: &Bits) -> Vec<u32> {
        let Directory { overrides, assignments, .. } = &*self.directory;
        let resource = |row: &Override| match &row.mode {
            Mode::Narrow(narrow) => assignments.details(narrow.assignment).resource,
            Mode::Widen(_) => None,
        };
        let is_on =
            |row: &Override| gone.contains(row.scope) || resource(row).is_some_and(|resource| gone.contains(resource));
        (0..overrides.places()).filter(|at| overrides.get(*at).is_some_and(is_on)).collect()
    }

    /// Each child, assignment, override, link and resource reference that hangs on scopes, in words.
    fn what_hangs_on(&self, gone: &Bits, top: u32) -> Vec<String> {
        let directory = &*self.directory;
        let scopes = &directory.scopes;
        let mut hanging = Vec::new();
        for scope in gone.iter().filter(|scope| *scope != top) {
            hanging.push(format!("the scope {}", quoted(scopes.id(scope))));
        }
        for row in self.rows_on(gone) {
            if let Some(view) = directory.assignment_view(row) {
                hanging.push(format!("the role assignment {}", quoted(&view.id)));
            }
        }
        for number in self.overrides_on(gone) {
            let Some(row) = directory.overrides.get(number) else { continue };
            let kind = if matches!(row.mode, Mode::Narrow(_)) { "narrow" } else { "widen" };
            let (who, place) = (quoted(directory.principals.id(row.principal)), quoted(scopes.id(row.scope)));
            hanging.push(format!("the {kind} of {who} at {place}"));
        }
        for scope in (0..to_index(scopes.len())).filter(|scope| !gone.contains(*scope)) {
            for linked in scopes.row(scope).map_or(&[][..], |row| &row.links) {
                if gone.contains(*linked) {
                    hanging.push(format!(
                        "the link from {} to {}",
                        quoted(scopes.id(scope)),
                        quoted(scopes.id(*linked))
                    ));
                }
            }
        }
        hanging
    }
}
