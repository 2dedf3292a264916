//! Laws, each checked in every small world: all catalogs, forests and sets of role assignments of the sizes that
//! `support/small.rs` states.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at the unexpected")]
#![allow(clippy::print_stdout, reason = "a test tells how many worlds it saw")]
#![allow(clippy::cast_precision_loss, reason = "times are small numbers")]
#![allow(unreachable_pub, missing_docs, reason = "a test program has no readers outside")]

#[path = "support/small.rs"]
mod small;

use std::collections::{BTreeMap, BTreeSet};

use rolescope::{Catalog, Directory, OverrideView, Reason, Snapshot};
use serde_json::{Value, json};
use small::{
    Forest, PERMISSIONS, PRINCIPALS, Question, Reach, Role, Roles, Row, Set, TIMES, WINDOW, each_world, expected,
    granted, ids, load, options, row, row_sets, rows, text, time,
};

/// Says how many worlds there were, and that they were not few.
fn seen(count: usize, least: usize) {
    println!("{count} worlds");
    assert!(count >= least, "only {count} worlds");
}

/// Nothing is allowed that no role assignment grants: what is granted is what the rows say, word by word.
/// Without a row everything is denied, and so is whatever has an unknown name or time.
#[test]
fn default_deny() {
    let count = each_world(|roles, catalog, forest, rows| {
        let directory = load(catalog, &text(forest, rows, &[]));
        let found = granted(&directory, forest);
        assert_eq!(found, expected(roles, forest, rows), "{roles:?} {forest:?} {rows:?}");
        if rows.is_empty() {
            assert!(found.is_empty());
        }
        let (scope, at) = (forest.0[0].id, Some(time(10)));
        for (who, permission, place, at, reason) in [
            ("eve", PERMISSIONS[0], scope, at, Reason::UnknownPrincipal),
            ("", PERMISSIONS[0], scope, at, Reason::UnknownPrincipal),
            ("ann", "docs.file", scope, at, Reason::UnknownPermission),
            ("ann", "", scope, at, Reason::UnknownPermission),
            ("ann", PERMISSIONS[0], "O9", at, Reason::UnknownScope),
            ("ann", PERMISSIONS[0], "", at, Reason::UnknownScope),
            ("ann", PERMISSIONS[0], scope, None, Reason::InvalidTime),
        ] {
            assert_eq!(directory.check(who, permission, place, at).reason, reason, "{who} {permission} {place}");
        }
    });
    seen(count, 9_000);
}

/// One more role assignment never takes anything away, whoever holds it.
#[test]
fn monotone() {
    let mut count = 0;
    for roles in Roles::all() {
        let catalog = roles.catalog();
        for forest in Forest::all() {
            let all = rows("ann", &forest);
            let of = |set: &[Row]| granted(&load(&catalog, &text(&forest, set, &[])), &forest);
            let single: Vec<BTreeSet<Question>> = all.iter().map(|row| of(std::slice::from_ref(row))).collect();
            for (one, alone) in single.iter().enumerate() {
                for (other, added) in single.iter().enumerate().filter(|(other, _)| *other != one) {
                    let both = of(&[all[one].clone(), all[other].clone()]);
                    assert!(both.is_superset(alone), "{roles:?} {forest:?} {:?} + {:?}", all[one], all[other]);
                    // more than that: two rows grant what each of them grants
                    assert_eq!(both, alone.union(added).copied().collect());
                    count += 1;
                }
                let bobs = Row { who: "bob", ..all[one].clone() };
                assert!(of(&[all[one].clone(), bobs]).is_superset(alone));
            }
        }
    }
    seen(count, 9_000);
}

/// The answers depend on no order: of the assignments, of the scopes, of the principals.
/// A row that is there twice is refused, and when loading is lenient it is as if it were there once.
#[test]
fn order_and_duplicates_change_nothing() {
    let count = each_world(|roles, catalog, forest, rows| {
        let straight = text(forest, rows, &[]);
        let found = granted(&load(catalog, &straight), forest);
        let mut turned = straight.clone();
        for list in ["scopes", "principals", "roleAssignments"] {
            turned[list].as_array_mut().expect("a list").reverse();
        }
        assert_eq!(granted(&load(catalog, &turned), forest), found, "{roles:?} {forest:?} {rows:?}");

        let mut doubled = straight.clone();
        let list = doubled["roleAssignments"].as_array_mut().expect("a list");
        list.extend(list.clone());
        let strict = Directory::parse(catalog, doubled.to_string(), options(false));
        let codes: Vec<&str> = strict
            .as_ref()
            .err()
            .into_iter()
            .flat_map(|error| &error.issues)
            .map(|issue| issue.code.as_str())
            .collect();
        assert_eq!(codes, vec!["duplicate-assignment"; rows.len()]);
        let lenient = Directory::parse(catalog, doubled.to_string(), options(true)).expect("it loads leniently");
        assert_eq!(granted(&lenient, forest), found);
    });
    seen(count, 9_000);
}

/// What is given at a scope changes nothing beside it, above it or in another tree: only at the scope, below it, and
/// at what is linked.
#[test]
fn siblings_are_isolated() {
    let mut count = 0;
    for roles in Roles::all() {
        let catalog = roles.catalog();
        for forest in Forest::all() {
            for row in rows("ann", &forest) {
                let mut may = forest.below(row.scope);
                for scope in forest.below(row.scope) {
                    may.extend(forest.0[scope].links.iter().flat_map(|linked| forest.below(*linked)));
                }
                let found = granted(&load(&catalog, &text(&forest, std::slice::from_ref(&row), &[])), &forest);
                for (who, _, scope, _) in found {
                    assert_eq!(who, "ann");
                    assert!(may.contains(&scope), "{roles:?} {forest:?} {row:?} reaches {}", forest.0[scope].id);
                }
                count += 1;
            }
        }
    }
    seen(count, 2_500);
}

/// An assignment grants from its start until just before its end: `startsAt ≤ t < expiresAt`. Outside it is as if it
/// were not there, and the reason says on which side.
#[test]
fn expiry_boundary() {
    let mut count = 0;
    let (starts, ends) = WINDOW;
    for roles in Roles::all() {
        let catalog = roles.catalog();
        for forest in Forest::all() {
            let none = granted(&load(&catalog, &text(&forest, &[], &[])), &forest);
            for row in rows("ann", &forest) {
                let always = granted(&load(&catalog, &text(&forest, std::slice::from_ref(&row), &[])), &forest);
                for window in [WINDOW, (starts, None), (None, ends)] {
                    let row = Row { window, ..row.clone() };
                    let directory = load(&catalog, &text(&forest, std::slice::from_ref(&row), &[]));
                    let found = granted(&directory, &forest);
                    for at in TIMES {
                        let early = window.0.is_some() && at < 10;
                        let late = window.1.is_some() && at >= 20;
                        let here = |set: &BTreeSet<Question>| -> BTreeSet<Question> {
                            set.iter().filter(|question| question.3 == at).copied().collect()
                        };
                        let wanted = if early || late { here(&none) } else { here(&always) };
                        assert_eq!(here(&found), wanted, "{roles:?} {forest:?} {row:?} at {at}");
                        for (who, permission, scope, _) in here(&always).into_iter().filter(|_| early || late) {
                            let decision =
                                directory.check(who, PERMISSIONS[permission], forest.0[scope].id, Some(time(at)));
                            let reason = if early { Reason::NotStarted } else { Reason::Expired };
                            assert_eq!(decision.reason, reason);
                        }
                    }
                    count += 1;
                }
            }
        }
    }
    seen(count, 9_000);
}

fn narrow(forest: &Forest, row: &Row, left: Set, pinned: Option<Set>) -> Value {
    let mut narrow = json!({
        "mode": "narrow", "principal": row.who, "role": row.role.id(), "scope": forest.0[row.scope].id,
        "permissions": ids(left).collect::<Vec<_>>(),
    });
    if let Some(pinned) = pinned {
        narrow["pinned"] = ids(pinned).collect();
    }
    narrow
}

/// A narrowed assignment grants what the narrow left of the role as pinned, whatever the role has become. With
/// `current` it grants of that what the role has today. A narrow to more than the role as pinned is refused.
/// What is kept away says so.
#[test]
fn a_narrow_never_grants_outside_the_role_as_pinned() {
    let mut count = 0;
    for (base, follows) in
        Roles::all().into_iter().flat_map(|roles| ["pinned", "current"].map(|follows| (roles, follows)))
    {
        let roles = Roles { follows, ..base };
        let catalog = roles.catalog();
        for forest in Forest::all().into_iter().filter(|forest| forest.0.len() <= 3) {
            for row in rows("ann", &forest) {
                let today = roles.closure(row.role);
                for (pinned, left) in (0..4).flat_map(|pinned| (0..4).map(move |left| (pinned, left))) {
                    let text = text(&forest, std::slice::from_ref(&row), &[narrow(&forest, &row, left, Some(pinned))]);
                    if left & !pinned != 0 {
                        let refused = Directory::parse(&catalog, text.to_string(), options(false)).err();
                        let codes = refused.expect("it is refused").issues.into_iter().map(|issue| issue.code.as_str());
                        assert!(codes.eq(ids(left & !pinned).map(|_| "outside-role")));
                        continue;
                    }
                    let grants = if follows == "pinned" { left } else { left & today };
                    assert_eq!(grants & !pinned, 0, "the law, of the numbers themselves");
                    let directory = load(&catalog, &text);
                    for question in small::questions(&forest) {
                        let (who, permission, scope, at) = question;
                        let reaches = who == "ann" && forest.reached(roles, row.role, row.scope).contains(&scope);
                        let applies = small::applies(permission, &forest, scope);
                        let reason = match (applies, reaches) {
                            (false, _) => Reason::NotApplicable,
                            (true, true) if grants >> permission & 1 == 1 => Reason::Granted,
                            (true, true) if today >> permission & 1 == 1 => Reason::Narrowed,
                            _ => Reason::NoGrant,
                        };
                        let decision =
                            directory.check(who, PERMISSIONS[permission], forest.0[scope].id, Some(time(at)));
                        assert_eq!(
                            decision.reason, reason,
                            "{roles:?} {forest:?} {row:?} {pinned} {left} {question:?}"
                        );
                    }
                    count += 1;
                }
                // one without `pinned` is pinned to the role as it is at load
                let bare = text(&forest, std::slice::from_ref(&row), &[narrow(&forest, &row, today & 1, None)]);
                let stated =
                    text(&forest, std::slice::from_ref(&row), &[narrow(&forest, &row, today & 1, Some(today))]);
                assert_eq!(load(&catalog, &bare).to_json(), load(&catalog, &stated).to_json());
            }
        }
    }
    seen(count, 9_000);
}

/// A widen has effect only while an active assignment of an eligible role reaches its scope, by any path, lift
/// included. Then it grants its whole role from its scope on; else nothing at all, and the reason says so.
#[test]
fn a_widen_is_only_for_the_eligible() {
    let mut count = 0;
    for roles in Roles::all().into_iter().flat_map(|roles| [false, true].map(|lift| Roles { lift, ..roles })) {
        let catalog = roles.catalog();
        let forests = Forest::all().into_iter().filter(|forest| forest.0.iter().any(small::Scope::is_team));
        for mut forest in forests {
            if roles.lift {
                forest.0[0].plan = Some("big");
            }
            let teams = (0..forest.0.len()).filter(|scope| forest.0[*scope].is_team()).collect::<Vec<_>>();
            for set in row_sets(&forest).into_iter().filter(|set| set.len() < 2 || !roles.lift) {
                for team in &teams {
                    let widen =
                        json!({ "mode": "widen", "principal": "ann", "scope": forest.0[*team].id, "role": "senior" });
                    let directory = load(&catalog, &text(&forest, &set, &[widen]));
                    let found = granted(&directory, &forest);
                    let mut wanted = expected(roles, &forest, &set);
                    for at in TIMES {
                        let active = |row: &&Row| {
                            row.window.0.is_none_or(|starts| starts <= at) && row.window.1.is_none_or(|ends| at < ends)
                        };
                        let is_backed = set.iter().filter(active).any(|row| {
                            row.role == Role::Junior && forest.reached(roles, Role::Junior, row.scope).contains(team)
                        });
                        let overrides = directory.overrides(Some(time(at)));
                        assert_eq!(
                            overrides.iter().map(|row: &OverrideView| row.effective).collect::<Vec<_>>(),
                            [is_backed]
                        );
                        if is_backed {
                            wanted.extend(
                                expected(roles, &forest, &[row("ann", Role::Senior, *team)])
                                    .into_iter()
                                    .filter(|it| it.3 == at),
                            );
                        } else if set.is_empty() && roles.closure(Role::Senior) & 1 == 1 {
                            let decision = directory.check("ann", PERMISSIONS[0], forest.0[*team].id, Some(time(at)));
                            assert_eq!(decision.reason, Reason::OverrideIneffective);
                        }
                    }
                    assert_eq!(found, wanted, "{roles:?} {forest:?} {set:?} widened at {}", forest.0[*team].id);
                    count += 1;
                }
            }
        }
    }
    seen(count, 9_000);
}

/// A role with a lift reaches from the nearest organization too, on the plan that it names and on no other.
#[test]
fn a_lift_follows_the_attribute() {
    let mut count = 0;
    for roles in Roles::all() {
        let roles = Roles { lift: true, ..roles };
        let catalog = roles.catalog();
        for plan in [None, Some("basic"), Some("big")] {
            for mut forest in Forest::all() {
                forest.0[0].plan = plan;
                for row in rows("ann", &forest) {
                    let found = granted(&load(&catalog, &text(&forest, std::slice::from_ref(&row), &[])), &forest);
                    assert_eq!(
                        found,
                        expected(roles, &forest, std::slice::from_ref(&row)),
                        "{roles:?} {forest:?} {row:?}"
                    );
                    count += 1;
                }
            }
        }
    }
    seen(count, 9_000);
}

/// Every listing is the sum of single checks, and a session gives the allows of the directory: one that follows it, and
/// one of a snapshot, which knows nothing of scopes that no row reaches.
#[test]
fn lists_checks_and_sessions_agree() {
    let count = each_world(|roles, catalog, forest, rows| {
        let context = || format!("{roles:?} {forest:?} {rows:?}");
        let directory = load(catalog, &text(forest, rows, &[]));
        let found = granted(&directory, forest);
        lists_agree(&directory, forest, &found, &context);
        for who in PRINCIPALS {
            session_agrees(catalog, &directory, forest, who, &found, &context);
        }
    });
    seen(count, 9_000);
}

/// The same with overrides, narrow and widen, at once.
#[test]
fn lists_checks_and_sessions_agree_over_overrides() {
    let mut count = 0;
    for roles in Roles::all().into_iter().filter(|roles| roles.reach != Reach::Own) {
        let catalog = roles.catalog();
        for forest in Forest::all().into_iter().filter(|forest| forest.0.iter().any(small::Scope::is_team)) {
            let last = forest.0.len() - 1;
            let team = if forest.0[last].is_team() { last } else { 1 };
            for row in rows("ann", &forest) {
                let widened = small::row("bob", Role::Junior, 0);
                let overrides = [
                    narrow(&forest, &row, roles.closure(row.role) & 1, None),
                    json!({
                        "mode": "widen", "principal": "bob", "scope": forest.0[team].id, "role": "senior",
                        "startsAt": time(10).to_string(), "expiresAt": time(20).to_string(),
                    }),
                ];
                let context = || format!("{roles:?} {forest:?} {row:?}");
                let directory = load(&catalog, &text(&forest, &[row.clone(), widened], &overrides));
                let found = granted(&directory, &forest);
                lists_agree(&directory, &forest, &found, &context);
                for who in PRINCIPALS {
                    session_agrees(&catalog, &directory, &forest, who, &found, &context);
                }
                count += 1;
            }
        }
    }
    seen(count, 1_500);
}

fn lists_agree(directory: &Directory, forest: &Forest, found: &BTreeSet<Question>, context: &dyn Fn() -> String) {
    type Sums<'a> = BTreeMap<(usize, usize, i64), Vec<&'a str>>;
    let mut sums: [Sums<'_>; 3] = Default::default();
    let place = |who: &str| PRINCIPALS.iter().position(|id| *id == who).expect("a principal");
    for (who, permission, scope, at) in found {
        sums[0].entry((place(who), *scope, *at)).or_default().push(PERMISSIONS[*permission]);
        sums[1].entry((place(who), *permission, *at)).or_default().push(forest.0[*scope].id);
        sums[2].entry((*permission, *scope, *at)).or_default().push(*who);
    }
    let none = Vec::new();
    let of = |list: usize, key: (usize, usize, i64)| sums[list].get(&key).unwrap_or(&none);
    for at in TIMES {
        for (index, who) in PRINCIPALS.iter().enumerate() {
            for (scope, place) in forest.0.iter().enumerate() {
                let listed = directory.list_permissions(who, place.id, Some(time(at)));
                assert_eq!(&listed, of(0, (index, scope, at)), "{}", context());
            }
            for (permission, id) in PERMISSIONS.iter().enumerate() {
                assert_eq!(
                    &directory.list_scopes(who, id, Some(time(at))),
                    of(1, (index, permission, at)),
                    "{}",
                    context()
                );
            }
        }
        for (permission, id) in PERMISSIONS.iter().enumerate() {
            for (scope, place) in forest.0.iter().enumerate() {
                let listed = directory.list_principals(id, place.id, Some(time(at)));
                assert_eq!(&listed, of(2, (permission, scope, at)), "{}", context());
            }
        }
    }
}

fn session_agrees(
    catalog: &Catalog,
    directory: &Directory,
    forest: &Forest,
    who: &str,
    found: &BTreeSet<Question>,
    context: &dyn Fn() -> String,
) {
    let snapshot = directory.snapshot(who, None, Some(time(0))).expect("there is a snapshot");
    let snapshot = Snapshot::load(catalog, snapshot, Some(who), options(false)).expect("it loads");
    let (live, loaded) = (directory.session(who), snapshot.session());
    assert_eq!(live.scopes(), loaded.scopes(), "{}", context());
    let known: BTreeSet<&str> = loaded.scope_ids().collect();
    for (permission, id) in PERMISSIONS.iter().enumerate() {
        for at in TIMES {
            let now = Some(time(at));
            for (scope, place) in forest.0.iter().enumerate() {
                let wanted = found.iter().any(|it| (it.0, it.1, it.2, it.3) == (who, permission, scope, at));
                assert_eq!(
                    (live.can(id, place.id, now), loaded.can(id, place.id, now)),
                    (wanted, wanted),
                    "{}",
                    context()
                );
                let reason = directory.check(who, id, place.id, now).reason;
                assert_eq!(live.check(id, place.id, now).reason, reason);
                let reason = if known.contains(place.id) { reason } else { Reason::OutsideSnapshot };
                assert_eq!(loaded.check(id, place.id, now).reason, reason, "{}", context());
                let bit = |words: Vec<u32>| words[permission / 32] >> (permission % 32) & 1 == 1;
                assert_eq!(bit(live.granted_words(place.id, now)), wanted);
                assert_eq!(bit(loaded.granted_words(place.id, now)), wanted);
            }
            let scopes = directory.list_scopes(who, id, now);
            assert_eq!(live.list_scopes(id, now), scopes);
            assert_eq!(loaded.list_scopes(id, now), scopes, "{}", context());
        }
    }
}
