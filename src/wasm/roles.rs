//! The roles of catalogs, and what can be found out about them.

use wasm_bindgen::prelude::wasm_bindgen;

use super::{
    TextFields,
    store::{catalog, with_catalog},
    text_or_error, texts,
};
use crate::{
    catalog::{Catalog, PermissionFilter, RoleFilter},
    json::Arena,
    wire::to_json,
};

fn role_filter(text: &str) -> RoleFilter {
    let fields = TextFields::read(text);
    RoleFilter {
        kind: fields.get("kind"),
        product: fields.get("product"),
        scope_type: fields.get("scopeType"),
        permission: fields.get("permission"),
    }
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_roles(handle: i32, filter: &str) -> String {
    with_catalog(handle, |catalog| to_json(&catalog.roles(&role_filter(filter))))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_role(handle: i32, id: &str) -> String {
    with_catalog(handle, |catalog| text_or_error(catalog.role(id)))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_permissions(handle: i32, filter: &str) -> String {
    let fields = TextFields::read(filter);
    let filter = PermissionFilter { product: fields.get("product"), scope_type: fields.get("scopeType") };
    with_catalog(handle, |catalog| to_json(&catalog.permissions(&filter)))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_scope_types(handle: i32) -> String {
    with_catalog(handle, |catalog| to_json(&catalog.scope_types()))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_matrix(handle: i32, filter: &str) -> String {
    with_catalog(handle, |catalog| to_json(&catalog.matrix(&role_filter(filter))))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_matrix_cells(handle: i32, filter: &str) -> Vec<u8> {
    with_catalog(handle, |catalog| catalog.matrix(&role_filter(filter)).cells)
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_diff_roles(handle: i32, a: &str, b: &str) -> String {
    with_catalog(handle, |catalog| text_or_error(catalog.diff_roles(a, b)))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_least_roles(handle: i32, permissions: &[u8], scope_type: &str) -> String {
    let arena = Arena::new();
    let permissions = texts(permissions, &arena);
    with_catalog(handle, |catalog| text_or_error(catalog.sets_with(&permissions, scope_type)))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_diff(handle: i32, other: i32) -> String {
    let Some(other) = catalog(other) else { return String::new() };
    with_catalog(handle, |catalog| to_json(&catalog.diff(&other)))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_lint(handle: i32) -> String {
    with_catalog(handle, |catalog| to_json(&catalog.lint()))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_to_json(handle: i32) -> String {
    with_catalog(handle, Catalog::to_json)
}
