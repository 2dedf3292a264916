//! Every vector, put to the engine compiled to wasm, in a headless browser:
//! `wasm-pack test --headless --chrome -- --test wasm`, and the same with `--firefox`.

#![cfg(target_family = "wasm")]
#![allow(clippy::panic, clippy::indexing_slicing, reason = "a test stops at the unexpected")]
#![allow(unreachable_pub, missing_docs, reason = "a test program has no readers outside")]

#[path = "support/ask.rs"]
mod ask;
#[path = "support/vectors.rs"]
mod vectors;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_vector_holds() {
    let (count, differences) = vectors::run_all();
    assert!(count >= 160, "only {count} vectors");
    assert!(differences.is_empty(), "{differences}");
}
