//! Catalogs.

use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{
    lines,
    store::{drop_catalog, keep_catalog, with_catalog},
};
use crate::{catalog::Catalog, wire::to_json};

#[derive(Serialize)]
struct Info<'c> {
    id: &'c str,
    version: &'c str,
    title: &'c str,
    hash: &'c str,
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_builtin(id: &str) -> i32 {
    keep_catalog(Catalog::builtin(id))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_parse(text: &[u8]) -> i32 {
    keep_catalog(Catalog::parse(text))
}

#[wasm_bindgen]
pub fn catalog_drop(handle: i32) {
    drop_catalog(handle);
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_info(handle: i32) -> String {
    with_catalog(handle, |catalog| {
        to_json(&Info { id: catalog.id(), version: catalog.version(), title: catalog.title(), hash: catalog.hash() })
    })
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_permission_ids(handle: i32) -> String {
    with_catalog(handle, |catalog| lines(catalog.permission_ids()))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_pages(handle: i32) -> String {
    with_catalog(handle, |catalog| to_json(&catalog.pages()))
}
