//! Published files that are generated from the types of the engine: the schemas of the texts and the types of the wire.
//!
//! The tests fail when a file is not what the types say. `ROLESCOPE_UPDATE=1 cargo test --lib drift` writes the files.
#![allow(clippy::panic, clippy::expect_used, reason = "a test stops at the unexpected")]

#[cfg(not(target_family = "wasm"))]
mod schemas;
#[cfg(not(target_family = "wasm"))]
mod wire;

use schemars::{JsonSchema, Schema, generate::SchemaSettings};

pub(crate) fn schema_of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>()
}

/// A file of the repository, by its path from the root.
#[cfg(not(target_family = "wasm"))]
fn read(path: &str) -> String {
    let full = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&full).unwrap_or_else(|error| panic!("{full}: {error}"))
}

/// Compares a file with what it has to be, or writes it.
#[cfg(not(target_family = "wasm"))]
#[track_caller]
fn expect(path: &str, text: &str) {
    if std::env::var_os("ROLESCOPE_UPDATE").is_some() {
        let full = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
        let folder = std::path::Path::new(&full).parent().expect("a file lies in a folder");
        std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&full, text)).expect("the file can be written");
    }
    let found = read(path);
    let line = found.lines().zip(text.lines()).position(|(found, wanted)| found != wanted);
    assert!(
        found == text,
        "{path} is not what the types say (from line {}); `ROLESCOPE_UPDATE=1 cargo test --lib drift` writes it",
        line.unwrap_or_default() + 1
    );
}
