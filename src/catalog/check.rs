//! From [`CatalogText`] to the model: whether every name is known, unique and well-formed.

use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

use super::{
    Model, Narrowing, ScopeType, Widening, check_rules,
    pages::Pages,
    read::Unsound,
    roles::{MOST_ROLES, RoleTable, Vocabulary, unknown_type},
    text::{CatalogText, RuleText},
};
use crate::{
    bits::Bits,
    error::{Code, Issues, Path, quoted},
    id::{Names, is_id},
};

/// The most permissions and the most scope types that a catalog may have.
const MOST_PERMISSIONS: usize = 4096;
const MOST_SCOPE_TYPES: usize = 1024;

#[inline(never)]
pub(super) fn check(mut text: CatalogText, unsound: &Unsound, issues: &mut Issues) -> Model {
    let path = Path::ROOT;
    if !text.id.is_empty() && !is_id(&text.id) {
        issues.error(Code::InvalidId, path.key("id"), format!("{} is no id", quoted(&text.id)));
    }
    let sizes = [
        ("permissions", "permissions", text.permissions.len(), MOST_PERMISSIONS),
        ("scopeTypes", "scope types", text.scope_types.len(), MOST_SCOPE_TYPES),
        ("roles", "roles", text.roles.len(), MOST_ROLES),
    ];
    let before = issues.errors();
    for (section, what, count, most) in sizes {
        if count > most {
            let message = format!("there are {count} {what}, and {most} is the limit");
            issues.error(Code::TooLarge, path.key(section), message);
        }
    }
    if issues.errors() > before {
        return Model { text, ..Model::empty() };
    }
    let scope_types = names(text.scope_types.iter().map(|row| row.id.as_str()), "scopeTypes", "scope type", issues);
    let types = check_types(&text, &scope_types, issues);
    let attributes: Vec<_> = text.scope_types.iter().map(|row| row.attributes.clone()).collect();

    let permissions = names(text.permissions.iter().map(|row| row.id.as_str()), "permissions", "permission", issues);
    let applying = check_permissions(&text, &permissions, &scope_types, issues);

    let vocabulary = Vocabulary { permissions: &permissions, scope_types: &scope_types, attributes: &attributes };
    let roles = RoleTable::build(std::mem::take(&mut text.roles), vocabulary, &|index| Some(index), issues);
    let pages = Pages::build(&text.pages, &unsound.pages, &permissions, &scope_types, issues);
    check_rules::check(&text.rules, &unsound.rules_at, &roles, vocabulary, issues);

    Model {
        source: Cow::default(),
        hash: String::new(),
        narrowing: narrowing(&text.rules, &scope_types),
        widening: widening(&text.rules, &scope_types),
        roles: Arc::new(roles),
        text,
        scope_types,
        types,
        attributes,
        permissions,
        applying,
        applying_below: OnceLock::new(),
        pages,
    }
}

/// A table of the ids of a section; lists ids that are malformed or stand twice.
#[inline(never)]
fn names<'t>(ids: impl Iterator<Item = &'t str>, section: &str, what: &str, issues: &mut Issues) -> Names {
    let path = Path::ROOT.key(section);
    let mut names = Names::default();
    for (index, id) in ids.enumerate() {
        let row = path.index(index);
        let row = row.key("id");
        let new = names.len();
        // an empty id is the trace of a fault that is listed already
        names.intern(id);
        if id.is_empty() {
            continue;
        }
        if names.len() == new {
            issues.error(Code::DuplicateId, row, format!("the {what} {} stands twice", quoted(id)));
        } else if !is_id(id) {
            issues.error(Code::InvalidId, row, format!("{} is no id", quoted(id)));
        }
    }
    names
}

#[inline(never)]
fn check_types(text: &CatalogText, scope_types: &Names, issues: &mut Issues) -> Vec<ScopeType> {
    let path = Path::ROOT.key("scopeTypes");
    let mut types = Vec::with_capacity(text.scope_types.len());
    for (index, row) in text.scope_types.iter().enumerate() {
        let path = path.index(index);
        let mut set = |key: &str, ids: &[String]| {
            let path = path.key(key);
            let mut set = Bits::new(scope_types.len());
            for (index, id) in ids.iter().enumerate() {
                match scope_types.find(id) {
                    Some(found) => _ = set.insert(found),
                    None => unknown_type(issues, path.index(index), id, scope_types),
                }
            }
            set
        };
        let (parents, links) = (set("parents", &row.parents), set("links", &row.links));
        types.push(ScopeType { parents, links, root: row.root || row.parents.is_empty() });
        for (name, values) in row.attributes.iter() {
            let path = path.key("attributes");
            let path = path.key(name);
            if !is_id(name) {
                issues.error(Code::InvalidId, path, format!("{} is no id", quoted(name)));
            }
            let mut seen = Names::default();
            for (index, value) in values.iter().enumerate() {
                if !seen.add(value) && !issues.are_plenty() {
                    issues.error(Code::DuplicateId, path.index(index), format!("{} stands twice", quoted(value)));
                }
            }
        }
    }
    types
}

#[inline(never)]
fn check_permissions(text: &CatalogText, permissions: &Names, scope_types: &Names, issues: &mut Issues) -> Vec<Bits> {
    let path = Path::ROOT.key("permissions");
    let mut applying = vec![Bits::new(permissions.len()); scope_types.len()];
    for (index, row) in text.permissions.iter().enumerate() {
        let path = path.index(index);
        let segments = row.id.split('.');
        let well_formed = (2..=4).contains(&segments.clone().count()) && segments.clone().all(|part| !part.is_empty());
        if is_id(&row.id) && !well_formed {
            let message = format!("the permission {} does not have two to four segments", quoted(&row.id));
            issues.error(Code::InvalidId, path.key("id"), message);
        }
        for (at, id) in row.applies_to.iter().enumerate() {
            match (scope_types.find(id), permissions.find(&row.id)) {
                (Some(scope_type), Some(permission)) => {
                    if let Some(applying) = applying.get_mut(scope_type as usize) {
                        applying.insert(permission);
                    }
                }
                (None, _) => unknown_type(issues, path.key("appliesTo").index(at), id, scope_types),
                (_, None) => {}
            }
        }
    }
    applying
}

fn types_of(ids: &[String], scope_types: &Names) -> Bits {
    Bits::of(scope_types.len(), ids.iter().filter_map(|id| scope_types.find(id)))
}

fn narrowing(rules: &[RuleText], scope_types: &Names) -> Vec<Narrowing> {
    let of = |rule: &RuleText| match rule {
        RuleText::Narrowing { scope_types: at, roles, follows } => {
            Some(Narrowing { scope_types: types_of(at, scope_types), roles: roles.clone(), follows: *follows })
        }
        _ => None,
    };
    rules.iter().filter_map(of).collect()
}

fn widening(rules: &[RuleText], scope_types: &Names) -> Vec<Widening> {
    let of = |rule: &RuleText| match rule {
        RuleText::Widening { scope_types: at, role, eligible, ineligible } => Some(Widening {
            scope_types: types_of(at, scope_types),
            role: role.clone(),
            eligible: eligible.clone(),
            ineligible: ineligible.clone(),
        }),
        _ => None,
    };
    rules.iter().filter_map(of).collect()
}

impl Model {
    fn empty() -> Self {
        Self {
            source: Cow::default(),
            text: CatalogText::default(),
            hash: String::new(),
            scope_types: Names::default(),
            types: Vec::new(),
            attributes: Vec::new(),
            permissions: Names::default(),
            applying: Vec::new(),
            applying_below: OnceLock::new(),
            roles: Arc::default(),
            pages: Pages::default(),
            narrowing: Vec::new(),
            widening: Vec::new(),
        }
    }
}
