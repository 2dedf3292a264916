//! Change sets: what is tried is what is applied, what is applied is what its text says, and the difference that is
//! reported is the difference that there is.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at the unexpected")]
#![allow(clippy::print_stdout, reason = "a test tells how much it saw")]
#![allow(unreachable_pub, missing_docs, reason = "a test program has no readers outside")]

#[path = "changes/worlds.rs"]
mod worlds;

use std::collections::BTreeMap;

use rolescope::{Catalog, Change, ChangeOptions, Directory, Options, Severity, Time};
use worlds::{Random, World};

/// Change sets in each of four worlds: 100,000 together. Another number is asked for with `ROLESCOPE_STEPS`.
fn steps() -> usize {
    std::env::var("ROLESCOPE_STEPS").ok().and_then(|text| text.parse().ok()).unwrap_or(25_000)
}

fn now() -> Time {
    Time::parse("2026-06-01T00:00:00Z").expect("a time")
}

fn load(catalog: &Catalog, text: &str) -> Directory {
    Directory::parse(catalog, text, Options { lenient: false, now: now() })
        .unwrap_or_else(|error| panic!("it does not load: {:?}\n{text}", error.issues))
}

type Table = BTreeMap<(String, String), Vec<String>>;

/// What every principal may do everywhere.
fn everything(directory: &Directory) -> Table {
    let mut table = Table::new();
    for principal in directory.principals() {
        for scope in directory.scopes() {
            let found = directory.list_permissions(&principal.id, &scope.id, Some(now()));
            if !found.is_empty() {
                table.insert((principal.id.clone(), scope.id), found.into_iter().map(str::to_owned).collect());
            }
        }
    }
    table
}

/// What two tables differ in, in the form of the reported difference.
fn difference(before: &Table, after: &Table) -> BTreeMap<(String, String), (Vec<String>, Vec<String>)> {
    let none = Vec::new();
    let only = |some: &[String], others: &[String]| -> Vec<String> {
        some.iter().filter(|id| !others.contains(id)).cloned().collect()
    };
    let keys: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
    let rows = keys.into_iter().map(|key| {
        let (old, new) = (before.get(&key).unwrap_or(&none), after.get(&key).unwrap_or(&none));
        let row = (only(new, old), only(old, new));
        (key, row)
    });
    rows.filter(|(_, (gained, lost))| !gained.is_empty() || !lost.is_empty()).collect()
}

fn walk(world: &World, seed: u64) {
    let catalog = world.catalog();
    let mut directory = load(&catalog, &world.text);
    let mut random = Random::new(seed);
    let (mut applied, mut refused) = (0, 0);
    for step in 0..steps() {
        let text = world.change_set(&directory, &mut random);
        let changes = match Change::parse(&text) {
            Ok(changes) => changes,
            Err(error) => panic!("{text}: {:?}", error.issues),
        };
        let actor = world.actor(&mut random);
        let options = ChangeOptions { by: actor.as_deref(), at: now(), diff_limit: usize::MAX };
        let before = everything(&directory);
        let text_before = directory.to_json();
        let simulated = directory.simulate(&changes, options);
        assert_eq!(directory.to_json(), text_before, "seed {seed}, step {step}: to try changes something: {text}");
        let revision = directory.revision();
        let tell = || format!("seed {seed}, step {step}, by {actor:?}: {text}\nbefore: {text_before}");
        match directory.apply(&changes, options, true) {
            Err(error) => {
                refused += 1;
                assert!(!simulated.ok, "simulated, and refused with {:?}: {}", error.issues, tell());
                assert_eq!(simulated.issues, error.issues, "{}", tell());
                assert_eq!(directory.to_json(), text_before, "a refusal changes something: {}", tell());
                assert_eq!(everything(&directory), before, "a refusal changes an answer: {}", tell());
            }
            Ok(done) => {
                applied += 1;
                assert!(simulated.ok, "refused when simulated with {:?}: {}", simulated.issues, tell());
                assert_eq!(done.issues, simulated.issues, "{}", tell());
                assert_eq!((done.revision, directory.revision()), (revision + 1, revision + 1));
                assert!(done.issues.iter().all(|issue| issue.severity == Severity::Warning));
                let after = everything(&directory);
                let diff = done.diff.expect("it was asked for");
                assert_eq!(diff, simulated.diff, "{}", tell());
                let reported = diff.into_iter().map(|row| ((row.principal, row.scope), (row.gained, row.lost)));
                assert_eq!(reported.collect::<BTreeMap<_, _>>(), difference(&before, &after), "{}", tell());
                // rebuilt from its text it answers the same
                let text_after = directory.to_json();
                let rebuilt = load(&catalog, &text_after);
                assert_eq!(rebuilt.to_json(), text_after, "{}", tell());
                assert_eq!(everything(&rebuilt), after, "{}\nafter: {text_after}", tell());
                assert_eq!(directory.issues(), rebuilt.issues(), "{}", tell());
                assert_eq!(directory.review(Some(now())), rebuilt.review(Some(now())), "{}", tell());
                assert_eq!(directory.overrides(Some(now())), rebuilt.overrides(Some(now())), "{}", tell());
                for scope in directory.scopes() {
                    assert_eq!(
                        directory.seats(&scope.id, Some(now())),
                        rebuilt.seats(&scope.id, Some(now())),
                        "{}",
                        tell()
                    );
                }
                for principal in directory.principals() {
                    let [live, anew] = [&directory, &rebuilt].map(|directory| {
                        let until = directory.session(&principal.id).valid_until(now());
                        (directory.snapshot(&principal.id, None, Some(now())), until)
                    });
                    assert_eq!(live, anew, "the session of `{}`: {}", principal.id, tell());
                }
                let permission = world.permission(&mut random, &catalog);
                for scope in directory.scopes() {
                    assert_eq!(
                        directory.list_principals(&permission, &scope.id, Some(now())),
                        rebuilt.list_principals(&permission, &scope.id, Some(now())),
                        "who can `{permission}` at `{}`: {}",
                        scope.id,
                        tell()
                    );
                }
            }
        }
        if step % 64 == 63 {
            directory = load(&catalog, &world.text);
        }
    }
    println!("{}: {applied} applied, {refused} refused", world.name);
    assert!(applied > steps() / 20 && refused > steps() / 20, "{applied} applied, {refused} refused");
}

#[test]
fn random_changes_of_a_twilio_tenant() {
    walk(&worlds::twilio(), 1);
}

#[test]
fn random_changes_of_a_studio_tenant() {
    walk(&worlds::studio(), 2);
}

#[test]
fn random_changes_of_a_voiceflow_tenant() {
    walk(&worlds::voiceflow(), 3);
}

#[test]
fn random_changes_where_a_narrow_and_a_widen_may_share_a_key() {
    walk(&worlds::both(), 4);
}
