//! Loading role assignments.

use super::{Context, Known, Missing, Stated, UNREAD, own_id, window};
use crate::{
    bits::Bits,
    catalog::Role,
    directory::{
        Assignments, Misfit,
        assignments::{Assignment, Details},
    },
    error::{Code, Issues, Path, quoted},
    id::{Names, to_index},
    json::{self, Fields, Json},
    order::{self, pair, unpair},
    time::Window,
};

/// Assignments as they were read: names by number. One that could not be read in full is here for its other faults.
#[derive(Default)]
pub(super) struct RawAssignments {
    rows: Vec<Raw>,
    extras: Vec<Extra>,
    roles: Names,
}

struct Raw {
    at: u32,
    principal: u32,
    role: u32,
    scope: u32,
    extra: u32,
}

/// What only few rows have.
struct Extra {
    id: Option<Box<str>>,
    resource: Option<RawResource>,
    window: Window,
    sound: bool,
}

/// The resource of a row: a scope type as text and a scope as the number of its name.
#[derive(Clone)]
pub(super) struct RawResource {
    pub(super) scope_type: String,
    pub(super) scope: u32,
}

const NO_EXTRA: u32 = u32::MAX;

pub(super) fn read_resource(fields: &Fields<'_, '_>, scopes: &mut Stated, issues: &mut Issues) -> Option<RawResource> {
    let value = fields.get("resource")?;
    let path = fields.path.key("resource");
    let fields = Fields::open(value, &["type", "id"], &path, issues)?;
    let (scope_type, id) = (fields.string("type", issues), fields.string("id", issues));
    Some(RawResource { scope_type: scope_type?.to_owned(), scope: scopes.mention(id?) })
}

impl RawAssignments {
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
        if let Some(names) = json::three_strings(row, ["principal", "role", "scope"]) {
            return self.push(at, names.map(Some), NO_EXTRA, principals, scopes);
        }
        let before = issues.errors();
        let known = ["id", "principal", "role", "scope", "resource", "startsAt", "expiresAt"];
        let Some(fields) = Fields::open(row, &known, path, issues) else { return };
        let id = own_id(&fields, issues);
        let principal = fields.string("principal", issues);
        let role = fields.string("role", issues);
        let scope = fields.string("scope", issues);
        let resource = read_resource(&fields, scopes, issues);
        let window = window(&fields, issues);
        let sound = issues.errors() == before;
        let plain = sound && id.is_none() && resource.is_none() && window == Window::ALWAYS;
        let extra = if plain { NO_EXTRA } else { to_index(self.extras.len()) };
        if !plain {
            self.extras.push(Extra { id, resource, window, sound });
        }
        self.push(at, [principal, role, scope], extra, principals, scopes);
    }

    #[inline]
    fn push(&mut self, at: usize, names: [Option<&str>; 3], extra: u32, principals: &mut Stated, scopes: &mut Stated) {
        let [principal, role, scope] = names;
        self.rows.push(Raw {
            at: to_index(at),
            principal: principal.map_or(UNREAD, |id| principals.mention(id)),
            role: role.map_or(UNREAD, |id| self.roles.intern(id)),
            scope: scope.map_or(UNREAD, |id| scopes.mention(id)),
            extra,
        });
    }

    /// Gives the assignments and the place of each in the text.
    #[inline(never)]
    pub(super) fn check(
        self,
        known: &Known<'_>,
        principals: usize,
        context: &mut Context<'_, '_>,
    ) -> (Assignments, Vec<u32>) {
        let roles: Vec<Option<u32>> = self.roles.iter().map(|id| known.roles.find(id)).collect();
        let mut assignments = Assignments::default();
        let mut places: Vec<u32> = Vec::with_capacity(self.rows.len());
        for raw in &self.rows {
            let path = Path::ROOT.key("roleAssignments");
            let path = path.index(raw.at as usize);
            let principal = known.principal(raw.principal, path.key("principal"), context);
            let role = match roles.get(raw.role as usize).copied().flatten() {
                None if raw.role == UNREAD => None,
                None => known.role(self.roles.get(raw.role), path.key("role"), context),
                found => found,
            };
            let scope = known.scope_of.resolve(raw.scope, &Missing::scope(path.key("scope")), context);
            let extra = self.extras.get(raw.extra as usize);
            let (Some(role), Some(scope)) = (role, scope) else { continue };
            let Some(stated) = known.roles.get(role) else { continue };
            let before = context.issues.errors();
            let sound = extra.is_none_or(|extra| extra.sound);
            let scope_type = known.scopes.scope_type(scope).unwrap_or(u32::MAX);
            if let Err(misfit) = context.catalog.0.role_fits(stated, scope_type) {
                misfit.list(&path, context.issues);
            }
            let raw_resource = extra.and_then(|extra| extra.resource.as_ref());
            let resource = check_resource(raw_resource, stated, scope, known, &path, context);
            let Some(principal) = principal.filter(|_| sound && context.issues.errors() == before) else { continue };
            let Ok(resource) = resource else { continue };
            let details = extra.map_or(Details::PLAIN, |extra| Details {
                id: extra.id.clone(),
                resource,
                window: extra.window,
                narrow: None,
            });
            assignments.push(Assignment { principal, role, scope }, details);
            places.push(raw.at);
        }
        drop((self.rows, self.extras));
        assignments.index_principals(principals);
        let twice = duplicates(&assignments, &places, known, context);
        let repeated = repeated_ids(&assignments, &places, known, context);
        if !twice.is_empty() || !repeated.is_empty() {
            let aside = Bits::of(assignments.len(), twice.into_iter().chain(repeated));
            set_aside(&aside, &mut assignments, &mut places, principals);
        }
        (assignments, places)
    }
}

/// The resource of a row as a scope, if its role wants one. An error has been listed when it does not fit, or the
/// scope was set aside.
pub(super) fn check_resource(
    raw: Option<&RawResource>,
    role: &Role,
    scope: u32,
    known: &Known<'_>,
    path: &Path<'_>,
    context: &mut Context<'_, '_>,
) -> Result<Option<u32>, ()> {
    let model = &context.catalog.0;
    let listed = |misfit: Misfit, issues: &mut Issues| misfit.list(path, issues);
    let wanted = model.resource_wanted(role, raw.is_some()).map_err(|misfit| listed(misfit, context.issues))?;
    let Some(raw) = raw.filter(|_| wanted.is_some()) else { return Ok(None) };
    let path_of_resource = path.key("resource");
    let missing = Missing::resource(path_of_resource.key("id"));
    let resource = known.scope_of.resolve(raw.scope, &missing, context).ok_or(())?;
    let is_so = model.resource_is(&raw.scope_type, resource, known.scopes);
    let fits = is_so.and_then(|()| model.resource_fits(role, resource, scope, known.scopes));
    fits.map(|()| Some(resource)).map_err(|misfit| listed(misfit, context.issues))
}

/// Drops rows, and their places in the text with them.
pub(super) fn set_aside(aside: &Bits, assignments: &mut Assignments, places: &mut Vec<u32>, principals: usize) {
    assignments.retain(|index| !aside.contains(index));
    assignments.index_principals(principals);
    let mut index = 0..;
    places.retain(|_| !index.next().is_some_and(|index| aside.contains(index)));
}

/// Rows whose principal, role, scope and resource are those of an earlier row.
#[inline(never)]
fn duplicates(assignments: &Assignments, places: &[u32], known: &Known<'_>, context: &mut Context<'_, '_>) -> Vec<u32> {
    let mut twice: Vec<u64> = Vec::new();
    let mut keys: Vec<u64> = Vec::new();
    for principal in 0..assignments.principals() {
        let rows = assignments.of_principal(principal);
        if rows.len() < 2 {
            continue;
        }
        keys.clear();
        keys.extend(rows.iter().filter_map(|index| assignments.get(*index)).map(|row| pair(row.scope, row.role)));
        order::sort(&mut keys);
        if keys.iter().zip(keys.iter().skip(1)).all(|(one, other)| one != other) {
            continue;
        }
        // the same role at one scope may stand for several resources
        let key = |at: usize| {
            let index = rows.get(at).copied().unwrap_or_default();
            assignments.get(index).map(|row| (row.scope, row.role, assignments.details(index).resource))
        };
        let order = order::positions(rows.len(), &|one, other| key(one).cmp(&key(other)));
        let pairs = order.iter().zip(order.iter().skip(1));
        let same = pairs.filter(|(one, other)| key(**one as usize) == key(**other as usize));
        twice.extend(same.filter_map(|(_, later)| rows.get(*later as usize)).map(|index| u64::from(*index)));
    }
    order::sort(&mut twice);
    let twice: Vec<u32> = twice.into_iter().map(|index| unpair(index).1).collect();
    for index in &twice {
        let Some(row) = assignments.get(*index) else { continue };
        let role = known.roles.id(row.role);
        let scope = known.scopes.id(row.scope);
        let at = places.get(*index as usize).copied().unwrap_or_default() as usize;
        let message = format!("the role `{role}` is assigned twice to the same principal at `{scope}`");
        context.issues.error(Code::DuplicateAssignment, Path::ROOT.key("roleAssignments").index(at), message);
    }
    twice
}

/// Rows whose id is that of an earlier row, be it stated or made of the key.
#[inline(never)]
fn repeated_ids(
    assignments: &Assignments,
    places: &[u32],
    known: &Known<'_>,
    context: &mut Context<'_, '_>,
) -> Vec<u32> {
    let stated = |index: &u32| assignments.details(*index).id.is_some();
    let count = to_index(assignments.len());
    // an id made of a key holds `|`; without one in the stated ids and in the parts, no two can meet
    let may_meet = known.holds_bar() || (0..count).any(|index| id_holds_bar(assignments, index));
    let mut seen = Names::default();
    let mut twice = Vec::new();
    for index in (0..count).filter(|index| may_meet || stated(index)) {
        let id = known.assignment_id(assignments, index);
        let at = places.get(index as usize).copied().unwrap_or_default() as usize;
        if !seen.add(&id) {
            let path = Path::ROOT.key("roleAssignments");
            let path = path.index(at);
            let path = if stated(&index) { path.key("id") } else { path };
            context.issues.error(Code::DuplicateId, path, format!("the role assignment {} stands twice", quoted(&id)));
            twice.push(index);
        }
    }
    twice
}

fn id_holds_bar(assignments: &Assignments, index: u32) -> bool {
    assignments.details(index).id.as_ref().is_some_and(|id| id.contains('|'))
}

impl Known<'_> {
    /// Whether any part of a joined key has a bar, so that two keys could be read as one.
    fn holds_bar(&self) -> bool {
        self.principals.names.any_contains('|')
            || self.roles.ids().any(|id| id.contains('|'))
            || self.scopes.ids().any(|id| id.contains('|'))
    }

    fn assignment_id(&self, assignments: &Assignments, index: u32) -> String {
        let details = assignments.details(index);
        if let Some(id) = &details.id {
            return id.to_string();
        }
        let Some(row) = assignments.get(index) else { return String::new() };
        self.joined_key(row.principal, row.role, row.scope, details.resource)
    }
}
