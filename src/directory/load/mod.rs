//! Loading a directory or a snapshot: one pass over the text, then the checks that need all of it.

mod assignments;
mod overrides;
mod principals;
mod roles;
mod root;
mod scopes;

pub(crate) use root::SNAPSHOT as SNAPSHOT_FIELDS;

use std::sync::OnceLock;

use super::{Directory, Options, Principals, Scopes};
use super::{rules::TextRow, snapshot::Head, view::joined_key};
use crate::{
    catalog::{Catalog, RoleTable},
    error::{Code, Error, Issues, Path},
    id::{Names, to_index},
    json,
    time::{Time, Window},
};

/// The most bytes of a directory's text.
#[cfg(target_family = "wasm")]
pub(crate) const MOST_BYTES: usize = 64 << 20;
#[cfg(not(target_family = "wasm"))]
pub(crate) const MOST_BYTES: usize = 1 << 30;

/// Marks a name that a row refers to and no row has stated.
const UNSTATED: u32 = u32::MAX;
/// Marks a name whose row is faulty.
const FAULTY: u32 = u32::MAX - 1;
/// Stands for the number of a name that could not be read; the fault is listed.
const UNREAD: u32 = u32::MAX - 2;

/// The names of one section: each has the number of its first mention, and the index of the row that states it.
#[derive(Default)]
struct Stated {
    names: Names,
    /// For each name, the index of what was built from its row, or `UNSTATED` or `FAULTY`.
    index: Vec<u32>,
    /// The name that was mentioned last: rows of one principal mostly stand together.
    last: u32,
}

impl Stated {
    #[inline]
    fn mention(&mut self, id: &str) -> u32 {
        if self.last < to_index(self.names.len()) && self.names.get(self.last) == id {
            return self.last;
        }
        let name = self.names.intern(id);
        self.last = name;
        if self.index.len() < self.names.len() {
            self.index.push(UNSTATED);
        }
        name
    }

    fn state(&self, name: u32) -> u32 {
        self.index.get(name as usize).copied().unwrap_or(UNSTATED)
    }

    fn set(&mut self, name: u32, index: u32) {
        if let Some(slot) = self.index.get_mut(name as usize) {
            *slot = index;
        }
    }

    /// Splits into the names of the rows that hold, in their order, and what still resolves the other mentions.
    ///
    /// INVARIANT: `kept` has one name for each index given out, in order.
    #[inline(never)]
    fn split(self, kept: &[u32]) -> (Names, Resolver) {
        let same = kept.len() == self.names.len() && self.index.iter().zip(0..).all(|(index, name)| *index == name);
        let (mut names, mentioned) = if same {
            (self.names, Names::default())
        } else {
            let mut names = Names::default();
            for name in kept {
                names.intern(self.names.get(*name));
            }
            (names, self.names)
        };
        names.shrink();
        (names, Resolver { mentioned, index: self.index })
    }
}

/// From the number of a name to the index of what its row has become.
struct Resolver {
    /// The names by number; empty when every one of them holds, because then none is ever spoken of.
    mentioned: Names,
    index: Vec<u32>,
}

impl Resolver {
    fn state(&self, name: u32) -> u32 {
        self.index.get(name as usize).copied().unwrap_or(UNSTATED)
    }

    /// The index behind a name, or an issue.
    ///
    /// A reference to a faulty row is no fault of its own: a strict load is refused anyhow, and the reader is better
    /// served by the one cause. A lenient load lists it, because the row that refers is set aside too.
    fn resolve(&self, name: u32, missing: &Missing<'_>, context: &mut Context<'_, '_>) -> Option<u32> {
        if name == UNREAD {
            return None;
        }
        let id = self.mentioned.get(name);
        match self.state(name) {
            UNSTATED => {
                // an empty one is like no name, and counts among those that are looked at
                let names = (0..).zip(self.mentioned.iter());
                let stated = names.map(|(name, id)| if self.state(name) < FAULTY { id } else { "" });
                context.issues.unknown(missing.code, missing.path, missing.what, id, stated);
                None
            }
            FAULTY => {
                if context.lenient {
                    let message = format!("the {} `{id}` was set aside", missing.what);
                    context.issues.error(missing.code, missing.path, message);
                }
                None
            }
            index => Some(index),
        }
    }
}

/// What to say of a reference that leads nowhere.
struct Missing<'p> {
    code: Code,
    what: &'static str,
    path: Path<'p>,
}

impl<'p> Missing<'p> {
    fn scope(path: Path<'p>) -> Self {
        Self { code: Code::UnknownScope, what: "scope", path }
    }
    fn role(path: Path<'p>) -> Self {
        Self { code: Code::UnknownRole, what: "role", path }
    }
    fn resource(path: Path<'p>) -> Self {
        Self { code: Code::UnknownResource, what: "resource", path }
    }
}

/// What every check after the reading works on.
struct Context<'c, 'i> {
    catalog: &'c Catalog,
    lenient: bool,
    now: Time,
    issues: &'i mut Issues,
}

/// Reads a directory. True beside it: the text must be refused even when loading is lenient.
pub(super) fn directory(
    catalog: &Catalog,
    text: &[u8],
    options: Options,
    issues: &mut Issues,
) -> Result<(Directory, bool), Error> {
    let (directory, root) = load(catalog, text, options, root::Kind::Directory, issues)?;
    Ok((directory, root.fatal))
}

/// Reads a snapshot: the slice of a directory that one principal may know, and what stands at its head.
pub(super) fn snapshot(
    catalog: &Catalog,
    text: &[u8],
    options: Options,
    issues: &mut Issues,
) -> Result<(Directory, Option<Head>), Error> {
    let (directory, root) = load(catalog, text, options, root::Kind::Snapshot, issues)?;
    Ok((directory, root.head))
}

fn load(
    catalog: &Catalog,
    text: &[u8],
    options: Options,
    kind: root::Kind,
    issues: &mut Issues,
) -> Result<(Directory, root::Outcome), Error> {
    let mut reader = root::Reader::new(catalog, kind, std::mem::take(issues));
    json::read(text, MOST_BYTES, &json::Arena::new(), &mut reader)?;
    let root::Parts { outcome, scopes, principals, roles, assignments, overrides, issues: found } = reader.finish();
    *issues = found;
    if issues.are_plenty() {
        return Err(Error::new(std::mem::take(issues).into_list()));
    }
    let mut context = Context { catalog, lenient: options.lenient, now: options.now, issues };

    let roles = roles.check(&mut context);
    // a text that is over a limit is refused in either mode, before the work
    if context.issues.iter().any(|issue| issue.code == Code::TooLarge) {
        return Err(Error::new(std::mem::take(issues).into_list()));
    }
    let (scopes, scope_of, scope_places) = scopes.check(&mut context);
    let (principals, principal_of) = principals.check(&mut context);
    let known = Known {
        roles: &roles.table,
        faulty_roles: &roles.faulty,
        scopes: &scopes,
        principals: &principals,
        kind,
        scope_of,
        principal_of,
    };
    let (mut assignments, mut row_places) = assignments.check(&known, principals.len(), &mut context);
    let (overrides, places) =
        overrides.check(&known, &mut assignments, &mut row_places, principals.len(), &mut context);
    assignments.index_roots(&roles.table, &scopes);
    assignments.shrink();

    let directory = Directory {
        catalog: catalog.clone(),
        revision: outcome.revision,
        roles: roles.table,
        own_roles: roles.own,
        scopes,
        principals,
        assignments,
        overrides,
        issues: OnceLock::new(),
        faults: Vec::new(),
        changed_at: None,
    };
    let position = |row: TextRow| match row {
        TextRow::Assignment(index) => row_places.get(index as usize).map_or(0, |at| *at as usize),
        TextRow::Scope(index) => scope_places.get(index as usize).copied().unwrap_or_default(),
        TextRow::Override(index) => places.get(index as usize).copied().unwrap_or_default(),
    };
    // a snapshot is a slice: what it lacks breaks no rule
    if kind == root::Kind::Directory {
        directory.warn(context.now, &position, context.issues);
    } else {
        directory.warn_of_idle(context.now, &position, context.issues);
    }
    Ok((directory, outcome))
}

/// What rows may refer to.
struct Known<'k> {
    roles: &'k RoleTable,
    faulty_roles: &'k Names,
    scopes: &'k Scopes,
    principals: &'k Principals,
    kind: root::Kind,
    scope_of: Resolver,
    principal_of: Resolver,
}

impl Known<'_> {
    /// Principal, role, scope and resource, joined by `|`: the id of a row that states none.
    fn joined_key(&self, principal: u32, role: u32, scope: u32, resource: Option<u32>) -> String {
        joined_key(self.principals.id(principal), self.roles.id(role), scope, resource, self.scopes)
    }

    /// The principal of a row, or an issue. A snapshot has rows of its own principal alone.
    #[inline]
    fn principal(&self, name: u32, path: Path<'_>, context: &mut Context<'_, '_>) -> Option<u32> {
        let code = match self.kind {
            root::Kind::Directory => Code::UnknownPrincipal,
            root::Kind::Snapshot => Code::WrongPrincipal,
        };
        self.principal_of.resolve(name, &Missing { code, what: "principal", path }, context)
    }

    fn role(&self, id: &str, path: Path<'_>, context: &mut Context<'_, '_>) -> Option<u32> {
        let found = self.roles.find(id);
        if found.is_none() {
            let missing = Missing::role(path);
            if self.faulty_roles.find(id).is_none() {
                context.issues.unknown(missing.code, missing.path, missing.what, id, self.roles.ids());
            } else if context.lenient {
                context.issues.error(missing.code, missing.path, format!("the role `{id}` was set aside"));
            }
        }
        found
    }
}

/// Reads `startsAt` and `expiresAt`.
fn window(fields: &json::Fields<'_, '_>, issues: &mut Issues) -> Window {
    let starts = fields.optional_time("startsAt", issues);
    let window = Window { starts, ends: fields.optional_time("expiresAt", issues) };
    if window.is_empty() {
        issues.error(Code::InvalidTime, fields.path.key("expiresAt"), Window::EMPTY);
    }
    window
}

/// An optional label that is no key.
fn label(fields: &json::Fields<'_, '_>, name: &str, issues: &mut Issues) -> Option<Box<str>> {
    fields.optional_string(name, issues).map(Into::into)
}

/// An id that the text gives to a row.
fn own_id(fields: &json::Fields<'_, '_>, issues: &mut Issues) -> Option<Box<str>> {
    let id = label(fields, "id", issues)?;
    if !crate::id::is_id(&id) {
        let message = format!("{} is no id", crate::error::quoted(&id));
        issues.error(Code::InvalidId, fields.path.key("id"), message);
    }
    Some(id)
}
