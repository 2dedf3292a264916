//! Loading the roles that a tenant has defined or updated.

use std::sync::Arc;

use super::Context;
use crate::{
    bits::Bits,
    catalog::{Catalog, MOST_ROLES, ROLE_FIELDS, RoleTable, RoleText, read_grants, read_role, role_rest},
    csr::Csr,
    error::{Code, Issues, Path, PathSegment, Severity},
    id::{Names, to_index},
    json::{Fields, Json},
};

/// Roles as they were read, each with its place in the text.
#[derive(Default)]
pub(super) struct RawRoles {
    rows: Vec<(usize, RoleText)>,
    /// ids of rows that could not be read in full
    unsound: Names,
    /// Whether a row does not say which role it is.
    nameless: bool,
}

/// The roles of a tenant: the catalog's, as it has changed and extended them.
pub(super) struct TenantRoles {
    pub(super) table: Arc<RoleTable>,
    pub(super) own: Vec<u32>,
    /// ids of roles that were set aside
    pub(super) faulty: Names,
}

impl RawRoles {
    #[inline(never)]
    pub(super) fn read(&mut self, row: Json<'_>, path: &Path<'_>, at: usize, catalog: &Catalog, issues: &mut Issues) {
        if at >= MOST_ROLES {
            if at == MOST_ROLES {
                let message = format!("there are more than {MOST_ROLES} roles");
                issues.error(Code::TooLarge, Path::ROOT.key("roles"), message);
            }
            return;
        }
        let before = issues.errors();
        let id = match row {
            Json::Object(fields) => fields.iter().find(|(name, _)| *name == "id").map(|(_, value)| *value),
            _ => None,
        };
        let base = match id {
            Some(Json::String(id)) => catalog.0.roles.find(id).and_then(|role| catalog.0.roles.get(role)),
            _ => None,
        };
        let text = match base {
            Some(base) => update(row, &base.text, path, issues),
            None => read_role(row, path, issues),
        };
        self.nameless |= !matches!(id, Some(Json::String(_)));
        let Some(text) = text else { return };
        if issues.errors() > before {
            self.unsound.add(&text.id);
        }
        self.rows.push((at, text));
    }

    #[inline(never)]
    pub(super) fn check(self, context: &mut Context<'_, '_>) -> TenantRoles {
        let catalog = context.catalog;
        if self.rows.is_empty() && !self.nameless {
            return TenantRoles { table: Arc::clone(&catalog.0.roles), own: Vec::new(), faulty: self.unsound };
        }
        let Self { rows, unsound: mut faulty, nameless } = self;
        if nameless {
            // it may be an update of any role that no other row updates
            let updated =
                Bits::of(catalog.0.roles.len(), rows.iter().filter_map(|(_, text)| catalog.0.roles.find(&text.id)));
            let others = (0..to_index(catalog.0.roles.len())).filter(|role| !updated.contains(*role));
            others.for_each(|role| _ = faulty.intern(catalog.0.roles.id(role)));
        }
        let mut found = Issues::default();
        // one that could not be read in full may have other faults
        let table = build(catalog, &rows, &Names::default(), &mut found);
        if found.errors() == 0 && faulty.len() == 0 {
            return tenant_roles(table, &rows, faulty);
        }
        // a faulty update is not replaced by the role as it was before: that might grant more
        let at_fault = found.iter().filter(|issue| issue.severity == Severity::Error);
        let places = at_fault.filter_map(|issue| match issue.path.get(1) {
            Some(PathSegment::Index(at)) => Some(*at),
            _ => None,
        });
        for place in places {
            let row = rows.binary_search_by_key(&place, |(at, _)| *at).ok().and_then(|row| rows.get(row));
            row.map(|(_, text)| faulty.add(&text.id));
        }
        context.issues.append(found);
        add_heirs(&mut faulty, catalog, &rows);
        let sound: Vec<_> = rows.into_iter().filter(|(_, text)| faulty.find(&text.id).is_none()).collect();
        let table = build(catalog, &sound, &faulty, &mut Issues::default());
        tenant_roles(table, &sound, faulty)
    }
}

fn tenant_roles(table: RoleTable, rows: &[(usize, RoleText)], faulty: Names) -> TenantRoles {
    let own = rows.iter().filter_map(|(_, text)| table.find(&text.id)).collect();
    TenantRoles { table: Arc::new(table), own, faulty }
}

/// The catalog's roles, updated ones in their place, then the tenant's own ones; none of those in `without`.
fn build(catalog: &Catalog, rows: &[(usize, RoleText)], without: &Names, issues: &mut Issues) -> RoleTable {
    let mut texts: Vec<RoleText> = catalog.0.roles.iter().map(|role| role.text.clone()).collect();
    let mut places: Vec<Option<usize>> = vec![None; texts.len()];
    for (at, text) in rows {
        let known = catalog.0.roles.find(&text.id).map(|role| role as usize);
        let updated = known.filter(|known| places.get(*known) == Some(&None));
        match updated.and_then(|known| texts.get_mut(known).zip(places.get_mut(known))) {
            Some((slot, place)) => (*slot, *place) = (text.clone(), Some(*at)),
            None => {
                texts.push(text.clone());
                places.push(Some(*at));
            }
        }
    }
    let keep: Vec<bool> = texts.iter().map(|text| without.find(&text.id).is_none()).collect();
    let mut keeps = keep.iter();
    texts.retain(|_| keeps.next() == Some(&true));
    let mut keeps = keep.iter();
    places.retain(|_| keeps.next() == Some(&true));
    RoleTable::build(texts, catalog.vocabulary(), &|index| places.get(index).copied().flatten(), issues)
}

/// Every role that inherits a faulty one is faulty as well.
fn add_heirs(faulty: &mut Names, catalog: &Catalog, rows: &[(usize, RoleText)]) {
    let mut own = Names::default();
    for (_, text) in rows {
        own.intern(&text.id);
    }
    let unchanged = catalog.0.roles.iter().map(|role| &role.text).filter(|text| own.find(&text.id).is_none());
    let texts: Vec<&RoleText> = rows.iter().map(|(_, text)| text).chain(unchanged).collect();
    let mut parents = Names::default();
    let mut pairs = Vec::new();
    for (heir, text) in (0..).zip(&texts) {
        pairs.extend(text.inherits.iter().map(|parent| (parents.intern(parent), heir)));
    }
    let heirs = Csr::group(parents.len(), pairs.into_iter());
    let mut at = 0;
    while (at as usize) < faulty.len() {
        let parent = parents.find(faulty.get(at));
        for heir in parent.map_or(&[][..], |parent| heirs.get(parent)) {
            texts.get(*heir as usize).map(|heir| faulty.intern(&heir.id));
        }
        at += 1;
    }
}

/// A row for a role of the catalog: what it does not say stays as the catalog has it.
#[inline(never)]
fn update(row: Json<'_>, base: &RoleText, path: &Path<'_>, issues: &mut Issues) -> Option<RoleText> {
    let fields = Fields::open(row, &ROLE_FIELDS, path, issues)?;
    let name = fields.optional_string("name", issues).map(Into::into);
    let kind = fields.optional_string("kind", issues).map(Into::into);
    let assignable_at = fields.optional_array("assignableAt", issues);
    let assignable_at = assignable_at.map(|types| crate::json::strings(types, &path.key("assignableAt"), issues));
    let grants = fields.optional_array("grants", issues).map(|grants| read_grants(grants, path, issues));
    let states_inherits = fields.has("inherits");
    let rest = role_rest(&fields, issues);
    Some(RoleText {
        id: rest.id,
        name: name.unwrap_or_else(|| base.name.clone()),
        kind: kind.unwrap_or_else(|| base.kind.clone()),
        product: rest.product.or_else(|| base.product.clone()),
        description: rest.description.or_else(|| base.description.clone()),
        assignable_at: assignable_at.unwrap_or_else(|| base.assignable_at.clone()),
        revision: rest.revision.or(base.revision),
        inherits: if states_inherits { rest.inherits } else { base.inherits.clone() },
        grants: grants.unwrap_or_else(|| base.grants.clone()),
        reach: rest.reach.or(base.reach),
        lift: rest.lift.or_else(|| base.lift.clone()),
        resource: rest.resource.or_else(|| base.resource.clone()),
    })
}
