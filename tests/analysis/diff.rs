//! Two versions side by side: a known edit gives just its entry.

use rolescope::{BUILTIN_IDS, Catalog, CatalogDiff, ChangeKind, Changed};
use serde_json::{Value, json};

use crate::{
    generate::{Random, catalog},
    parse, small,
};

fn of(before: &Value, after: &Value) -> Value {
    json!(parse(before).diff(&parse(after)))
}

/// The diff that an edit of the small catalog gives.
#[track_caller]
fn gives(edit: impl FnOnce(&mut Value), wanted: Value) {
    let mut after = small();
    edit(&mut after);
    let mut full = json!({ "roles": [], "permissions": [], "pages": [] });
    full.as_object_mut().expect("an object").extend(wanted.as_object().expect("an object").clone());
    assert_eq!(of(&small(), &after), full);
}

/// Puts one text in the place of another wherever it stands as a whole.
fn renamed(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) if text == from => to.clone_into(text),
        Value::Array(elements) => elements.iter_mut().for_each(|element| renamed(element, from, to)),
        Value::Object(fields) => fields.values_mut().for_each(|field| renamed(field, from, to)),
        _ => {}
    }
}

fn all_catalogs() -> Vec<Value> {
    let mut random = Random(11);
    let built_in = BUILTIN_IDS.map(|id| Catalog::builtin(id).expect("it is built in").to_json());
    let built_in = built_in.map(|text| serde_json::from_str(&text).expect("it is JSON"));
    (0..200).map(|_| catalog(&mut random, 7)).chain(built_in).chain([small()]).collect()
}

/// A catalog differs in nothing from itself, nor from one that is worded or sorted otherwise: one with the same hash.
#[test]
fn what_decides_alike_differs_in_nothing() {
    for text in all_catalogs() {
        let mut other = text.clone();
        for section in ["scopeTypes", "permissions", "roles", "pages"] {
            let rows = other[section].as_array_mut().expect("a list");
            rows.reverse();
            for row in rows {
                for label in ["name", "title", "description", "product"] {
                    if row.get(label).is_some() {
                        row[label] = json!("another");
                    }
                }
                for list in ["appliesTo", "assignableAt", "grants", "inherits", "scopeTypes"] {
                    if let Some(list) = row.get_mut(list).and_then(Value::as_array_mut) {
                        list.reverse();
                    }
                }
                for list in ["all", "any"] {
                    if let Some(list) = row.pointer_mut(&format!("/requires/{list}")).and_then(Value::as_array_mut) {
                        list.sort_by_key(|part| std::cmp::Reverse(part.as_str().map(str::to_owned)));
                    }
                }
            }
        }
        let nothing = json!({ "roles": [], "permissions": [], "pages": [] });
        assert_eq!(of(&text, &text), nothing);
        assert_eq!(parse(&text).hash(), parse(&other).hash());
        assert_eq!(of(&text, &other), nothing);
    }
}

/// What was added one way was removed the other way, gained is lost, and a rename leads back.
#[test]
fn turned_round_a_difference_is_its_mirror() {
    let mirror = |list: &[Changed]| {
        let mut list: Vec<String> = list
            .iter()
            .map(|changed| {
                let Changed { id, change, to, gained, lost } = changed.clone();
                let (id, to) = match to {
                    Some(to) => (to, Some(id)),
                    None => (id, None),
                };
                let change = match change {
                    ChangeKind::Added => ChangeKind::Removed,
                    ChangeKind::Removed => ChangeKind::Added,
                    other => other,
                };
                format!("{:?}", Changed { id, change, to, gained: lost, lost: gained })
            })
            .collect();
        list.sort();
        list
    };
    let plain = |list: &[Changed]| {
        let mut list: Vec<String> = list.iter().map(|changed| format!("{changed:?}")).collect();
        list.sort();
        list
    };
    let catalogs: Vec<Catalog> = all_catalogs().iter().map(parse).collect();
    let mut changes = 0;
    for (one, other) in catalogs.iter().zip(catalogs.iter().skip(1)) {
        let (there, back): (CatalogDiff, CatalogDiff) = (one.diff(other), other.diff(one));
        for (there, back) in
            [(&there.roles, &back.roles), (&there.permissions, &back.permissions), (&there.pages, &back.pages)]
        {
            // a role that is renamed and has other ids for permissions is listed once each way
            assert_eq!(mirror(there), plain(back));
            changes += there.len();
        }
    }
    assert!(changes > 1_000, "only {changes} changes");
}

/// A row that comes is added, one that goes is removed, and what a role has lost or won with it is said.
#[test]
fn rows_come_and_go() {
    let dead = json!({ "id": "docs.file.print", "appliesTo": ["team"] });
    let push = |section: &'static str, row: Value| {
        move |after: &mut Value| after[section].as_array_mut().expect("a list").push(row)
    };
    gives(push("permissions", dead), json!({ "permissions": [{ "id": "docs.file.print", "change": "added" }] }));
    let guest = json!({ "id": "guest", "name": "Guest", "kind": "standard", "assignableAt": ["team"], "grants": [] });
    gives(push("roles", guest), json!({ "roles": [{ "id": "guest", "change": "added" }] }));
    let page = json!({ "id": "share", "path": "share", "title": "Share", "scopeTypes": ["team"], "requires": "docs.file.share" });
    gives(push("pages", page), json!({ "pages": [{ "id": "share", "change": "added" }] }));
    gives(
        |after| _ = after["pages"].as_array_mut().expect("a list").pop(),
        json!({ "pages": [{ "id": "docs.edit", "change": "removed" }] }),
    );
    gives(
        |after| {
            after["roles"].as_array_mut().expect("a list").pop();
            after["rules"] = json!([]);
        },
        json!({ "roles": [{ "id": "editor", "change": "removed" }] }),
    );
    gives(
        |after| {
            after["permissions"].as_array_mut().expect("a list").remove(2);
            after["roles"][1]["grants"].as_array_mut().expect("a list").remove(1);
            after["pages"][1]["requires"]["all"][1]["any"] = json!(["docs.file.edit"]);
        },
        json!({
            "roles": [{ "id": "editor", "change": "changed", "lost": ["docs.file.share"] }],
            "permissions": [{ "id": "docs.file.share", "change": "removed" }],
            "pages": [{ "id": "docs.edit", "change": "changed" }],
        }),
    );
}

/// A new name for the same thing is a rename and nothing else, wherever the name is used.
#[test]
fn a_rename_is_one_entry() {
    for (section, from, to) in [
        ("permissions", "docs.file.read", "docs.file.open"),
        ("permissions", "docs.file.edit", "text.file.write"),
        ("roles", "reader", "guest"),
        ("roles", "editor", "author"),
        ("pages", "docs", "files"),
        ("pages", "docs.edit", "change"),
    ] {
        // the path of a page and its id may be the same word: the path stays
        let edit = |after: &mut Value| {
            let paths: Vec<Value> =
                after["pages"].as_array().expect("a list").iter().map(|page| page["path"].clone()).collect();
            renamed(after, from, to);
            for (page, path) in after["pages"].as_array_mut().expect("a list").iter_mut().zip(paths) {
                page["path"] = path;
            }
        };
        // two permissions of the same holders and scope types cannot be told apart; `share` is not of this edit
        let mut wanted = json!({});
        wanted[section] = json!([{ "id": from, "change": "renamed", "to": to }]);
        gives(edit, wanted);
    }
}

/// Two rows that mean the same, both under new ids: which became which is not known, so nothing is said to be renamed.
#[test]
fn a_rename_that_is_not_sure_is_none() {
    gives(
        |after| {
            renamed(after, "docs.file.edit", "docs.text.edit");
            renamed(after, "docs.file.share", "docs.text.share");
        },
        json!({
            "roles": [{
                "id": "editor", "change": "changed",
                "gained": ["docs.text.edit", "docs.text.share"], "lost": ["docs.file.edit", "docs.file.share"],
            }],
            "permissions": [
                { "id": "docs.file.edit", "change": "removed" }, { "id": "docs.file.share", "change": "removed" },
                { "id": "docs.text.edit", "change": "added" }, { "id": "docs.text.share", "change": "added" },
            ],
            "pages": [{ "id": "docs.edit", "change": "changed" }],
        }),
    );
    // one went and two came, or the other way round
    let guest = |id: &str| json!({ "id": id, "name": "Guest", "kind": "guest", "assignableAt": ["org"], "grants": [] });
    let with = |ids: &[&str]| {
        let mut text = small();
        text["roles"].as_array_mut().expect("a list").extend(ids.iter().map(|id| guest(id)));
        text
    };
    let roles = |before: &Value, after: &Value| of(before, after)["roles"].take();
    assert_eq!(
        roles(&with(&["a"]), &with(&["b", "c"])),
        json!([{ "id": "a", "change": "removed" }, { "id": "b", "change": "added" }, { "id": "c", "change": "added" }])
    );
    assert_eq!(
        roles(&with(&["b", "c"]), &with(&["a"])),
        json!([{ "id": "b", "change": "removed" }, { "id": "c", "change": "removed" }, { "id": "a", "change": "added" }])
    );
    assert_eq!(roles(&with(&["a"]), &with(&["b"])), json!([{ "id": "a", "change": "renamed", "to": "b" }]));
    // another right, other scope types: no rename either
    gives(
        |after| {
            renamed(after, "reader", "guest");
            after["roles"][0]["kind"] = json!("weak");
        },
        json!({ "roles": [{ "id": "reader", "change": "removed" }, { "id": "guest", "change": "added" }] }),
    );
}

/// Whatever else of a row decides is a change of that row alone.
#[test]
fn a_changed_row_is_one_entry() {
    let changed = |section: &str, id: &str| {
        let mut wanted = json!({});
        wanted[section] = json!([{ "id": id, "change": "changed" }]);
        wanted
    };
    for (pointer, value) in [
        ("/roles/1/kind", json!("strong")),
        ("/roles/1/reach", json!("self")),
        ("/roles/1/reach", json!("linked")),
        ("/roles/1/assignableAt", json!(["org", "team"])),
        ("/roles/1/resource", json!("team")),
    ] {
        gives(|after| set(after, pointer, value), changed("roles", "editor"));
    }
    gives(
        |after| set(after, "/permissions/1/appliesTo", json!(["org", "team"])),
        changed("permissions", "docs.file.edit"),
    );
    for (pointer, value) in [
        ("/pages/1/path", json!("docs/change")),
        ("/pages/1/whenDenied", json!("disable")),
        ("/pages/1/requires", json!("docs.file.edit")),
        ("/pages/1/requires/all/1", json!({ "all": ["docs.file.edit", "docs.file.share"] })),
    ] {
        gives(|after| set(after, pointer, value), changed("pages", "docs.edit"));
    }
    gives(
        |after| _ = after["pages"][1].as_object_mut().expect("an object").remove("parent"),
        changed("pages", "docs.edit"),
    );
    gives(|after| set(after, "/pages/0/scopeTypes", json!(["team"])), changed("pages", "docs"));
    // a page that is renamed and opens otherwise is both: the second entry has the new id
    gives(
        |after| {
            set(after, "/pages/1/id", json!("docs.change"));
            set(after, "/pages/1/requires", json!("docs.file.edit"));
        },
        json!({ "pages": [
            { "id": "docs.edit", "change": "renamed", "to": "docs.change" }, { "id": "docs.change", "change": "changed" },
        ] }),
    );
    // what is inherited is won too
    gives(
        |after| {
            set(
                after,
                "/roles/0/grants",
                json!([{ "permission": "docs.file.read" }, { "permission": "docs.file.share" }]),
            )
        },
        json!({ "roles": [{ "id": "reader", "change": "changed", "gained": ["docs.file.share"] }] }),
    );
}

fn set(after: &mut Value, pointer: &str, value: Value) {
    let (row, field) = pointer.rsplit_once('/').expect("a field");
    let row = after.pointer_mut(row).expect("it leads somewhere");
    match field.parse::<usize>() {
        Ok(index) => row[index] = value,
        Err(_) => row[field] = value,
    }
}
