//! What administrators of the three vendors, and of a catalog of its own, do, told as stories: change sets and the answers after each.
//!
//! `tests/stories/*.json` are language-neutral; `tests/stories/stories.test.mjs` tells them to the package.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at the unexpected")]
#![allow(missing_docs, reason = "a test program has no readers outside")]

use std::collections::BTreeSet;

use rolescope::{Catalog, Change, ChangeOptions, Directory, Issue, Options, Severity, Time};
use serde_json::Value;

fn codes(issues: &[Issue], severity: Severity) -> BTreeSet<String> {
    issues.iter().filter(|issue| issue.severity == severity).map(|issue| issue.code.to_string()).collect()
}

fn expected(step: &Value, field: &str) -> Option<BTreeSet<String>> {
    let texts = step.get(field)?.as_array()?.iter();
    Some(texts.map(|code| code.as_str().expect("a code").to_owned()).collect())
}

fn tell(name: &str, text: &str) {
    let file: Value = serde_json::from_str(text).expect("it is JSON");
    let catalog = match file.get("catalog") {
        Some(own) => Catalog::parse(own.to_string()).expect("it holds"),
        None => Catalog::builtin(name).expect("it is built in"),
    };
    let now = Time::parse("2026-06-01T00:00:00Z").expect("a time");
    let stories = file["stories"].as_array().expect("stories");
    assert!(stories.len() > 5, "only {} stories", stories.len());
    for story in stories {
        let law = story["law"].as_str().expect("a law");
        let options = Options { lenient: false, now };
        let mut directory = Directory::parse(&catalog, file["tenant"].to_string(), options).expect("it loads");
        for step in story["steps"].as_array().expect("steps") {
            let told = format!("{law}\n  {step}");
            if let Some([principal, permission, scope]) = step["can"].as_array().map(Vec::as_slice) {
                let [principal, permission, scope] =
                    [principal, permission, scope].map(|name| name.as_str().expect("a name"));
                assert!(catalog.permission_ids().any(|known| known == permission), "no such permission: {told}");
                let is = step["is"].as_bool().expect("an answer");
                assert_eq!(directory.can(principal, permission, scope, Some(now)), is, "{told}");
                continue;
            }
            if let Some(ids) = step.get("overrideIds") {
                let overrides = serde_json::to_value(directory.overrides(Some(now))).expect("they can be written");
                let is: Vec<&Value> = overrides.as_array().expect("a list").iter().map(|row| &row["id"]).collect();
                assert_eq!(serde_json::to_value(is).expect("a list"), *ids, "{told}");
                continue;
            }
            let changes = Change::parse(step["changes"].to_string()).expect("they can be read");
            let options = ChangeOptions { by: step["by"].as_str(), at: now, diff_limit: 10 };
            let simulated = directory.simulate(&changes, options);
            let (ok, issues) = match directory.apply(&changes, options, false) {
                Ok(applied) => (true, applied.issues),
                Err(error) => (false, error.issues),
            };
            assert_eq!((simulated.ok, &simulated.issues), (ok, &issues), "to try is not to apply: {told}");
            assert_eq!(codes(&issues, Severity::Error), expected(step, "codes").expect("codes"), "{told}\n{issues:#?}");
            for (code, path) in step["paths"].as_object().into_iter().flatten() {
                let several: Option<Vec<Value>> =
                    path.as_array().filter(|all| !all.is_empty() && all.iter().all(Value::is_array)).cloned();
                let wanted = several.unwrap_or_else(|| vec![path.clone()]);
                let paths: Vec<Value> = issues
                    .iter()
                    .filter(|issue| issue.code.to_string() == *code)
                    .map(|issue| serde_json::to_value(&issue.path).expect("a path"))
                    .collect();
                assert_eq!(paths, wanted, "where {code} is told: {told}");
            }
            if let Some(warnings) = expected(step, "warnings") {
                assert_eq!(codes(&issues, Severity::Warning), warnings, "{told}\n{issues:#?}");
            }
        }
    }
}

#[test]
fn of_twilio() {
    tell("twilio", include_str!("stories/twilio.json"));
}

#[test]
fn of_studio() {
    tell("studio", include_str!("stories/studio.json"));
}

#[test]
fn of_an_office() {
    tell("office", include_str!("stories/office.json"));
}

#[test]
fn of_a_club() {
    tell("club", include_str!("stories/club.json"));
}

#[test]
fn of_a_depot() {
    tell("depot", include_str!("stories/depot.json"));
}

#[test]
fn of_a_harbour() {
    tell("harbour", include_str!("stories/harbour.json"));
}

#[test]
fn of_a_garden() {
    tell("garden", include_str!("stories/garden.json"));
}

#[test]
fn of_a_workshop() {
    tell("workshop", include_str!("stories/workshop.json"));
}

#[test]
fn of_voiceflow() {
    tell("voiceflow", include_str!("stories/voiceflow.json"));
}
