//! Loading overrides, and warning of those that change nothing.

use super::{
    Context, FAULTY, Known, Missing, Stated, UNREAD,
    assignments::{RawResource, read_resource, set_aside},
    own_id,
    root::Kind,
    window,
};
use crate::{
    bits::Bits,
    catalog::{Follows, Model},
    directory::{
        Assignments, Directory, Mode, Override, Overrides, nothing_to_narrow, overrides::Narrow, permission_set,
    },
    error::{Code, Issues, Path, quoted},
    id::{Names, to_index},
    json::{Fields, Json, choice, string, strings},
    order::positions,
    time::Window,
};

/// Overrides as they were read. One that could not be read in full is here as long as it can be seen whom it is for.
#[derive(Default)]
pub(super) struct RawOverrides {
    rows: Vec<Raw>,
}

struct Raw {
    at: usize,
    id: Option<Box<str>>,
    principal: u32,
    role: Option<String>,
    scope: u32,
    mode: RawMode,
    sound: bool,
}

enum RawMode {
    /// A row that does not say what it is, or what it narrows.
    Unclear,
    Narrow {
        resource: Option<RawResource>,
        permissions: Vec<String>,
        pinned: Option<Vec<String>>,
    },
    Widen(Window),
}

/// What has been checked of a row. The index of a narrow's assignment may still move.
struct Checked {
    row: Override,
    resource: Option<u32>,
    at: usize,
}

/// The assignments of the principals that have overrides, to be found by principal, role, scope and resource.
struct Held(Vec<([u32; 3], Option<u32>, u32)>);

impl Held {
    fn new(rows: &[Raw], assignments: &Assignments, known: &Known<'_>) -> Self {
        let whose = Bits::of(known.principals.len(), rows.iter().map(|raw| known.principal_of.state(raw.principal)));
        let held = whose.iter().flat_map(|principal| assignments.of_principal(principal));
        let held: Vec<_> = held
            .filter_map(|index| {
                let row = assignments.get(*index)?;
                Some(([row.principal, row.role, row.scope], assignments.details(*index).resource, *index))
            })
            .collect();
        let order = positions(held.len(), &|one, other| held.get(one).cmp(&held.get(other)));
        Self(order.iter().filter_map(|at| held.get(*at as usize)).copied().collect())
    }

    /// Every assignment of a principal with this role at this scope, or with any where none can be told.
    fn all(&self, principal: u32, role: Option<u32>, scope: Option<u32>) -> impl Iterator<Item = u32> + '_ {
        let from = self.0.partition_point(|([other, ..], ..)| *other < principal);
        let held = self.0.get(from..).unwrap_or(&[]).iter().take_while(move |([other, ..], ..)| *other == principal);
        let fits = move |told: Option<u32>, other: u32| told.is_none_or(|told| told == other);
        held.filter(move |([_, of, at], ..)| fits(role, *of) && fits(scope, *at)).map(|(.., index)| *index)
    }

    fn find(&self, names: [u32; 3], resource: Option<u32>) -> Option<u32> {
        let from = self.0.partition_point(|(other, of, _)| (*other, *of) < (names, resource));
        let found = self.0.get(from).filter(|(other, of, _)| (*other, *of) == (names, resource));
        found.map(|(.., index)| *index)
    }
}

const NARROW: [&str; 8] = ["id", "principal", "scope", "mode", "role", "resource", "permissions", "pinned"];
const EITHER: [&str; 10] =
    ["id", "principal", "scope", "mode", "role", "resource", "permissions", "pinned", "startsAt", "expiresAt"];
const WIDEN: [&str; 7] = ["id", "principal", "scope", "mode", "role", "startsAt", "expiresAt"];

impl RawOverrides {
    #[inline(never)]
    pub(super) fn read(
        &mut self,
        row: Json<'_>,
        path: &Path<'_>,
        at: usize,
        principals: &mut Stated,
        scopes: &mut Stated,
        issues: &mut Issues,
    ) {
        let before = issues.errors();
        let mode = match row {
            Json::Object(fields) => fields.iter().find(|(name, _)| *name == "mode").map(|(_, value)| *value),
            _ => None,
        };
        let modes = [("narrow", true), ("widen", false)];
        let path_of_mode = path.key("mode");
        let mode = match mode {
            Some(value) => {
                let text = string(value, &path_of_mode, issues);
                text.and_then(|text| choice(text, &modes, &path_of_mode, issues))
            }
            None => None,
        };
        let known = match mode {
            Some(true) => &NARROW[..],
            Some(false) => &WIDEN[..],
            None => &EITHER[..],
        };
        let Some(fields) = Fields::open(row, known, path, issues) else {
            let (principal, role, scope) = (UNREAD, None, UNREAD);
            let mode = RawMode::Unclear;
            return self.rows.push(Raw { at, id: None, principal, role, scope, mode, sound: false });
        };
        fields.required("mode", issues);
        let id = own_id(&fields, issues);
        let principal = fields.string("principal", issues);
        let scope = fields.string("scope", issues);
        let role = fields.string("role", issues);
        let names_resource = fields.has("resource");
        let mode = match mode {
            None => RawMode::Unclear,
            Some(false) => RawMode::Widen(window(&fields, issues)),
            Some(true) => {
                let resource = read_resource(&fields, scopes, issues);
                let permissions = fields.strings("permissions", issues);
                let pinned = fields.optional_array("pinned", issues);
                let pinned = pinned.map(|ids| strings(ids, &path.key("pinned"), issues));
                if names_resource && resource.is_none() {
                    RawMode::Unclear
                } else {
                    RawMode::Narrow { resource, permissions, pinned }
                }
            }
        };
        self.rows.push(Raw {
            at,
            id,
            principal: principal.map_or(UNREAD, |id| principals.mention(id)),
            role: role.map(ToOwned::to_owned),
            scope: scope.map_or(UNREAD, |id| scopes.mention(id)),
            mode,
            sound: issues.errors() == before,
        });
    }

    #[inline(never)]
    pub(super) fn check(
        self,
        known: &Known<'_>,
        assignments: &mut Assignments,
        row_places: &mut Vec<u32>,
        principals: usize,
        context: &mut Context<'_, '_>,
    ) -> (Overrides, Vec<usize>) {
        let mut checked: Vec<Checked> = Vec::new();
        let held = Held::new(&self.rows, assignments, known);
        let mut narrowed = Bits::new(assignments.len());
        // an assignment whose narrow is faulty would grant too much without it
        let mut suspended = Bits::new(assignments.len());
        for raw in self.rows {
            let path = Path::ROOT.key("overrides");
            let path = path.index(raw.at);
            let principal = known.principal(raw.principal, path.key("principal"), context);
            let role = raw.role.as_deref().and_then(|role| known.role(role, path.key("role"), context));
            let scope = known.scope_of.resolve(raw.scope, &Missing::scope(path.key("scope")), context);
            let (Some(principal), Some(role), Some(scope)) = (principal, role, scope) else {
                // it may have meant to narrow any assignment that fits; those of a faulty role or scope are gone anyway
                let of_faulty = raw.role.is_some_and(|role| known.faulty_roles.find(&role).is_some())
                    || known.scope_of.state(raw.scope) == FAULTY;
                if of_faulty || matches!(raw.mode, RawMode::Widen(_)) {
                    continue;
                }
                match principal {
                    Some(principal) => {
                        held.all(principal, role, scope).for_each(|assignment| _ = suspended.insert(assignment));
                    }
                    // somebody who is not there has nothing that could be narrowed; in a snapshot there is only one
                    None if raw.principal == UNREAD || known.kind == Kind::Snapshot => {
                        suspend_narrowable(&mut suspended, assignments, (role, scope), known, &context.catalog.0);
                    }
                    None => {}
                }
                continue;
            };
            let row = Row { at: raw.at, id: raw.id, principal, role, scope };
            match raw.mode {
                RawMode::Unclear => {
                    let may_be_meant = held.all(principal, Some(role), Some(scope));
                    may_be_meant.for_each(|assignment| _ = suspended.insert(assignment));
                }
                RawMode::Widen(window) => checked.extend(row.widen(window, raw.sound, known, &path, context)),
                RawMode::Narrow { resource, permissions, pinned } => {
                    let mut is_right = raw.sound;
                    let resource = match resource {
                        None => None,
                        Some(raw) => {
                            let path_of_resource = path.key("resource");
                            let missing = Missing::resource(path_of_resource.key("id"));
                            match known.scope_of.resolve(raw.scope, &missing, context) {
                                None => {
                                    let may_be_meant = held.all(principal, Some(role), Some(scope));
                                    may_be_meant.for_each(|assignment| _ = suspended.insert(assignment));
                                    continue;
                                }
                                Some(found) => {
                                    let fits = context.catalog.0.resource_is(&raw.scope_type, found, known.scopes);
                                    is_right &= fits.map_err(|misfit| misfit.list(&path, context.issues)).is_ok();
                                    Some(found)
                                }
                            }
                        }
                    };
                    let Some(assignment) = held.find([principal, role, scope], resource) else {
                        let tables = (known.roles, known.scopes, &*context.catalog.0);
                        nothing_to_narrow(assignments, tables, principal, role, scope).list(&path, context.issues);
                        continue;
                    };
                    let before = context.issues.errors();
                    if !narrowed.insert(assignment) {
                        let message = "the role assignment is narrowed twice";
                        context.issues.error(Code::DuplicateId, path, message);
                    }
                    let pinned = pinned.as_deref();
                    let narrow = narrow(&row, assignment, &permissions, pinned, known, &path, context);
                    match narrow.filter(|_| is_right && context.issues.errors() == before) {
                        Some(narrow) => checked.push(row.checked(Mode::Narrow(narrow), resource)),
                        None => _ = suspended.insert(assignment),
                    }
                }
            }
        }
        unique_ids(&mut checked, &mut suspended, known, context);
        if !suspended.is_empty() {
            let mut kept = 0..;
            let indices = 0..to_index(assignments.len());
            let moved: Vec<Option<u32>> =
                indices.map(|index| if suspended.contains(index) { None } else { kept.next() }).collect();
            set_aside(&suspended, assignments, row_places, principals);
            checked.retain_mut(|row| match &mut row.row.mode {
                Mode::Widen(_) => true,
                Mode::Narrow(narrow) => {
                    let place = moved.get(narrow.assignment as usize).copied().flatten();
                    narrow.assignment = place.unwrap_or(narrow.assignment);
                    place.is_some()
                }
            });
        }
        let places = checked.iter().map(|row| row.at).collect();
        (number(checked, assignments, principals, known.scopes.len()), places)
    }
}

/// Suspends every assignment that a narrow could have meant which does not say for whom it is: of this role at this scope,
/// or of any where none can be told.
#[inline(never)]
fn suspend_narrowable(
    suspended: &mut Bits,
    assignments: &Assignments,
    (role, scope): (Option<u32>, Option<u32>),
    known: &Known<'_>,
    model: &Model,
) {
    for index in 0..to_index(assignments.len()) {
        let Some(row) = assignments.get(index) else { continue };
        let is_meant = role.is_none_or(|role| role == row.role) && scope.is_none_or(|scope| scope == row.scope);
        let (Some(role), Some(kind)) = (known.roles.get(row.role), known.scopes.scope_type(row.scope)) else {
            continue;
        };
        if is_meant && model.narrowing_of(role, kind).is_ok() {
            suspended.insert(index);
        }
    }
}

/// A row whose principal, role and scope are known.
struct Row {
    at: usize,
    id: Option<Box<str>>,
    principal: u32,
    role: u32,
    scope: u32,
}

impl Row {
    fn checked(self, mode: Mode, resource: Option<u32>) -> Checked {
        let Self { at, id, principal, role, scope, .. } = self;
        Checked { row: Override { id, principal, role, scope, mode }, resource, at }
    }

    fn widen(
        self,
        window: Window,
        is_sound: bool,
        known: &Known<'_>,
        path: &Path<'_>,
        context: &mut Context<'_, '_>,
    ) -> Option<Checked> {
        let kind = known.scopes.scope_type(self.scope)?;
        if let Err(misfit) = context.catalog.0.widening_fits(known.roles.id(self.role), kind) {
            misfit.list(path, context.issues);
            return None;
        }
        is_sound.then(|| self.checked(Mode::Widen(window), None))
    }
}

/// What a narrow leaves and what it was written against.
#[inline(never)]
fn narrow(
    row: &Row,
    assignment: u32,
    permissions: &[String],
    pinned: Option<&[String]>,
    known: &Known<'_>,
    path: &Path<'_>,
    context: &mut Context<'_, '_>,
) -> Option<Narrow> {
    let model = &context.catalog.0;
    let scope_type = known.scopes.scope_type(row.scope)?;
    let role = known.roles.get(row.role)?;
    let follows = model.narrowing_of(role, scope_type).unwrap_or_else(|misfit| {
        misfit.list(path, context.issues);
        Follows::Current
    });
    let ids = &model.permissions;
    let path_of_pinned = path.key("pinned");
    let pinned = pinned.map(|pinned| permission_set(pinned, ids, None, &path_of_pinned, context.issues));
    let pinned = pinned.unwrap_or_else(|| role.closure.clone());
    let of_role = Some((role.text.id.as_str(), &pinned));
    let left = permission_set(permissions, ids, of_role, &path.key("permissions"), context.issues);
    Some(Narrow { assignment, permissions: left, pinned, follows })
}

/// Sets aside the rows whose id, stated or made of the key, is that of an earlier row; with a narrow goes its assignment.
#[inline(never)]
fn unique_ids(checked: &mut Vec<Checked>, suspended: &mut Bits, known: &Known<'_>, context: &mut Context<'_, '_>) {
    let mut seen = Names::default();
    checked.retain(|row| {
        let id = match &row.row.id {
            Some(id) => id.to_string(),
            None => known.joined_key(row.row.principal, row.row.role, row.row.scope, row.resource),
        };
        if seen.add(&id) {
            return true;
        }
        let path = Path::ROOT.key("overrides");
        let path = path.index(row.at);
        let path = if row.row.id.is_some() { path.key("id") } else { path };
        context.issues.error(Code::DuplicateId, path, format!("the override {} stands twice", quoted(&id)));
        if let Mode::Narrow(narrow) = &row.row.mode {
            suspended.insert(narrow.assignment);
        }
        false
    });
}

/// Gives every override its number, and tells each narrowed assignment which one narrows it.
fn number(checked: Vec<Checked>, assignments: &mut Assignments, principals: usize, scopes: usize) -> Overrides {
    let mut list = Vec::with_capacity(checked.len());
    for (number, row) in (0..).zip(checked) {
        if let Mode::Narrow(narrow) = &row.row.mode {
            assignments.set_narrow(narrow.assignment, Some(number));
        }
        list.push(row.row);
    }
    Overrides::build(list, principals, scopes)
}

/// Warns of each widen that no active assignment of an eligible role backs.
#[inline(never)]
pub(super) fn warn(directory: &Directory, places: &[usize], context: &mut Context<'_, '_>) {
    for (row, message) in directory.ineffective(context.now) {
        let at = places.get(row).copied().unwrap_or_default();
        context.issues.warning(Code::OverrideIneffective, Path::ROOT.key("overrides").index(at), message);
    }
}
