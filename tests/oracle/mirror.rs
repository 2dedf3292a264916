//! Checks of the comparison: the oracle stands in for an engine, right or with one fault.
//!
//! A right one must never be reported. Each wrong one must be, soon, or the generated models do
//! not cover the rule that it breaks.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::answer;
use super::compare::{Engine, compare};
use super::generate::{Model, Size};
use super::page_answer::{self, PageAnswer};
use super::read::{items, text};
use super::shrink::check_seed;
use super::times;
use super::world::{Held, Names, World};

struct Mirror {
    catalog: Value,
    directory: Value,
    world: World,
}

struct Slice {
    world: World,
    principal: String,
    within: Vec<String>,
    expires_at: Option<i64>,
}

/// Faults, each a rule left out or turned round.
const FAULTS: [&str; 23] = [
    "none",
    "an end counts as inside",
    "no lift",
    "no links",
    "reach self covers descendants",
    "reach linked covers descendants",
    "narrows are not seen",
    "narrows always follow the current role",
    "narrows always follow the role as pinned",
    "every role is eligible for a widen",
    "the tenant's roles are not seen",
    "everybody is active",
    "every permission applies everywhere",
    "the resource is not seen",
    "denied pages are always hidden",
    "any of a page's permissions means all",
    "nothing is inherited",
    "widens are not seen",
    "a narrow does not look at the resource",
    "a widen has no window",
    "the role is always pinned as it is today",
    "a lift passes over an ancestor that lacks the attribute",
    "links count wherever they are met",
];

fn each(text: &mut Value, list: &str, change: impl Fn(&mut Value)) {
    for row in text.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
        change(row);
    }
}

fn without(text: &mut Value, list: &str, field: &'static str) {
    each(text, list, |row| {
        row.as_object_mut().map(|fields| fields.remove(field));
    });
}

fn put(text: &mut Value, list: &str, field: &str, value: &Value) {
    each(text, list, |row| row[field] = value.clone());
}

fn break_rule(fault: usize, catalog: &mut Value, directory: &mut Value) {
    let keep = |directory: &mut Value, mode: &str| {
        if let Some(rows) = directory.get_mut("overrides").and_then(Value::as_array_mut) {
            rows.retain(|row| row["mode"] == mode);
        }
    };
    let reach = |from: &'static str| {
        move |role: &mut Value| {
            if role["reach"] == from {
                role["reach"] = json!("descendants");
            }
        }
    };
    let follow = |catalog: &mut Value, follows: &str| {
        each(catalog, "rules", |rule| {
            if rule["rule"] == "narrowing" {
                rule["follows"] = json!(follows);
            }
        });
    };
    match fault {
        2 => [catalog, directory].into_iter().for_each(|text| without(text, "roles", "lift")),
        3 => without(directory, "scopes", "links"),
        4 => [catalog, directory].into_iter().for_each(|text| each(text, "roles", reach("self"))),
        5 => [catalog, directory].into_iter().for_each(|text| each(text, "roles", reach("linked"))),
        6 => keep(directory, "widen"),
        7 => follow(catalog, "current"),
        8 => follow(catalog, "pinned"),
        9 => {
            let roles = items(catalog, "roles").iter().chain(items(directory, "roles"));
            let all: Vec<String> = roles.map(|role| text(role, "id")).collect();
            put(catalog, "rules", "eligible", &json!(all));
        }
        10 => directory["roles"] = json!([]),
        11 => without(directory, "principals", "active"),
        12 => {
            let types: Vec<String> = items(catalog, "scopeTypes").iter().map(|of| text(of, "id")).collect();
            put(catalog, "permissions", "appliesTo", &json!(types));
        }
        13 => without(directory, "roleAssignments", "resource"),
        14 => without(catalog, "pages", "whenDenied"),
        15 => each(catalog, "pages", |page| {
            let all = page.to_string().replace("{\"any\":", "{\"all\":");
            *page = serde_json::from_str(&all).unwrap_or_default();
        }),
        16 => [catalog, directory].into_iter().for_each(|text| without(text, "roles", "inherits")),
        17 => keep(directory, "narrow"),
        18 => without(directory, "overrides", "resource"),
        19 => ["startsAt", "expiresAt"].into_iter().for_each(|field| without(directory, "overrides", field)),
        20 => without(directory, "overrides", "pinned"),
        _ => {}
    }
}

/// Faults that no change of the texts can bring about.
fn break_world(fault: usize, world: &mut World) {
    let reaches: Vec<Names> = world.held.iter().map(|held| reach_with(fault, world, held)).collect();
    for (held, reach) in world.held.iter_mut().zip(reaches) {
        held.reach = reach;
    }
}

fn reach_with(fault: usize, world: &World, held: &Held) -> Names {
    let mut reach = held.reach.clone();
    let Some(role) = world.role(&held.role) else {
        return reach;
    };
    if let (21, Some(lift)) = (fault, &role.lift) {
        for above in world.ancestors(&held.scope).iter().filter_map(|id| world.scope(id)) {
            if above.scope_type == lift.to && above.attributes.get(&lift.attribute) == Some(&lift.equals) {
                reach.extend(world.reach_from(&role.id, &above.id));
            }
        }
    }
    if fault == 22 && role.reach == "descendants" {
        let met = world.scopes.iter().filter(|scope| held.reach.contains(&scope.id));
        reach.extend(world.with_descendants(met.flat_map(|scope| scope.links.clone()).collect()));
    }
    reach
}

thread_local! {
    /// The fault of the engines that this thread makes.
    static FAULT: Cell<usize> = const { Cell::new(0) };
}

/// The time at which a faulty engine believes to be asked.
fn shift(at: f64) -> f64 {
    if FAULT.get() == 1 { at - 0.25 } else { at }
}

impl Engine for Mirror {
    type Session = Slice;

    fn load(catalog: &str, directory: &str, _lenient: bool) -> Result<Self, Vec<String>> {
        let parse = |text| serde_json::from_str(text).map_err(|_| vec!["invalid-json".to_string()]);
        let (mut catalog, mut directory): (Value, Value) = (parse(catalog)?, parse(directory)?);
        break_rule(FAULT.get(), &mut catalog, &mut directory);
        let mut world = World::read(&catalog, &directory);
        break_world(FAULT.get(), &mut world);
        Ok(Mirror { catalog, directory, world })
    }

    fn issue_codes(&self) -> Vec<String> {
        Vec::new()
    }

    fn check(&self, principal: &str, permission: &str, scope: &str, at: f64) -> String {
        answer::decide(&self.world, principal, permission, scope, shift(at)).to_string()
    }

    fn list_permissions(&self, principal: &str, scope: &str, at: f64) -> Vec<String> {
        answer::list_permissions(&self.world, principal, scope, shift(at))
    }

    fn list_scopes(&self, principal: &str, permission: &str, at: f64) -> Vec<String> {
        answer::list_scopes(&self.world, principal, permission, shift(at))
    }

    fn list_principals(&self, permission: &str, scope: &str, at: f64) -> Vec<String> {
        answer::list_principals(&self.world, permission, scope, shift(at))
    }

    fn pages(&self, principal: &str, scope: &str, at: f64) -> Vec<PageAnswer> {
        page_answer::pages(&self.world, principal, scope, shift(at))
    }

    fn page(&self, principal: &str, asked: &str, scope: &str, at: f64) -> PageAnswer {
        page_answer::page(&self.world, principal, asked, scope, shift(at))
    }

    fn snapshot(&self, principal: &str, at: f64, expires_in: Option<f64>) -> Result<String, String> {
        let within = answer::snapshot_scopes(&self.world, principal);
        let own = |list: &str| -> Vec<&Value> {
            items(&self.directory, list).iter().filter(|row| row["principal"] == principal).collect()
        };
        let me = items(&self.directory, "principals").iter().find(|row| row["id"] == principal);
        let scopes = items(&self.directory, "scopes").iter().filter(|row| within.contains(&text(row, "id")));
        let snapshot = json!({
            "catalog": self.catalog,
            "principal": me,
            "scopes": scopes.collect::<Vec<_>>(),
            "roleAssignments": own("roleAssignments"),
            "overrides": own("overrides"),
            "roles": self.directory["roles"],
            "expiresAt": expires_in.map(|ms| times::to_text((at + ms).floor() as i64)),
        });
        Ok(snapshot.to_string())
    }

    /// The slice alone has to be enough: nothing else of the directory is kept.
    fn session(_catalog: &str, snapshot: &str) -> Result<Slice, Vec<String>> {
        let mut slice: Value = serde_json::from_str(snapshot).map_err(|_| Vec::new())?;
        slice["principals"] = json!([slice["principal"]]);
        Ok(Slice {
            world: World::read(&slice["catalog"], &slice),
            principal: text(&slice["principal"], "id"),
            within: items(&slice, "scopes").iter().map(|scope| text(scope, "id")).collect(),
            expires_at: slice["expiresAt"].as_str().and_then(times::from_text),
        })
    }

    fn session_check(session: &Slice, permission: &str, scope: &str, at: f64) -> String {
        let Slice { world, principal, within, expires_at } = session;
        answer::decide_in_session(world, principal, within, permission, scope, *expires_at, shift(at)).to_string()
    }
}

/// The first model on which an engine with this fault is reported.
fn first_report(fault: usize) -> Option<u64> {
    FAULT.set(fault);
    (0..400).find(|seed| compare::<Mirror>(&Model::new(*seed, &Size::SMALL)).is_err())
}

#[test]
fn a_right_engine_is_never_reported() {
    assert_eq!(first_report(0), None);
}

#[test]
fn every_wrong_engine_is_reported() {
    for (fault, name) in FAULTS.iter().enumerate().skip(1) {
        assert!(first_report(fault).is_some(), "an engine with this fault goes unseen: {name}");
    }
}

#[test]
fn a_report_names_the_seed_and_is_cut_down() {
    let seed = first_report(13).expect("the fault is found");
    let report = check_seed::<Mirror>(seed).expect_err("the fault is found again");
    assert!(report.contains(&format!("ROLESCOPE_SEED={seed}")), "{report}");
    let line = report.lines().find_map(|line| line.strip_prefix("directory: ")).expect("the directory is shown");
    let directory: Value = serde_json::from_str(line).expect("the directory is whole");
    assert_eq!(items(&directory, "roleAssignments").len(), 1, "{report}");
}

/// Each reason is met often enough that a mistake about it would be seen.
#[test]
fn every_reason_comes_up() {
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..400 {
        let model = Model::new(seed, &Size::SMALL);
        let world = World::read(&model.catalog, &model.directory);
        for at in model.times() {
            for principal in &world.principals {
                for permission in &world.permissions {
                    for scope in &world.scopes {
                        let reason = answer::decide(&world, &principal.id, &permission.id, &scope.id, at);
                        *met.entry(reason).or_default() += 1;
                    }
                }
            }
        }
    }
    for reason in ["granted", "not-applicable", "narrowed", "expired", "not-started", "override-ineffective"] {
        assert!(met.get(reason).is_some_and(|count| *count > 200), "{reason} is rare: {met:?}");
    }
    assert!(met.contains_key("inactive-principal") && met.contains_key("no-grant"), "{met:?}");
}
