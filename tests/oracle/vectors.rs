//! The oracle answers the vectors that the engine has to answer.
//!
//! They were written from the model by hand, one law at a time, so they check the oracle too.

use std::path::Path;

use serde_json::{Value, json};

use super::answer::{decide, decide_in_session, list_permissions, list_principals, list_scopes, snapshot_scopes};
use super::page_answer::{PageAnswer, page, pages};
use super::read::{items, text, texts};
use super::times;
use super::world::World;

const DEFAULT_NOW: &str = "2026-01-01T00:00:00Z";

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn time(text: &str) -> f64 {
    if text == "NaN" {
        return f64::NAN;
    }
    times::from_text(text).unwrap_or_else(|| panic!("no time: {text}")) as f64
}

/// The vector's own catalog, a shipped one, or one of the tests.
fn catalog(root: &Path, named: &Value) -> Value {
    let Some(id) = named.as_str() else {
        return named.clone();
    };
    let places = [root.join("catalogs"), root.join("tests/catalogs")].map(|folder| folder.join(format!("{id}.json")));
    let found = places.iter().find(|path| path.exists());
    read(found.unwrap_or_else(|| panic!("no catalog `{id}`")))
}

/// One vector's world and the times that bound its sessions.
struct Asked {
    catalog: Value,
    directory: Value,
    world: World,
    now: f64,
    expires_at: Option<i64>,
}

impl Asked {
    /// The answer to a question and what the vector says of it; nothing for a question that is
    /// about more than decisions, listings and pages.
    fn answer(&self, question: &Value) -> Option<(Value, Value)> {
        let Asked { world, now, expires_at, .. } = self;
        let at = question["at"].as_str().map_or(*now, time);
        let asked = |kind: &str| (question.get(kind).is_some(), texts(question, kind));
        if let (true, of) = asked("check") {
            let [principal, permission, scope] = &of[..] else { return None };
            let within = snapshot_scopes(world, principal);
            let inside = decide_in_session(world, principal, &within, permission, scope, *expires_at, at);
            let in_session = question.get("session").unwrap_or(&question["reason"]);
            let expected = [&question["reason"], in_session];
            return Some((Value::from(vec![decide(world, principal, permission, scope, at), inside]), json!(expected)));
        }
        let listed = if let (true, of) = asked("listPermissions") {
            list_permissions(world, &of[0], &of[1], at)
        } else if let (true, of) = asked("listScopes") {
            list_scopes(world, &of[0], &of[1], at)
        } else if let (true, of) = asked("listPrincipals") {
            list_principals(world, &of[0], &of[1], at)
        } else if let (true, of) = asked("pages") {
            return Some(shown(question, &pages(&self.seen_by(&of[0]), &of[0], &of[1], at)));
        } else if let (true, of) = asked("page") {
            let mut state = page(&self.seen_by(&of[0]), &of[0], &of[1], &of[2], at);
            if state.reason == "unknown-scope" {
                state.reason = "outside-snapshot".to_string();
            }
            return Some(told(&state, &question["is"]));
        } else {
            return None;
        };
        let sorted = |mut ids: Vec<String>| {
            ids.sort();
            Value::from(ids)
        };
        Some((sorted(listed), sorted(texts(question, "is"))))
    }

    /// Pages are a session's: it knows no scope but those of its snapshot.
    fn seen_by(&self, principal: &str) -> World {
        let within = snapshot_scopes(&self.world, principal);
        let mut world = World::read(&self.catalog, &self.directory);
        world.scopes.retain(|scope| within.contains(&scope.id));
        world
    }
}

fn shown(question: &Value, trees: &[PageAnswer]) -> (Value, Value) {
    let mut flat: Vec<&PageAnswer> = Vec::new();
    flatten(trees, &mut flat);
    let of = |state: &str| -> Vec<&str> {
        flat.iter().filter(|page| page.state == state).map(|page| page.id.as_str()).collect()
    };
    let expected = [texts(question, "visible"), texts(question, "disabled")];
    (json!([of("visible"), of("disabled")]), json!(expected))
}

fn flatten<'a>(trees: &'a [PageAnswer], flat: &mut Vec<&'a PageAnswer>) {
    for tree in trees {
        flat.push(tree);
        flatten(&tree.children, flat);
    }
}

/// The fields of a page's state that the vector names, less those that the oracle does not give.
fn told(state: &PageAnswer, expected: &Value) -> (Value, Value) {
    let PageAnswer { id, state, reason, missing, .. } = state;
    let mut got = json!({ "id": id, "state": state, "reason": reason, "missing": missing });
    let mut wanted = expected.clone();
    for fields in [&mut got, &mut wanted].into_iter().filter_map(Value::as_object_mut) {
        fields.retain(|field, _| {
            ["id", "state", "reason", "missing"].contains(&field.as_str()) && expected.get(field).is_some()
        });
    }
    (got, wanted)
}

#[test]
fn the_oracle_answers_the_vectors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/vectors");
    let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();

    let (mut answered, mut wrong) = (0, Vec::new());
    for path in &paths {
        for vector in items(&read(path), "vectors") {
            let is_plain = vector.get("directory").is_some_and(Value::is_object) && vector.get("catalogText").is_none();
            let is_bad = vector.get("refused").is_some() || vector["lenient"] == true;
            let is_of_snapshot = ["snapshot", "snapshotOf", "snapshotText"].iter().any(|of| vector.get(of).is_some());
            if !is_plain || is_bad || is_of_snapshot {
                continue;
            }
            let now = time(vector["now"].as_str().unwrap_or(DEFAULT_NOW));
            let (catalog, directory) = (catalog(root, &vector["catalog"]), vector["directory"].clone());
            let asked = Asked {
                world: World::read(&catalog, &directory),
                catalog,
                directory,
                now,
                expires_at: vector["expiresIn"].as_i64().map(|ms| now as i64 + ms),
            };
            for question in items(vector, "questions") {
                let Some((got, expected)) = asked.answer(question) else { continue };
                answered += 1;
                if got != expected {
                    let law = text(vector, "law");
                    let file = path.file_name().unwrap_or_default().to_string_lossy();
                    wrong.push(format!("{file}: {law}\n  {question}\n  oracle: {got}\n  vector: {expected}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {answered} differ\n{}", wrong.len(), wrong.join("\n"));
    assert!(answered > 100, "only {answered} questions were found in {}", folder.display());
}
