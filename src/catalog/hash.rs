//! The hash of a catalog: over what decides, in an order that does not depend on how the file is sorted.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::text::{CatalogText, PageText, PermissionText, RoleText, ScopeTypeText};

/// Titles, names, descriptions, products, aliases, bases, reasons, notes and the version decide nothing.
pub(super) fn hash(text: &CatalogText) -> String {
    let scope_types = sorted(
        &text.scope_types,
        |row| &row.id,
        |row| ScopeTypeText {
            title: None,
            parents: in_order(&row.parents),
            links: in_order(&row.links),
            attributes: row.attributes.iter().map(|(name, values)| (name.clone(), in_order(values))).collect(),
            ..row.clone()
        },
    );
    let permissions = sorted(
        &text.permissions,
        |row| &row.id,
        |row| PermissionText { id: row.id.clone(), applies_to: in_order(&row.applies_to), ..PermissionText::default() },
    );
    let roles = sorted(&text.roles, |row| &row.id, deciding_role);
    let pages = sorted(
        &text.pages,
        |row| &row.id,
        |row| PageText {
            title: String::new(),
            scope_types: in_order(&row.scope_types),
            when_denied: Some(row.when_denied.unwrap_or_default()),
            ..row.clone()
        },
    );
    let deciding = CatalogText {
        id: text.id.clone(),
        scope_types,
        permissions,
        roles,
        pages,
        rules: text.rules.clone(),
        ..CatalogText::default()
    };
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(crate::wire::to_json(&deciding)) {
        // writing to a string cannot fail
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn deciding_role(row: &RoleText) -> RoleText {
    let mut grants = row.grants.clone();
    for grant in &mut grants {
        (grant.basis, grant.why) = (None, None);
    }
    grants.sort_by(|one, other| one.permission.cmp(&other.permission));
    RoleText {
        name: String::new(),
        product: None,
        description: None,
        assignable_at: in_order(&row.assignable_at),
        revision: Some(row.revision.unwrap_or(1)),
        inherits: in_order(&row.inherits),
        grants,
        reach: Some(row.reach.unwrap_or_default()),
        ..row.clone()
    }
}

fn sorted<T>(rows: &[T], id: impl Fn(&T) -> &String, deciding: impl Fn(&T) -> T) -> Vec<T> {
    let mut rows: Vec<T> = rows.iter().map(deciding).collect();
    rows.sort_by(|one, other| id(one).cmp(id(other)));
    rows
}

fn in_order(ids: &[String]) -> Vec<String> {
    let mut ids = ids.to_vec();
    ids.sort();
    ids.dedup();
    ids
}
