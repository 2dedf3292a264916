//! The questions of a vector, each put to a directory and to the sessions of it, or to one session alone.

use std::{cell::RefCell, collections::BTreeMap};

use rolescope::{Catalog, Directory, Error, Options, Session, Snapshot, Time};
use serde_json::{Value, json};

use crate::vectors::{Difference, differ, items, open_catalog};

const UNKNOWN: [&str; 4] = ["engine-lost", "stale", "wrong-principal", "outside-snapshot"];

/// What the questions of a vector are put to.
pub struct Asked<'v> {
    catalog: &'v Catalog,
    of: Of<'v>,
    start: Time,
}

enum Of<'v> {
    Nothing,
    Snapshot(&'v Snapshot),
    Directory {
        directory: &'v Directory,
        expires_in: Option<f64>,
        /// One for each principal asked about, taken at the vector's own time; the code if it was refused.
        snapshots: RefCell<BTreeMap<String, Result<Snapshot, String>>>,
    },
}

impl<'v> Asked<'v> {
    pub fn of_directory(
        catalog: &'v Catalog,
        directory: Option<&'v Directory>,
        start: Time,
        expires_in: Option<f64>,
    ) -> Self {
        let of = directory.map_or(Of::Nothing, |directory| Of::Directory {
            directory,
            expires_in,
            snapshots: RefCell::default(),
        });
        Self { catalog, of, start }
    }

    pub fn of_snapshot(catalog: &'v Catalog, snapshot: &'v Snapshot, start: Time) -> Self {
        Self { catalog, of: Of::Snapshot(snapshot), start }
    }

    fn directory(&self) -> Option<&'v Directory> {
        match self.of {
            Of::Directory { directory, .. } => Some(directory),
            _ => None,
        }
    }

    /// Puts a question to the session of a principal: the one of a snapshot, or, where there can be no snapshot, the
    /// one that follows the directory.
    fn in_session<T>(&self, principal: &str, ask: impl FnOnce(&Session<'_>, Option<&str>) -> T) -> T {
        match &self.of {
            Of::Nothing => panic!("a vector asks, and has nothing to ask"),
            Of::Snapshot(snapshot) => ask(&snapshot.session(), None),
            Of::Directory { directory, expires_in, snapshots } => {
                let mut snapshots = snapshots.borrow_mut();
                let known = snapshots.entry(principal.to_owned()).or_insert_with(|| {
                    let text = directory.snapshot(principal, *expires_in, Some(self.start));
                    let text = text.map_err(|error| error.code.to_string())?;
                    let options = Options { lenient: false, now: self.start };
                    let snapshot = Snapshot::load(self.catalog, &text, Some(principal), options);
                    Ok(snapshot.unwrap_or_else(|error| panic!("the snapshot of `{principal}`: {error}\n{text}")))
                });
                match known {
                    Ok(snapshot) => ask(&snapshot.session(), None),
                    Err(code) => ask(&directory.session(principal), Some(code)),
                }
            }
        }
    }
}

/// Puts one question and notes every answer that is not the expected one.
pub fn ask(question: &Value, asked: &Asked<'_>, differences: &mut Vec<Difference>) {
    let at = match question["at"].as_str() {
        None => Some(asked.start),
        Some("NaN") => None,
        Some(text) => Some(Time::parse(text).unwrap_or_else(|| panic!("no time: {text}"))),
    };
    let mut differ = |of: &str, expected: &Value, got: &Value| {
        differ(differences, &format!("{of} {question}"), expected, got);
    };
    let known: [(&str, Put); 17] = [
        ("check", check),
        ("listPermissions", list_permissions),
        ("listScopes", list_scopes),
        ("listPrincipals", list_principals),
        ("page", page),
        ("pages", pages),
        ("role", role),
        ("snapshotLacks", snapshot_lacks),
        ("overrides", overrides),
        ("diffRoles", diff_roles),
        ("leastRoles", least_roles),
        ("diff", diff),
        ("lint", lint),
        ("explain", explain),
        ("seats", seats),
        ("apiScopes", api_scopes),
        ("review", review),
    ];
    match known.into_iter().find(|(name, _)| question.get(*name).is_some()) {
        Some((name, put)) => put(&Question { question, of: &question[name], at, asked }, &mut differ),
        None => panic!("no such question: {question}"),
    }
}

type Put = fn(&Question<'_>, &mut dyn FnMut(&str, &Value, &Value));

struct Question<'q> {
    question: &'q Value,
    of: &'q Value,
    at: Option<Time>,
    asked: &'q Asked<'q>,
}

impl<'q> Question<'q> {
    fn name(&self, index: usize) -> &'q str {
        self.of[index].as_str().unwrap_or_else(|| panic!("no name at {index} of {}", self.question))
    }

    fn directory(&self) -> &'q Directory {
        self.asked.directory().unwrap_or_else(|| panic!("it takes a directory: {}", self.question))
    }
}

fn check(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let (principal, permission, scope, at) = (asked.name(0), asked.name(1), asked.name(2), asked.at);
    let reason = &asked.question["reason"];
    let mut expected = reason;
    if let Some(directory) = asked.asked.directory() {
        let allowed = reason == "granted";
        differ(
            "check",
            &verdict(reason, principal, permission, scope),
            &plain(&directory.check(principal, permission, scope, at)),
        );
        differ("can", &json!(allowed), &json!(directory.can(principal, permission, scope, at)));
        let live = directory.session(principal);
        differ("live session.can", &json!(allowed), &json!(live.can(permission, scope, at)));
        expected = asked.question.get("session").unwrap_or(reason);
    }
    asked.asked.in_session(principal, |session, refused| {
        if asked.asked.directory().is_some() && (reason == "unknown-principal" || refused.is_some()) {
            differ("snapshot refused", &json!("unknown-principal"), &json!(refused));
        }
        let decision = session.check(permission, scope, at);
        // a session that stands alone answers for whoever it was loaded for
        let who = if asked.asked.directory().is_some() { principal } else { &decision.principal };
        differ("session.check", &verdict(expected, who, permission, scope), &plain(&decision));
        let allowed = json!(expected == "granted");
        differ("session.can", &allowed, &json!(session.can(permission, scope, at)));
        let words = session.granted_words(scope, at);
        let bit = asked.asked.catalog.permission_ids().position(|id| id == permission);
        let set = bit.and_then(|bit| words.get(bit / 32).map(|word| word >> (bit % 32) & 1 == 1));
        differ("session.granted_words", &allowed, &json!(set.unwrap_or(false)));
    });
}

fn list_permissions(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let (principal, scope, at) = (asked.name(0), asked.name(1), asked.at);
    let expected = sorted(items(asked.question, "is").iter().filter_map(Value::as_str));
    if let Some(directory) = asked.asked.directory() {
        differ("directory", &expected, &sorted(directory.list_permissions(principal, scope, at)));
    }
    asked.asked.in_session(principal, |session, _| {
        differ("session", &expected, &sorted(session.list_permissions(scope, at)));
    });
}

fn list_scopes(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let (principal, permission, at) = (asked.name(0), asked.name(1), asked.at);
    let expected = sorted(items(asked.question, "is").iter().filter_map(Value::as_str));
    if let Some(directory) = asked.asked.directory() {
        differ("directory", &expected, &sorted(directory.list_scopes(principal, permission, at)));
    }
    asked.asked.in_session(principal, |session, _| {
        differ("session", &expected, &sorted(session.list_scopes(permission, at)));
    });
}

fn list_principals(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let expected = sorted(items(asked.question, "is").iter().filter_map(Value::as_str));
    let got = asked.directory().list_principals(asked.name(0), asked.name(1), asked.at);
    differ("directory", &expected, &sorted(got));
}

fn page(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let expected = &asked.question["is"];
    asked.asked.in_session(asked.name(0), |session, _| {
        let mut got = json!(session.page(asked.name(1), asked.name(2), asked.at));
        // only the fields that the vector names are compared
        if let Some(fields) = got.as_object_mut() {
            fields.retain(|field, _| expected.get(field).is_some());
        }
        differ("session.page", expected, &got);
    });
}

fn pages(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    fn flatten<'p>(pages: &'p [Value], flat: &mut Vec<&'p Value>) {
        for page in pages {
            flat.push(page);
            flatten(items(page, "children"), flat);
        }
    }
    asked.asked.in_session(asked.name(0), |session, _| {
        let tree = json!(session.pages(asked.name(1), asked.at));
        let mut flat = Vec::new();
        flatten(tree.as_array().map_or(&[], Vec::as_slice), &mut flat);
        for state in ["visible", "disabled"] {
            let got: Vec<&Value> = flat.iter().filter(|page| page["state"] == state).map(|page| &page["id"]).collect();
            differ(state, &json!(items(asked.question, state)), &json!(got));
        }
    });
}

fn role(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let id = asked.of.as_str().unwrap_or_default();
    let role = match asked.asked.directory() {
        Some(directory) => directory.role(id),
        None => asked.asked.catalog.role(id),
    };
    let role = role.unwrap_or_else(|error| panic!("{error}"));
    let expected = sorted(items(asked.question, "permissions").iter().filter_map(Value::as_str));
    differ("role", &expected, &sorted(role.permissions.iter().map(|permission| permission.id.as_str())));
}

fn snapshot_lacks(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let text = asked.directory().snapshot(asked.name(0), None, Some(asked.asked.start));
    let text = text.unwrap_or_else(|error| panic!("{error}"));
    let strings = asked.of.as_array().into_iter().flatten().skip(1).filter_map(Value::as_str);
    let held: Vec<&str> = strings.filter(|string| text.contains(string)).collect();
    differ("snapshot", &json!([]), &json!(held));
}

fn overrides(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let of = |row: &Value| (row["id"].to_string(), row["effective"].clone());
    let expected: BTreeMap<_, _> = asked.of.as_array().into_iter().flatten().map(of).collect();
    let views = asked.directory().overrides(asked.at);
    let got: BTreeMap<_, _> = views.iter().map(|view| of(&json!(view))).collect();
    differ("overrides", &json!(expected), &json!(got));
}

fn diff_roles(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    answer(asked, differ, asked.asked.catalog.diff_roles(asked.name(0), asked.name(1)));
}

fn least_roles(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let permissions: Vec<&str> = items(asked.of, "permissions").iter().filter_map(Value::as_str).collect();
    let scope_type = asked.of["scopeType"].as_str().unwrap_or_default();
    answer(asked, differ, asked.asked.catalog.least_roles(&permissions, scope_type));
}

fn diff(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let other = open_catalog(&json!({ "catalog": asked.of }));
    answer(asked, differ, other.map(|other| asked.asked.catalog.diff(&other)));
}

fn lint(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let issues = asked.asked.catalog.lint();
    let told = issues.iter().map(|issue| json!({ "code": issue.code, "path": issue.path }));
    differ("lint", asked.of, &told.collect());
    let severities: Vec<Value> = issues.iter().map(|issue| json!(issue.severity)).collect();
    differ("severities", &json!(vec!["warning"; issues.len()]), &json!(severities));
}

/// What is answered, or with which issues it is refused.
fn answer<T: serde::Serialize>(
    asked: &Question<'_>,
    differ: &mut dyn FnMut(&str, &Value, &Value),
    answer: Result<T, Error>,
) {
    match answer {
        Ok(answer) => {
            let expected = asked.question.get("refused").or_else(|| asked.question.get("is"));
            differ("answer", expected.unwrap_or(&Value::Null), &json!(answer));
        }
        Err(error) => {
            let issue =
                |issue: &rolescope::Issue| json!({ "code": issue.code, "path": issue.path, "hint": issue.hint });
            let issues: Vec<Value> = error.issues.iter().map(issue).collect();
            differ("refused", asked.question.get("refused").unwrap_or(&json!("an answer")), &json!(issues));
        }
    }
}

fn explain(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let (principal, permission, scope, at) = (asked.name(0), asked.name(1), asked.name(2), asked.at);
    let mut expected = asked.question["is"].clone();
    if let Some(directory) = asked.asked.directory() {
        let explanation = directory.explain(principal, permission, scope, at, asked.question["by"].as_str());
        differ("explain", &expected, &told(&explanation, &expected));
        let live = directory.session(principal).explain(permission, scope, at);
        differ("live session.explain", &expected, &told(&live, &expected));
        // a slice has other remedies
        if let Some(fields) = expected.as_object_mut() {
            fields.remove("remedies");
            fields.extend(asked.question["session"].as_object().cloned().unwrap_or_default());
        }
    }
    asked.asked.in_session(principal, |session, _| {
        differ("session.explain", &expected, &told(&session.explain(permission, scope, at), &expected));
    });
}

/// The fields of an explanation that are expected, without what is for people.
fn told(explanation: &rolescope::Explanation, expected: &Value) -> Value {
    let mut told = json!(explanation);
    for miss in told["nearMisses"].as_array_mut().into_iter().flatten() {
        miss.as_object_mut().map(|fields| fields.remove("detail"));
    }
    for remedy in told["remedies"].as_array_mut().into_iter().flatten() {
        if let Some(code) = remedy.get("blockedBy").map(|issue| issue["code"].clone()) {
            remedy["blockedBy"] = code;
        }
    }
    if let Some(fields) = told.as_object_mut() {
        fields.retain(|field, _| expected.get(field).is_some());
    }
    told
}

fn seats(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let taken = asked.directory().seats(asked.of.as_str().unwrap_or_default(), asked.at);
    let code = taken.as_ref().err().map(|error| error.code.as_str());
    differ("fails", &asked.question["fails"], &json!(code));
    let seats = taken.unwrap_or_default();
    let got = seats.iter().map(|seat| {
        let principals: Vec<&String> = seat.principals.iter().map(|holder| &holder.principal).collect();
        json!({ "seat": seat.seat, "count": seat.count, "principals": principals })
    });
    differ("seats", &json!(items(asked.question, "is")), &got.collect());
}

fn api_scopes(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let principal = asked.of.as_str().unwrap_or_default();
    let expected = &asked.question["is"];
    if let Some(directory) = asked.asked.directory() {
        differ("apiScopes", expected, &json!(directory.api_scopes(principal, asked.at)));
    }
    asked.asked.in_session(principal, |session, _| {
        differ("session.apiScopes", expected, &json!(session.api_scopes(asked.at)));
    });
}

fn review(asked: &Question<'_>, differ: &mut dyn FnMut(&str, &Value, &Value)) {
    let issues = asked.directory().review(asked.at).unwrap_or_else(|error| panic!("{error}"));
    let texts = |issues: Vec<Value>| {
        let mut texts: Vec<String> =
            issues.iter().map(|issue| format!("{} {}", issue["code"], issue["path"])).collect();
        texts.sort();
        json!(texts)
    };
    let warnings = issues.iter().map(|issue| json!(issue)).filter(|issue| issue["severity"] == "warning");
    let expected = asked.of.as_array().cloned().unwrap_or_default();
    differ("review", &texts(expected), &texts(warnings.collect()));
}

fn verdict(reason: &Value, principal: &str, permission: &str, scope: &str) -> Value {
    let allowed = reason == "granted";
    let unknown = UNKNOWN.iter().any(|code| reason == code);
    let decision = if allowed {
        "allow"
    } else if unknown {
        "unknown"
    } else {
        "deny"
    };
    json!({
        "allowed": allowed, "decision": decision, "reason": reason,
        "principal": principal, "permission": permission, "scope": scope,
    })
}

/// A decision without its message, which is for people.
fn plain(decision: &rolescope::Decision) -> Value {
    let mut decision = json!(decision);
    if let Some(fields) = decision.as_object_mut() {
        fields.remove("message");
    }
    decision
}

fn sorted<'i>(ids: impl IntoIterator<Item = &'i str>) -> Value {
    let mut ids: Vec<&str> = ids.into_iter().collect();
    ids.sort_unstable();
    json!(ids)
}
