//! Loading overrides.

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
    directory::{Assignments, Mode, Override, Overrides, nothing_to_narrow, overrides::Narrow, permission_set},
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

/// What a faulty narrow may have meant: a principal, a role and a scope, each as far as it can be told.
type Meant = [Option<u32>; 3];

/// How many rows are looked at to say why there is nothing to narrow. Past it, that there is nothing must do.
const MOST_LOOKED_AT: usize = 1_000_000;

/// The assignments of the principals that have overrides, to be found by principal, role, scope and resource.
struct ByKey(Vec<([u32; 3], Option<u32>, u32)>);

impl ByKey {
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
        let by_key = ByKey::new(&self.rows, assignments, known);
        let mut narrowed = Bits::new(assignments.len());
        // an assignment whose narrow is faulty would grant too much without it
        let mut suspended = Bits::new(assignments.len());
        let mut meant: Vec<Meant> = Vec::new();
        let mut looked_at = 0;
        for raw in self.rows {
            let path = Path::ROOT.key("overrides");
            let path = path.index(raw.at);
            let principal = known.principal(raw.principal, path.key("principal"), context);
            let role = raw.role.as_deref().and_then(|role| known.role(role, path.key("role"), context));
            let scope = known.scope_of.resolve(raw.scope, &Missing::scope(path.key("scope")), context);
            let (Some(principal), Some(role), Some(scope)) = (principal, role, scope) else {
                // the assignments of a faulty role or scope are gone anyway; somebody who is not there has none, though in a
                // snapshot there is only one that can be meant
                let is_of_faulty = raw.role.is_some_and(|role| known.faulty_roles.find(&role).is_some())
                    || known.scope_of.state(raw.scope) == FAULTY;
                let is_of_nobody = principal.is_none() && raw.principal != UNREAD && known.kind == Kind::Directory;
                if !is_of_faulty && !is_of_nobody && !matches!(raw.mode, RawMode::Widen(_)) {
                    meant.push([principal, role, scope]);
                }
                continue;
            };
            let any_of_key = [Some(principal), Some(role), Some(scope)];
            let row = Row { at: raw.at, id: raw.id, principal, role, scope };
            match raw.mode {
                RawMode::Unclear => meant.push(any_of_key),
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
                                    meant.push(any_of_key);
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
                    let Some(assignment) = by_key.find([principal, role, scope], resource) else {
                        let tables = (known.roles, known.scopes, &*context.catalog.0);
                        let rows = assignments.of_principal(principal);
                        looked_at += rows.len();
                        let rows = if looked_at > MOST_LOOKED_AT { &[] } else { rows };
                        nothing_to_narrow((assignments, rows), tables, role, scope).list(&path, context.issues);
                        // one that does not say its resource, or not rightly, may mean any
                        if resource.is_none() || !is_right {
                            meant.push(any_of_key);
                        }
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
        if !meant.is_empty() {
            suspend(&meant, &mut suspended, assignments, known, &context.catalog.0);
        }
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

/// Suspends every assignment that a faulty narrow may have meant. One that does not say for whom it is cannot have meant an
/// assignment that nobody can narrow.
#[inline(never)]
fn suspend(meant: &[Meant], suspended: &mut Bits, assignments: &Assignments, known: &Known<'_>, model: &Model) {
    let order = positions(meant.len(), &|one, other| meant.get(one).cmp(&meant.get(other)));
    let meant: Vec<Meant> = order.iter().filter_map(|at| meant.get(*at as usize)).copied().collect();
    for index in 0..to_index(assignments.len()) {
        let Some(row) = assignments.get(index) else { continue };
        let can_be_narrowed = || {
            let role = known.roles.get(row.role).zip(known.scopes.scope_type(row.scope));
            role.is_some_and(|(role, kind)| model.narrowing_of(role, kind).is_ok())
        };
        // with each of the three told or not
        let is_meant = (0..8).any(|told: u32| {
            let told = |bit: u32, id: u32| (told & bit != 0).then_some(id);
            let key = [told(1, row.principal), told(2, row.role), told(4, row.scope)];
            meant.binary_search(&key).is_ok() && (key[0].is_some() || can_be_narrowed())
        });
        if is_meant {
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
