//! The built-in catalogs against what their sources name: roles, permissions, matrices, and who sees which pages.
//!
//! `seeds.json` lists the names one by one, as the documents write them.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at the unexpected")]
#![allow(missing_docs, reason = "a test program has no readers outside")]

use std::collections::{BTreeMap, BTreeSet};

use rolescope::{
    Basis, Catalog, Directory, Options, PageState, PageStateKind, PermissionFilter, RoleFilter, RoleView, Time,
};
use serde_json::Value;

const SEEDS: &str = include_str!("seeds.json");
const RETAIL: &str = include_str!("catalogs/retail.json");
const DOCS: &str = include_str!("../docs/catalogs.md");

fn seeds() -> Vec<(Catalog, Value)> {
    let seeds: Vec<Value> = serde_json::from_str(SEEDS).expect("the seeds are JSON");
    let of = |seed: Value| (Catalog::builtin(seed["vendor"].as_str().expect("a vendor")).expect("a catalog"), seed);
    seeds.into_iter().map(of).collect()
}

fn texts<'v>(value: &'v Value, field: &str) -> Vec<&'v str> {
    value[field].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn roles(catalog: &Catalog) -> Vec<RoleView> {
    catalog.roles(&RoleFilter::default())
}

/// The id that a name has to have: its words in lower case, without punctuation. An id that is a name stays as it is.
fn id_of(name: &str) -> String {
    let word = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let words = name.split(|character| !word(character)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

#[test]
fn every_vendor_is_in_the_seeds() {
    let ids: Vec<String> = seeds().iter().map(|(catalog, _)| catalog.id().to_owned()).collect();
    assert_eq!(ids, rolescope::BUILTIN_IDS);
}

#[test]
fn every_role_of_every_document_is_there_under_its_name() {
    let mut walked = 0;
    for (catalog, seed) in seeds() {
        let roles = roles(&catalog);
        let mut named = BTreeSet::new();
        for document in seed["documents"].as_array().expect("documents") {
            for (kind, names) in document["names"].as_object().expect("names by kind") {
                for name in names.as_array().expect("names").iter().filter_map(Value::as_str) {
                    let found = roles.iter().find(|role| role.name == name);
                    let role = found.unwrap_or_else(|| panic!("{} lacks the role {name:?}", catalog.id()));
                    assert_eq!((&role.kind, &role.id), (kind, &id_of(name)), "{name}");
                    named.insert(name);
                    walked += 1;
                }
            }
        }
        assert_eq!(named, texts(&seed, "names").into_iter().collect(), "{}", catalog.id());
    }
    assert!(walked >= 59 + 3 + 5, "only {walked} names");
}

#[test]
fn there_are_as_many_roles_of_each_kind_as_the_sources_have() {
    let counts = |id: &str| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for role in roles(&Catalog::builtin(id).expect("a catalog")) {
            *counts.entry(role.kind).or_default() += 1;
        }
        counts.into_iter().collect::<Vec<_>>()
    };
    let expected = |counts: &[(&str, usize)]| -> Vec<(String, usize)> {
        counts.iter().map(|(kind, count)| ((*kind).to_owned(), *count)).collect()
    };
    let twilio = expected(&[("built-in", 47), ("general", 5), ("organization", 5), ("resource-based", 2)]);
    assert_eq!(twilio.iter().map(|(_, count)| count).sum::<usize>(), 59);
    assert_eq!(counts("twilio"), twilio);
    assert_eq!(counts("studio"), expected(&[("account-user", 3), ("service-provider", 1), ("system", 1)]));
    assert_eq!(counts("voiceflow"), expected(&[("workspace", 5)]));
}

#[test]
fn every_role_says_what_it_is_and_where_it_can_be() {
    for (catalog, _) in seeds() {
        for role in roles(&catalog) {
            assert!(!role.description.is_empty() && !role.assignable_at.is_empty(), "{}", role.id);
            assert_eq!(catalog.role(&role.id).expect("it is there"), role);
            for permission in &role.permissions {
                let stands = permission.basis == Basis::Stated || permission.why.is_some();
                assert!(stands, "{} has {} for no stated reason", role.id, permission.id);
            }
        }
    }
}

#[test]
fn every_fixed_permission_is_there_and_some_role_has_it() {
    let mut walked = 0;
    for (catalog, seed) in seeds() {
        let known: BTreeSet<String> =
            catalog.permissions(&PermissionFilter::default()).into_iter().map(|permission| permission.id).collect();
        for id in texts(&seed, "permissions") {
            assert!(known.contains(id), "{} lacks the permission {id}", catalog.id());
            let with = RoleFilter { permission: Some(id.to_owned()), ..RoleFilter::default() };
            assert!(!catalog.roles(&with).is_empty(), "no role of {} has {id}", catalog.id());
            walked += 1;
        }
    }
    assert!(walked >= 169 + 48 + 18, "only {walked} permissions");
}

#[test]
fn every_cell_of_every_matrix_holds() {
    let mut walked = 0;
    for (catalog, seed) in seeds() {
        let matrix = catalog.matrix(&RoleFilter::default());
        for (permission, cells) in seed["matrix"].as_object().expect("a matrix") {
            let column = matrix.permissions.iter().position(|id| id == permission);
            let column = column.unwrap_or_else(|| panic!("no column {permission}"));
            for (role, holds) in cells.as_object().expect("cells") {
                let row = matrix.roles.iter().position(|id| id == role).unwrap_or_else(|| panic!("no row {role}"));
                let cell = matrix.cells[row * matrix.permissions.len() + column] == 1;
                assert_eq!(Some(cell), holds.as_bool(), "{role} × {permission}");
                let view = catalog.role(role).expect("a role");
                assert_eq!(view.permissions.iter().any(|of_role| of_role.id == *permission), cell);
                walked += 1;
            }
        }
    }
    assert_eq!(walked, 14 * 5 + 14 * 5);
}

/// The leaves of the navigation that are not hidden.
fn open_pages(pages: &[PageState], open: &mut BTreeSet<String>) {
    for page in pages {
        if page.children.is_empty() && page.state != PageStateKind::Hidden {
            open.insert(page.id.clone());
        }
        open_pages(&page.children, open);
    }
}

#[test]
fn studio_admin_and_studio_viewer_see_studios_pages_and_no_others() {
    let catalog = Catalog::builtin("twilio").expect("a catalog");
    let now = Time::parse("2026-01-01T00:00:00Z").expect("a time");
    let admin = ["studio-executions", "studio-flow", "studio-flow-editor", "studio-flow-new", "studio-flow-revisions"];
    let admin = admin.into_iter().chain(["studio-flows"]).collect::<Vec<_>>();
    let viewer = vec!["studio-executions", "studio-flow", "studio-flow-revisions", "studio-flows"];
    for (role, expected) in [("studio-admin", admin), ("studio-viewer", viewer)] {
        for assigned in ["OR1", "AC1", "AC2"] {
            let text = format!(
                r#"{{ "catalog": "twilio",
                      "scopes": [{{ "id": "OR1", "type": "organization" }}, {{ "id": "AC1", "type": "account", "parent": "OR1" }},
                                 {{ "id": "AC2", "type": "subaccount", "parent": "AC1" }}],
                      "principals": [{{ "id": "ann" }}],
                      "roleAssignments": [{{ "principal": "ann", "role": "{role}", "scope": "{assigned}" }}] }}"#
            );
            let directory = Directory::parse(&catalog, text, Options { lenient: false, now }).expect("it holds");
            let session = directory.session("ann");
            let mut reached = 0;
            for scope in ["OR1", "AC1", "AC2"] {
                let mut open = BTreeSet::new();
                open_pages(&session.pages(scope, Some(now)), &mut open);
                let reaches = session.can("studio.flows.read", scope, Some(now));
                reached += usize::from(reaches);
                let expected = if reaches { expected.clone() } else { Vec::new() };
                assert_eq!(open, expected.into_iter().map(str::to_owned).collect(), "{role} at {assigned}, on {scope}");
            }
            // an organization has no Studio of its own: its two accounts are reached from it
            assert_eq!(reached, if assigned == "AC2" { 1 } else { 2 }, "{role} at {assigned}");
        }
    }
    // the pages under a heading of Studio's are all there are that need one of its permissions
    let pages = catalog.pages();
    let needs_studio = |page: &&rolescope::PageView| {
        let text = serde_json::to_value(page).expect("a page is data")["requires"].to_string();
        text.contains("\"studio.")
    };
    let of_studio: BTreeSet<&str> = pages.iter().filter(needs_studio).map(|page| page.id.as_str()).collect();
    let under: BTreeSet<&str> =
        pages.iter().filter(|page| page.parent.as_deref() == Some("studio")).map(|page| page.id.as_str()).collect();
    assert_eq!(of_studio, under);
}

#[test]
fn the_example_of_the_documents_is_the_one_that_is_tested() {
    let blocks = DOCS.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    let shown: Vec<&str> = blocks.filter(|block| block.contains("\"id\": \"retail\"")).collect();
    assert_eq!(shown, [RETAIL]);
    assert_eq!(Catalog::parse(RETAIL).expect("it holds").id(), "retail");
}

#[test]
fn each_catalog_is_written_and_read_again_with_the_same_hash() {
    for (catalog, _) in seeds() {
        let again = Catalog::parse(catalog.to_json()).expect("what was written can be read");
        assert_eq!((again.hash(), again.id(), again.version()), (catalog.hash(), catalog.id(), catalog.version()));
    }
}
