//! The roles of catalogs, and what can be found out about them.

use wasm_bindgen::prelude::wasm_bindgen;

use super::{
    store::{catalog, with_catalog},
    text_or_error, texts,
};
use crate::{
    catalog::{Catalog, PermissionFilter, RoleFilter},
    error::{Error, Issues, Path},
    json::{self, Arena, Fields, Json},
    wire::to_json,
};

/// The fields of a filter, in the order of `known`: each a text, or absent.
fn filter<const N: usize>(text: &str, known: [&str; N]) -> Result<[Option<String>; N], Error> {
    const MOST_BYTES: usize = 1 << 16;
    let (arena, mut issues) = (Arena::new(), Issues::default());
    let fields = json::read_object(text.as_bytes(), MOST_BYTES, &arena)?;
    let mut values = known.map(|_| None);
    if let Some(fields) = Fields::open(Json::Object(&fields), &known, &Path::ROOT, &mut issues) {
        values = known.map(|name| fields.optional_string(name, &mut issues).map(ToOwned::to_owned));
    }
    issues.into_result().map(|_| values)
}

fn role_filter(text: &str) -> Result<RoleFilter, Error> {
    let [kind, product, scope_type, permission] = filter(text, ["kind", "product", "scopeType", "permission"])?;
    Ok(RoleFilter { kind, product, scope_type, permission })
}

fn permission_filter(text: &str) -> Result<PermissionFilter, Error> {
    let [product, scope_type] = filter(text, ["product", "scopeType"])?;
    Ok(PermissionFilter { product, scope_type })
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_roles(handle: i32, filter: &str) -> String {
    with_catalog(handle, |catalog| text_or_error(role_filter(filter).map(|filter| catalog.roles(&filter))))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_role(handle: i32, id: &str) -> String {
    with_catalog(handle, |catalog| text_or_error(catalog.role(id)))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_permissions(handle: i32, filter: &str) -> String {
    with_catalog(handle, |catalog| text_or_error(permission_filter(filter).map(|filter| catalog.permissions(&filter))))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_scope_types(handle: i32) -> String {
    with_catalog(handle, |catalog| to_json(&catalog.scope_types()))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_matrix(handle: i32, filter: &str) -> String {
    with_catalog(handle, |catalog| text_or_error(role_filter(filter).map(|filter| catalog.matrix(&filter))))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_matrix_cells(handle: i32, filter: &str) -> Vec<u8> {
    with_catalog(handle, |catalog| role_filter(filter).map(|filter| catalog.matrix(&filter).cells).unwrap_or_default())
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
