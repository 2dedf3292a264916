//! Puts the language-neutral vectors to the public Rust API. `vectors/README.md` describes their format.
//!
//! It reads no file, so the same module runs natively and compiled to wasm in a browser.

use rolescope::{Catalog, Directory, Issue, Options, Severity, Snapshot, Time};
use serde_json::{Value, json};

use crate::ask::{Asked, ask};

macro_rules! files {
    ($($name:literal,)*) => { &[$(($name, include_str!(concat!("../vectors/", $name, ".json"))),)*] };
}

/// Every file of vectors with its text. A browser has no folder to list, so they are named here, and the native test
/// compares the names with the folder.
pub const FILES: &[(&str, &str)] = files![
    "api-scopes",
    "bad-catalog",
    "bad-directory",
    "bad-json",
    "bad-overrides",
    "bad-scopes",
    "bad-time",
    "catalog-diff",
    "catalog-lint",
    "default-deny",
    "explain",
    "identifiers",
    "inactive",
    "inheritance",
    "lenient",
    "lenient-overrides",
    "least-roles",
    "lift",
    "links",
    "narrow",
    "narrow-current",
    "narrow-pinned",
    "narrow-refused",
    "not-applicable",
    "page-paths",
    "page-paths-unknown",
    "page-tree",
    "pages",
    "reach-linked",
    "reach-self",
    "reasons-order",
    "resource-based",
    "retail",
    "review",
    "role-diff",
    "role-inheritance",
    "role-revisions",
    "seats",
    "session-updates",
    "sessions",
    "snapshot-load",
    "studio",
    "time",
    "twilio-built-in",
    "twilio-general",
    "twilio-organization",
    "twilio-pages",
    "unknown-names",
    "voiceflow",
    "warnings",
    "widen",
    "widen-reach",
    "widen-refused",
];

const RETAIL: &str = include_str!("../catalogs/retail.json");
const BUILT_IN: [&str; 3] = ["twilio", "studio", "voiceflow"];
const DEFAULT_NOW: &str = "2026-01-01T00:00:00Z";
const FIELDS: [&str; 18] = [
    "law",
    "catalog",
    "catalogText",
    "directory",
    "directoryText",
    "lenient",
    "now",
    "expiresIn",
    "refused",
    "issues",
    "questions",
    "snapshot",
    "snapshotText",
    "snapshotOf",
    "set",
    "unset",
    "principal",
    "updates",
];

/// One way in which the engine and a vector disagree.
pub struct Difference {
    pub what: String,
    pub expected: Value,
    pub got: Value,
}

/// All vectors, each with the name of its file.
pub fn all() -> Vec<(&'static str, Value)> {
    let vectors = FILES.iter().flat_map(|(name, text)| {
        let file: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        items(&file, "vectors").iter().map(|vector| (*name, vector.clone())).collect::<Vec<_>>()
    });
    vectors.collect()
}

/// Runs one vector; nothing is given back when the engine agrees with it.
pub fn run(vector: &Value) -> Vec<Difference> {
    let mut differences = Vec::new();
    run_into(vector, &mut differences);
    differences
}

/// What to print of a vector that differs: its law, and expectation and answer of each difference.
pub fn describe(file: &str, vector: &Value, differences: &[Difference]) -> String {
    let mut text = format!("{file}: {}", vector["law"].as_str().unwrap_or_default());
    for Difference { what, expected, got } in differences {
        text.push_str(&format!("\n  {what}\n    expected {expected}\n    got      {got}"));
    }
    text
}

/// The differences of all vectors as one text, and how many vectors there were.
pub fn run_all() -> (usize, String) {
    let vectors = all();
    let differing = vectors.iter().filter_map(|(file, vector)| {
        let differences = run(vector);
        (!differences.is_empty()).then(|| describe(file, vector, &differences))
    });
    (vectors.len(), differing.collect::<Vec<_>>().join("\n"))
}

fn run_into(vector: &Value, differences: &mut Vec<Difference>) {
    let strange: Vec<&String> = vector
        .as_object()
        .into_iter()
        .flat_map(|fields| fields.keys())
        .filter(|f| !FIELDS.contains(&f.as_str()))
        .collect();
    differ(differences, "fields that mean something", &json!([]), &json!(strange));
    if ["refused", "issues", "questions", "updates"].iter().all(|field| vector.get(*field).is_none()) {
        differ(differences, "expectations", &json!("at least one"), &json!("none"));
    }
    let now = vector["now"].as_str().unwrap_or(DEFAULT_NOW);
    let start = Time::parse(now).unwrap_or_else(|| panic!("no time: {now}"));
    let options = Options { lenient: vector["lenient"] == true, now: start };

    let catalog = match open_catalog(vector) {
        Ok(catalog) => catalog,
        Err(error) => return refused("refused", vector, &error.issues, differences),
    };
    let directory = match directory_text(vector).map(|text| Directory::parse(&catalog, text, options)) {
        Some(Err(error)) => return refused("refused", vector, &error.issues, differences),
        Some(Ok(directory)) => Some(directory),
        None => None,
    };
    if let (Some(directory), Some(Value::Array(expected))) = (&directory, vector.get("issues")) {
        compare_issues("issues", expected, &directory.issues().iter().collect::<Vec<_>>(), differences);
    }
    let Some(text) = snapshot_text(vector, &catalog, directory.as_ref(), start) else {
        if let Some(expected) = vector.get("refused") {
            differ(differences, "refused", expected, &json!("everything was loaded"));
        }
        let expires_in = vector["expiresIn"].as_f64();
        let asked = Asked::of_directory(&catalog, directory.as_ref(), start, expires_in);
        return ask_each(vector, &asked, differences);
    };

    let principal = vector["principal"].as_str();
    let mut snapshot = match Snapshot::load(&catalog, text, principal, options) {
        Err(error) => return refused("refused", vector, &error.issues, differences),
        Ok(snapshot) => snapshot,
    };
    if let Some(expected) = vector.get("refused") {
        differ(differences, "refused", expected, &json!("the snapshot was loaded"));
    }
    ask_each(vector, &Asked::of_snapshot(&catalog, &snapshot, start), differences);
    for update in items(vector, "updates") {
        let Some(text) = snapshot_text(update, &catalog, directory.as_ref(), start) else {
            return differ(differences, "update", &json!("a snapshot"), update);
        };
        // as a session in JavaScript takes an update: strictly, and only if the one at hand admits it
        let newer = Snapshot::load(&catalog, text, None, Options { lenient: false, now: start });
        let newer = newer.and_then(|newer| snapshot.admits(&newer).map(|()| newer));
        let issues = newer.as_ref().err().map_or(&[][..], |error| &error.issues);
        refused("update refused", update, issues, differences);
        if let Ok(newer) = newer {
            snapshot = newer;
        }
        ask_each(update, &Asked::of_snapshot(&catalog, &snapshot, start), differences);
    }
}

fn ask_each(vector: &Value, asked: &Asked<'_>, differences: &mut Vec<Difference>) {
    for question in items(vector, "questions") {
        ask(question, asked, differences);
    }
}

pub fn open_catalog(vector: &Value) -> Result<Catalog, rolescope::Error> {
    match (&vector["catalogText"], &vector["catalog"]) {
        (Value::String(text), _) => Catalog::parse(text),
        (_, Value::String(id)) if BUILT_IN.contains(&id.as_str()) => Catalog::builtin(id),
        (_, Value::String(id)) if id == "retail" => Catalog::parse(RETAIL),
        (_, Value::String(id)) => panic!("no text was given for the catalog `{id}`"),
        (_, catalog) => Catalog::parse(catalog.to_string()),
    }
}

fn directory_text(vector: &Value) -> Option<String> {
    let text = vector["directoryText"].as_str().map(str::to_owned);
    text.or_else(|| vector.get("directory").map(Value::to_string))
}

/// The snapshot of a vector or of an update as text; nothing when there is none.
fn snapshot_text(source: &Value, catalog: &Catalog, directory: Option<&Directory>, at: Time) -> Option<String> {
    let text = if let Some(text) = source["snapshotText"].as_str() {
        text.to_owned()
    } else if let Some(snapshot) = source.get("snapshot") {
        snapshot.to_string()
    } else {
        let principal = source["snapshotOf"].as_str()?;
        let text = directory.and_then(|directory| directory.snapshot(principal, None, Some(at)).ok());
        let text = text.unwrap_or_else(|| panic!("there is no snapshot of `{principal}`"));
        let mut snapshot: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        if let Some(fields) = snapshot.as_object_mut() {
            fields.extend(source["set"].as_object().cloned().unwrap_or_default());
            for field in items(source, "unset") {
                fields.remove(field.as_str().unwrap_or_default());
            }
        }
        snapshot.to_string()
    };
    Some(text.replace("$hash", catalog.hash()))
}

/// Compares the errors with which a text was refused.
fn refused(what: &str, source: &Value, issues: &[Issue], differences: &mut Vec<Difference>) {
    let errors: Vec<&Issue> = issues.iter().filter(|issue| issue.severity == Severity::Error).collect();
    compare_issues(what, items(source, "refused"), &errors, differences);
}

/// Each expected issue must be met by one issue of its own, and none may be left.
fn compare_issues(what: &str, expected: &[Value], got: &[&Issue], differences: &mut Vec<Difference>) {
    let got: Vec<Value> =
        got.iter().map(|issue| json!({ "code": issue.code, "severity": issue.severity, "path": issue.path })).collect();
    let mut left = got.clone();
    // those with a path first, so that one without takes no issue that another one needs
    let mut wanted: Vec<&Value> = expected.iter().collect();
    wanted.sort_by_key(|issue| issue.get("path").is_none());
    let fits = |issue: &Value, wanted: &Value| {
        ["code", "severity", "path"].iter().all(|field| wanted.get(*field).is_none_or(|value| *value == issue[*field]))
    };
    let met = wanted.into_iter().all(|wanted| match left.iter().position(|issue| fits(issue, wanted)) {
        Some(found) => {
            left.remove(found);
            true
        }
        None => false,
    });
    if !met || !left.is_empty() {
        differ(differences, what, &json!(expected), &json!(got));
    }
}

pub fn differ(differences: &mut Vec<Difference>, what: &str, expected: &Value, got: &Value) {
    if expected != got {
        differences.push(Difference { what: what.to_owned(), expected: expected.clone(), got: got.clone() });
    }
}

pub fn items<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value.get(field).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
