//! Every vector and every generated question, put to the engine compiled to wasm, in a headless browser:
//! `wasm-pack test --headless --chrome -- --test wasm`, and the same with `--firefox`.

#![cfg(target_family = "wasm")]
#![allow(clippy::panic, clippy::indexing_slicing, reason = "a test stops at the unexpected")]
#![allow(unreachable_pub, missing_docs, reason = "a test program has no readers outside")]

#[path = "support/ask.rs"]
mod ask;
#[path = "support/generated.rs"]
mod generated;
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

#[wasm_bindgen_test]
fn every_generated_question_is_answered_as_natively() {
    let (count, differences) = generated::run(generated::TEXT);
    assert!(count >= generated::LEAST, "only {count} questions");
    assert!(differences.is_empty(), "{} differences, first {:?}", differences.len(), differences.first());
}

#[wasm_bindgen_test]
fn a_wrong_answer_to_a_generated_question_is_reported() {
    let few: Vec<&str> = generated::TEXT.lines().take(2).collect();
    let wrong = few.join("\n").replace("\"check\":\"", "\"check\":\"?");
    assert!(!generated::run(&wrong).1.is_empty());
}
