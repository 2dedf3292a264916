//! Explanations, checked in generated worlds: what an explanation says is put to the test on the directory's text.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at the unexpected")]
#![allow(clippy::unwrap_used, reason = "a test stops at the unexpected")]
#![allow(clippy::cast_precision_loss, reason = "times are exact in a double")]
#![allow(clippy::print_stdout, reason = "a test tells how much it saw")]
#![allow(unreachable_pub, missing_docs, dead_code, reason = "a test program has no readers outside")]

#[path = "oracle/generate.rs"]
mod generate;
#[path = "oracle/generate_catalog.rs"]
mod generate_catalog;
#[path = "oracle/generate_directory.rs"]
mod generate_directory;
#[path = "oracle/generate_pages.rs"]
mod generate_pages;
#[path = "oracle/random.rs"]
mod random;
#[path = "oracle/read.rs"]
mod read;
#[path = "oracle/times.rs"]
mod times;
#[path = "oracle/world.rs"]
mod world;

use std::collections::{BTreeMap, BTreeSet};

use generate::{Model, Size};
use rolescope::{Catalog, Code, Decision, Directory, Explanation, Options, Reason, Remedy, RoleSource, Snapshot, Time};
use serde_json::{Value, json};

const OPTIONS: fn() -> Options = || Options { lenient: false, now: Time::from_ms(0.0).expect("a time") };

/// A generated catalog and directory, loaded, with everything that can be asked of them.
struct World {
    catalog: Catalog,
    text: Value,
    directory: Directory,
    permissions: Vec<String>,
    scopes: Vec<String>,
    principals: Vec<String>,
    times: Vec<Time>,
}

impl World {
    fn new(seed: u64) -> Self {
        let model = Model::new(seed, &Size::SMALL);
        let catalog = Catalog::parse(model.catalog.to_string()).unwrap_or_else(|error| panic!("{seed}: {error}"));
        let directory = load(&catalog, &model.directory);
        let times = model.times();
        let some = [times.len() / 3, times.len() - 1].map(|at| Time::from_ms(times[at]).unwrap());
        Self {
            permissions: catalog.permission_ids().map(str::to_owned).collect(),
            scopes: directory.scopes().into_iter().map(|scope| scope.id).collect(),
            principals: directory.principals().into_iter().map(|principal| principal.id).collect(),
            times: some.to_vec(),
            text: model.directory,
            directory,
            catalog,
        }
    }

    fn each_question(&self, mut each: impl FnMut(&str, &str, &str, Time)) {
        for principal in &self.principals {
            for permission in &self.permissions {
                for scope in &self.scopes {
                    self.times.iter().for_each(|at| each(principal, permission, scope, *at));
                }
            }
        }
    }
}

fn load(catalog: &Catalog, text: &Value) -> Directory {
    Directory::parse(catalog, text.to_string(), OPTIONS()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn each_world(count: u64, mut each: impl FnMut(u64, World)) {
    (0..count).for_each(|seed| each(seed, World::new(seed)));
}

fn rows<'t>(text: &'t mut Value, list: &str) -> &'t mut Vec<Value> {
    if text.get(list).is_none() {
        text[list] = json!([]);
    }
    text[list].as_array_mut().expect("a list")
}

/// The id of a row of the text.
fn id_of(row: &Value) -> String {
    let field = |name: &str| row[name].as_str().unwrap_or_default();
    let key = [field("principal"), field("role"), field("scope")].join("|");
    let resource = row["resource"]["id"].as_str().map(|id| format!("|{id}")).unwrap_or_default();
    row["id"].as_str().map_or_else(|| key + &resource, str::to_owned)
}

fn same_key(one: &Value, other: &Value) -> bool {
    ["principal", "role", "scope", "resource"].iter().all(|field| one.get(*field) == other.get(*field))
}

/// An explanation says what a check says, and every decision that allows has a grant, and no other has one.
#[test]
fn the_decision_is_that_of_a_check_and_there_is_a_grant_exactly_if_it_allows() {
    let (mut questions, mut granted, mut drifted) = (0, 0, 0);
    each_world(1_000, |seed, world| {
        let listed: BTreeMap<(&String, &String, Time), BTreeSet<&str>> = world
            .principals
            .iter()
            .flat_map(|who| world.scopes.iter().map(move |place| (who, place)))
            .flat_map(|(who, place)| world.times.iter().map(move |at| (who, place, *at)))
            .map(|(who, place, at)| {
                ((who, place, at), world.directory.list_permissions(who, place, Some(at)).into_iter().collect())
            })
            .collect();
        world.each_question(|who, what, place, at| {
            let explanation = world.directory.explain(who, what, place, Some(at), None);
            let decision = world.directory.check(who, what, place, Some(at));
            // of drift an explanation says more
            let message = explanation.decision.message.clone();
            assert!(message.starts_with(&decision.message), "{message}");
            drifted += usize::from(message.contains("has lost it since"));
            assert_eq!(explanation.decision, Decision { message, ..decision }, "{seed}");
            let allowed = explanation.decision.allowed;
            assert_eq!(!explanation.grants.is_empty(), allowed, "{seed} {explanation:?}");
            assert!(!allowed || (explanation.near_misses.is_empty() && explanation.remedies.is_empty()));
            assert_eq!(listed[&(&who.to_owned(), &place.to_owned(), at)].contains(what), allowed);
            let live = world.directory.session(who);
            assert_eq!(live.explain(what, place, Some(at)), explanation);
            questions += 1;
            granted += usize::from(allowed);
        });
    });
    println!("{questions} questions, {granted} granted, {drifted} by what a role has lost");
    assert!(granted > 5_000 && drifted > 10, "only {granted} grants, {drifted} drifted");
}

/// The path of a grant begins at the root of the row, ends at the scope asked about, and each step leads from a parent
/// to its child or over a link. A row grants once.
#[test]
fn the_path_of_a_grant_is_a_chain_of_scopes() {
    let (mut links, mut inherited) = (0, 0);
    each_world(1_000, |seed, world| {
        let scopes = world.directory.scopes();
        world.each_question(|who, what, place, at| {
            let explanation = world.directory.explain(who, what, place, Some(at), None);
            let ids: BTreeSet<_> = explanation
                .grants
                .iter()
                .map(|grant| (grant.source == RoleSource::Override, grant.id.as_str()))
                .collect();
            assert_eq!(ids.len(), explanation.grants.len(), "{seed}: a row grants twice");
            for grant in &explanation.grants {
                assert_eq!((grant.path.first(), grant.path.last()), (Some(&grant.scope), Some(&place.to_owned())));
                for step in grant.path.windows(2) {
                    let find = |id: &str| scopes.iter().find(|scope| scope.id == id).expect("a known scope");
                    let is_link = find(&step[0]).links.contains(&step[1]);
                    let is_child = find(&step[1]).parent.as_ref() == Some(&step[0]);
                    assert!(is_link || is_child, "{seed}: no step leads from {} to {}", step[0], step[1]);
                    links += usize::from(!is_child);
                }
                let role = world.directory.role(&grant.role).expect("a role");
                if let Some(found) = role.permissions.iter().find(|found| found.id == what) {
                    assert_eq!((grant.basis, &grant.inherited_from), (found.basis, &found.inherited_from));
                    inherited += usize::from(found.inherited_from.is_some());
                }
            }
        });
    });
    println!("{links} links, {inherited} inherited");
    assert!(links > 500 && inherited > 500, "only {links} links, {inherited} inherited");
}

/// Without the one row that grants it, it is denied: the grants are what the decision rests on.
#[test]
fn without_the_only_grant_it_is_denied() {
    let mut count = 0;
    each_world(500, |seed, world| {
        let mut without: BTreeMap<(bool, String), Directory> = BTreeMap::new();
        world.each_question(|who, what, place, at| {
            let explanation = world.directory.explain(who, what, place, Some(at), None);
            let [grant] = explanation.grants.as_slice() else { return };
            let is_assignment = grant.source == RoleSource::Assignment;
            let directory = without.entry((is_assignment, grant.id.clone())).or_insert_with(|| {
                let mut text = world.text.clone();
                let list = if is_assignment { "roleAssignments" } else { "overrides" };
                let at = rows(&mut text, list).iter().position(|row| id_of(row) == grant.id && row["mode"] != "narrow");
                let row = rows(&mut text, list).remove(at.unwrap_or_else(|| panic!("{seed}: no row {}", grant.id)));
                if is_assignment {
                    rows(&mut text, "overrides").retain(|other| other["mode"] == "widen" || !same_key(other, &row));
                }
                load(&world.catalog, &text)
            });
            assert!(!directory.can(who, what, place, Some(at)), "{seed}: {who} {what} {place} without {}", grant.id);
            count += 1;
        });
    });
    println!("{count} rows taken away");
    assert!(count > 2_000, "only {count} rows");
}

/// The near misses stand in the order of the reasons. The first is the reason of the decision, where a row is the
/// reason; where none is, they are held elsewhere, and there is one exactly if some scope has it.
#[test]
fn near_misses_agree_with_the_reason_and_with_the_listings() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    each_world(1_000, |seed, world| {
        world.each_question(|who, what, place, at| {
            let Explanation { decision, near_misses, remedies, .. } =
                world.directory.explain(who, what, place, Some(at), None);
            let codes: Vec<Reason> = near_misses.iter().map(|miss| miss.code).collect();
            assert!(codes.is_sorted(), "{seed} {codes:?}");
            for miss in &near_misses {
                *seen.entry(miss.code.as_str()).or_default() += 1;
                let first = miss.detail.chars().next();
                assert!(first.is_some_and(char::is_lowercase) && !miss.detail.ends_with('.'), "{}", miss.detail);
            }
            let rests_on_rows = [Reason::Narrowed, Reason::Expired, Reason::NotStarted, Reason::OverrideIneffective];
            match decision.reason {
                Reason::NoGrant => {
                    assert!(codes.iter().all(|code| *code == Reason::HeldElsewhere), "{seed} {codes:?}");
                    let elsewhere = world.directory.list_scopes(who, what, Some(at));
                    assert_eq!(codes.is_empty(), elsewhere.is_empty(), "{seed} {who} {what} {place}");
                }
                Reason::NotApplicable => {
                    let fits = |code: &Reason| matches!(code, Reason::NotApplicable | Reason::HeldElsewhere);
                    assert!(codes.iter().all(fits) && remedies.is_empty());
                }
                reason if rests_on_rows.contains(&reason) => assert_eq!(codes.first(), Some(&reason), "{seed}"),
                _ => assert!(codes.is_empty() && remedies.is_empty()),
            }
        });
    });
    println!("{seen:?}");
    for code in ["narrowed", "expired", "not-started", "override-ineffective", "held-elsewhere", "not-applicable"] {
        assert!(seen.get(code).is_some_and(|count| *count > 20), "{code} is hardly seen: {seen:?}");
    }
}

/// The remedies are, of all assignments that can be added to the text and would grant it, the ten with the fewest
/// extra permissions, then the smallest reach, then the first ids; and what they say of the extra is what is gained.
#[test]
fn the_remedies_are_the_least_of_all_assignments_that_would_grant_it() {
    let (mut questions, mut found, mut long) = (0, 0, 0);
    each_world(400, |seed, world| {
        let probe = Probe::new(seed, &world);
        let at = world.times[(seed % 2) as usize];
        let Some(who) = world.principals.get(seed as usize % world.principals.len()) else { return };
        let candidates = candidates(&world, &probe, who, at);
        for what in &world.permissions {
            for place in &world.scopes {
                let explanation = world.directory.explain(who, what, place, Some(at), None);
                let answers = [
                    Reason::NoGrant,
                    Reason::Narrowed,
                    Reason::Expired,
                    Reason::NotStarted,
                    Reason::OverrideIneffective,
                ];
                if !answers.contains(&explanation.decision.reason) {
                    assert!(explanation.remedies.is_empty(), "{seed} {explanation:?}");
                    continue;
                }
                let mut wanted: Vec<_> = candidates
                    .iter()
                    .filter(|candidate| candidate.gained.contains(&(place.clone(), what.clone())))
                    .map(|candidate| {
                        let gained: BTreeSet<&String> = candidate.gained.iter().map(|(_, gained)| gained).collect();
                        let extra: Vec<String> =
                            world.permissions.iter().filter(|id| gained.contains(id) && *id != what).cloned().collect();
                        let resource = candidate.row["resource"]["id"].as_str().unwrap_or_default().to_owned();
                        let [role, scope] =
                            ["role", "scope"].map(|field| candidate.row[field].as_str().unwrap().to_owned());
                        (extra.len(), candidate.reach, role, scope, resource, extra)
                    })
                    .collect();
                wanted.sort();
                let all = wanted.len();
                wanted.truncate(10);
                let got: Vec<_> = explanation
                    .remedies
                    .iter()
                    .map(|Remedy { role, scope, resource, extra, .. }| {
                        let resource = resource.as_ref().map_or("", |resource| &resource.id);
                        (role.as_str(), scope.as_str(), resource, extra.clone())
                    })
                    .collect();
                let wanted: Vec<_> = wanted
                    .iter()
                    .map(|(_, _, role, scope, resource, extra)| {
                        (role.as_str(), scope.as_str(), resource.as_str(), extra.clone())
                    })
                    .collect();
                assert_eq!(got, wanted, "{seed}: {who} {what} {place}");
                questions += 1;
                found += got.len();
                long += usize::from(all > 10);
                for remedy in &explanation.remedies {
                    let is_there = rows(&mut world.text.clone(), "roleAssignments").iter().any(|row| {
                        row["principal"] == json!(who)
                            && row["role"] == json!(remedy.role)
                            && row["scope"] == json!(remedy.scope)
                            && row["resource"]["id"].as_str() == remedy.resource.as_ref().map(|found| &*found.id)
                    });
                    let code = remedy.blocked_by.as_ref().map(|issue| issue.code);
                    assert_eq!(is_there, code == Some(Code::DuplicateAssignment), "{seed} {remedy:?}");
                }
            }
        }
    });
    println!("{questions} questions, {found} remedies, {long} times more than ten");
    assert!(questions > 3_000 && found > 4_000 && long > 3, "{questions} {found} {long}");
}

/// An assignment that could be added, what its principal would gain by it, and how many scopes it reaches.
struct Candidate {
    row: Value,
    gained: BTreeSet<(String, String)>,
    reach: usize,
}

/// Every assignment that one principal could be given, tried on the text.
fn candidates(world: &World, probe: &Probe, who: &str, at: Time) -> Vec<Candidate> {
    let before = granted(world, &world.directory, who, at);
    let mut candidates = Vec::new();
    for role in world.directory.roles() {
        let resources = std::iter::once(None).chain(world.directory.scopes().into_iter().map(Some));
        for resource in resources {
            for scope in &world.scopes {
                let mut row = json!({ "principal": who, "role": role.id, "scope": scope });
                if let Some(resource) = &resource {
                    row["resource"] = json!({ "type": resource.scope_type, "id": resource.id });
                }
                let mut text = world.text.clone();
                // a row with this key makes place, with what narrows it
                rows(&mut text, "roleAssignments").retain(|other| !same_key(other, &row));
                rows(&mut text, "overrides").retain(|other| other["mode"] == "widen" || !same_key(other, &row));
                rows(&mut text, "roleAssignments").push(row.clone());
                let Ok(directory) = Directory::parse(&world.catalog, text.to_string(), OPTIONS()) else { continue };
                let after = granted(world, &directory, who, at);
                let gained = after.difference(&before).cloned().collect();
                candidates.push(Candidate { reach: probe.reach(&row), row, gained });
            }
        }
    }
    candidates
}

fn granted(world: &World, directory: &Directory, who: &str, at: Time) -> BTreeSet<(String, String)> {
    let at_scope = |scope: &String| {
        let found = directory.list_permissions(who, scope, Some(at));
        found.into_iter().map(|id| (scope.clone(), id.to_owned())).collect::<Vec<_>>()
    };
    world.scopes.iter().flat_map(at_scope).collect()
}

/// The same catalog with one more permission, which means something everywhere and is in every role: where a row
/// grants it, there it reaches.
struct Probe {
    catalog: Catalog,
    text: Value,
}

impl Probe {
    fn new(seed: u64, world: &World) -> Self {
        let mut model = Model::new(seed, &Size::SMALL).catalog;
        let types: Vec<Value> = rows(&mut model, "scopeTypes").iter().map(|of| of["id"].clone()).collect();
        rows(&mut model, "permissions").push(json!({ "id": "probe.it.reaches", "appliesTo": types }));
        let mut text = world.text.clone();
        rows(&mut text, "roles");
        for role in rows(&mut model, "roles").iter_mut() {
            rows(role, "grants").push(json!({ "permission": "probe.it.reaches" }));
        }
        for role in rows(&mut text, "roles").iter_mut().filter(|role| role.get("grants").is_some()) {
            rows(role, "grants").push(json!({ "permission": "probe.it.reaches" }));
        }
        for list in ["roleAssignments", "overrides"] {
            rows(&mut text, list).clear();
        }
        rows(&mut text, "principals").push(json!({ "id": "the-probe" }));
        Self { catalog: Catalog::parse(model.to_string()).unwrap_or_else(|error| panic!("{error}")), text }
    }

    fn reach(&self, row: &Value) -> usize {
        let (mut text, mut row) = (self.text.clone(), row.clone());
        row["principal"] = json!("the-probe");
        rows(&mut text, "roleAssignments").push(row);
        load(&self.catalog, &text).list_scopes("the-probe", "probe.it.reaches", Some(OPTIONS().now)).len()
    }
}

/// A session over a snapshot grants by the same rows, and speaks of no scope that it does not know.
#[test]
fn a_snapshot_explains_its_slice() {
    let (mut grants, mut remedies) = (0, 0);
    each_world(500, |seed, world| {
        for who in &world.principals {
            let text = world.directory.snapshot(who, None, Some(world.times[0])).expect("a snapshot");
            let snapshot = Snapshot::load(&world.catalog, text, Some(who), OPTIONS()).expect("it loads");
            let session = snapshot.session();
            let known: BTreeSet<&str> = session.scope_ids().collect();
            for (what, place) in world.permissions.iter().flat_map(|what| world.scopes.iter().map(move |at| (what, at)))
            {
                let at = Some(world.times[1]);
                let explanation = session.explain(what, place, at);
                assert_eq!(explanation.decision.reason, session.check(what, place, at).reason);
                let whole = world.directory.explain(who, what, place, at, None);
                assert_eq!(explanation.grants, whole.grants, "{seed} {who} {what} {place}");
                if known.contains(place.as_str()) {
                    let codes = |of: &Explanation| of.near_misses.iter().map(|miss| miss.code).collect::<Vec<_>>();
                    assert_eq!(codes(&explanation), codes(&whole), "{seed} {who} {what} {place}");
                } else {
                    assert!(explanation.near_misses.is_empty() && explanation.remedies.is_empty());
                }
                assert!(explanation.remedies.iter().all(|remedy| known.contains(remedy.scope.as_str())));
                grants += explanation.grants.len();
                remedies += explanation.remedies.len();
            }
        }
    });
    assert!(grants > 1_000 && remedies > 1_000, "only {grants} grants and {remedies} remedies");
}
