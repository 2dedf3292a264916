//! Small tenants of the three vendors, and changes at random: about half of them make sense.

use rolescope::{Catalog, Directory};
use serde_json::{Value, json};

/// A generator that anybody can replay: xorshift.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }

    pub fn pick<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

pub struct World {
    pub name: &'static str,
    pub text: String,
    /// the text of a catalog that is not built in
    own_catalog: Option<String>,
    roles: Vec<String>,
    /// a scope type, and the types of its parents
    kinds: Vec<(&'static str, Option<&'static str>)>,
    attributes: Vec<(&'static str, &'static str, &'static str)>,
}

impl World {
    fn new(name: &'static str, text: &Value) -> Self {
        Self::of(name, None, text)
    }

    fn of(name: &'static str, own_catalog: Option<String>, text: &Value) -> Self {
        let catalog = open(name, own_catalog.as_deref());
        let roles = catalog.roles(&Default::default()).into_iter().map(|role| role.id).collect();
        Self { name, text: text.to_string(), roles, kinds: Vec::new(), attributes: Vec::new(), own_catalog }
    }

    pub fn catalog(&self) -> Catalog {
        open(self.name, self.own_catalog.as_deref())
    }

    pub fn permission(&self, random: &mut Random, catalog: &Catalog) -> String {
        let ids: Vec<&str> = catalog.permission_ids().collect();
        (*random.pick(&ids)).to_owned()
    }

    /// Half of the change sets have full authority.
    pub fn actor(&self, random: &mut Random) -> Option<String> {
        random.chance(50).then(|| format!("p{}", random.below(6)))
    }

    pub fn change_set(&self, directory: &Directory, random: &mut Random) -> String {
        let count = 1 + random.below(3);
        let changes: Vec<Value> = (0..count).map(|_| self.change(directory, random)).collect();
        Value::Array(changes).to_string()
    }

    fn change(&self, directory: &Directory, random: &mut Random) -> Value {
        let principals: Vec<String> =
            directory.principals().into_iter().map(|row| row.id).chain(["nobody".into()]).collect();
        let scopes: Vec<String> = directory.scopes().into_iter().map(|row| row.id).chain(["nowhere".into()]).collect();
        let rows = directory.role_assignments(&Default::default());
        let mut roles: Vec<String> = self.roles.clone();
        roles.extend(directory.roles().into_iter().map(|role| role.id));
        // roles that somebody holds come up more often
        roles.extend(rows.iter().map(|row| row.role.clone()));
        let who = |random: &mut Random| random.pick(&principals).clone();
        let place = |random: &mut Random| random.pick(&scopes).clone();
        let which = |random: &mut Random| random.pick(&roles).clone();
        let held = |random: &mut Random| (!rows.is_empty()).then(|| random.pick(&rows).clone());
        match random.below(20) {
            0..=4 => {
                let mut change = json!({ "type": "assign", "principal": who(random), "role": which(random), "scope": place(random) });
                if random.chance(10) {
                    change["expiresAt"] = json!("2026-06-10T00:00:00Z");
                }
                if random.chance(15) {
                    change["resource"] = json!({ "type": "billing_group", "id": place(random) });
                }
                change
            }
            5..=6 => match held(random) {
                Some(row) => json!({ "type": "unassign", "id": row.id }),
                None => {
                    json!({ "type": "unassign", "principal": who(random), "role": which(random), "scope": place(random) })
                }
            },
            7..=8 => match held(random) {
                Some(row) => {
                    let role = directory.role(&row.role).expect("it is held");
                    let kept = role.permissions.iter().map(|grant| grant.id.clone()).filter(|_| random.chance(60));
                    let mut permissions: Vec<String> = kept.collect();
                    if random.chance(10) {
                        permissions.push("no.such".to_owned());
                    }
                    let mut change = json!({ "type": "narrow", "principal": row.principal, "role": row.role, "scope": row.scope, "permissions": permissions });
                    if let Some(resource) = row.resource {
                        change["resource"] = json!(resource);
                    }
                    change
                }
                None => {
                    json!({ "type": "narrow", "principal": who(random), "role": which(random), "scope": place(random), "permissions": [] })
                }
            },
            9..=10 => {
                json!({ "type": "widen", "principal": who(random), "scope": place(random), "role": if random.chance(70) { "editor".to_owned() } else { which(random) } })
            }
            11 => match directory.overrides(None).first() {
                Some(row) => json!({ "type": "clear-override", "principal": row.principal, "scope": row.scope }),
                None => json!({ "type": "clear-override", "principal": who(random), "scope": place(random) }),
            },
            12 => match held(random) {
                Some(row) => json!({ "type": "transfer", "role": row.role, "scope": row.scope, "to": who(random) }),
                None => json!({ "type": "transfer", "role": which(random), "scope": place(random), "to": who(random) }),
            },
            13 => {
                let (kind, _) = *random.pick(&self.kinds);
                json!({ "type": "create-scope", "scope": { "id": format!("new{}", random.below(4)), "type": kind, "parent": place(random) } })
            }
            14 => json!({ "type": "move-scope", "scope": place(random), "parent": place(random) }),
            15 => json!({ "type": "remove-scope", "scope": place(random), "cascade": random.chance(50) }),
            16 if !self.attributes.is_empty() => {
                let (scope, name, value) = *random.pick(&self.attributes);
                json!({ "type": "set-attribute", "scope": scope, "name": name, "value": value })
            }
            16 => json!({ "type": "set-attribute", "scope": place(random), "name": "plan", "value": "pro" }),
            17 => match random.below(3) {
                0 => json!({ "type": "add-principal", "principal": { "id": format!("p{}", random.below(9)) } }),
                1 => json!({ "type": "remove-principal", "principal": who(random) }),
                _ => json!({ "type": "set-active", "principal": who(random), "active": random.chance(70) }),
            },
            18 => {
                let some = self.some_permissions(random);
                let grants: Vec<Value> = some.iter().map(|id| json!({ "permission": id })).collect();
                let inherits: Vec<String> = if random.chance(30) { vec![which(random)] } else { Vec::new() };
                json!({ "type": "define-role", "role": { "id": format!("own{}", random.below(3)), "name": "Own", "kind": "own", "assignableAt": [self.kinds[0].0], "grants": grants, "inherits": inherits } })
            }
            _ => json!({ "type": "update-role", "role": which(random), "permissions": self.some_permissions(random) }),
        }
    }

    fn some_permissions(&self, random: &mut Random) -> Vec<String> {
        let catalog = self.catalog();
        let ids: Vec<&str> = catalog.permission_ids().collect();
        (0..random.below(6))
            .map(|_| (*random.pick(&ids)).to_owned())
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect()
    }
}

fn open(name: &str, own: Option<&str>) -> Catalog {
    own.map_or_else(|| Catalog::builtin(name), Catalog::parse).expect("the catalog holds")
}

/// A tenant of a catalog that lets the same role be narrowed and given by a widen, whose rows then share a key.
pub fn both() -> World {
    let role = |id: &str, permissions: &[&str]| {
        let grants: Vec<Value> = permissions.iter().map(|permission| json!({ "permission": permission })).collect();
        json!({ "id": id, "name": id, "kind": "k", "assignableAt": ["org", "team"], "grants": grants })
    };
    let delegation = |changes: &[&str]| json!({ "rule": "delegation", "changes": changes, "needs": "users.roles.assign", "targets": "scope", "ceiling": "own" });
    let catalog = json!({
        "id": "both", "version": "1", "title": "Both",
        "scopeTypes": [{ "id": "org", "parents": [] }, { "id": "team", "parents": ["org", "team"], "links": ["team"] }],
        "permissions": (["docs.file.read", "docs.file.edit", "users.roles.assign"].map(|id| json!({ "id": id, "appliesTo": ["org", "team"] }))),
        "roles": [role("reader", &["docs.file.read"]), role("editor", &["docs.file.read", "docs.file.edit"]), role("boss", &["docs.file.read", "docs.file.edit", "users.roles.assign"])],
        "pages": [],
        "rules": [
            delegation(&["assign", "unassign", "narrow", "widen", "clear-override"]),
            delegation(&["define-role", "update-role", "move-scope", "create-scope", "remove-scope", "add-principal"]),
            { "rule": "narrowing", "scopeTypes": ["org", "team"], "roles": {}, "follows": "current" },
            { "rule": "widening", "scopeTypes": ["team"], "role": "editor", "eligible": ["reader", "editor"], "ineligible": ["boss"] },
            { "rule": "limit", "max": 3, "per": "principal" },
        ],
    });
    let text = json!({
        "catalog": "both",
        "scopes": [{ "id": "O1", "type": "org" }, { "id": "T1", "type": "team", "parent": "O1" }, { "id": "T2", "type": "team", "parent": "O1", "links": ["T1"] }],
        "principals": (0..6).map(|n| json!({ "id": format!("p{n}") })).collect::<Vec<_>>(),
        "roleAssignments": [row("p0", "boss", "O1"), row("p1", "boss", "T1"), row("p2", "editor", "T1"), row("p3", "reader", "T1"), { "id": "p4|reader|T2", "principal": "p4", "role": "reader", "scope": "O1" }],
        "overrides": [{ "principal": "p2", "scope": "T1", "mode": "narrow", "role": "editor", "permissions": ["docs.file.read"] }],
    });
    World { kinds: vec![("team", Some("org")), ("org", None)], ..World::of("both", Some(catalog.to_string()), &text) }
}

fn row(principal: &str, role: &str, scope: &str) -> Value {
    json!({ "principal": principal, "role": role, "scope": scope })
}

pub fn twilio() -> World {
    let text = json!({
        "catalog": "twilio",
        "scopes": [
            { "id": "OR1", "type": "organization" },
            { "id": "AC1", "type": "account", "parent": "OR1" }, { "id": "AC2", "type": "account", "parent": "OR1" },
            { "id": "AC1a", "type": "subaccount", "parent": "AC1" },
            { "id": "BG1", "type": "billing_group", "parent": "OR1", "links": ["AC1"] },
            { "id": "AC9", "type": "account" },
        ],
        "principals": (0..6).map(|n| json!({ "id": format!("p{n}") })).collect::<Vec<_>>(),
        "roleAssignments": [
            row("p0", "organization-owner", "OR1"), row("p1", "organization-admin", "OR1"), row("p2", "owner", "AC1"),
            row("p3", "owner", "AC2"), row("p4", "owner", "AC9"), row("p3", "administrator", "AC1"), row("p5", "developer", "AC1"),
        ],
    });
    let kinds = vec![
        ("account", Some("organization")),
        ("subaccount", Some("account")),
        ("billing_group", Some("organization")),
    ];
    World { kinds, ..World::new("twilio", &text) }
}

pub fn studio() -> World {
    let text = json!({
        "catalog": "studio",
        "scopes": [
            { "id": "SY", "type": "system" }, { "id": "SP1", "type": "service_provider", "parent": "SY" },
            { "id": "SP2", "type": "service_provider", "parent": "SY" },
            { "id": "A1", "type": "account", "parent": "SP1" }, { "id": "A2", "type": "account", "parent": "SP1" }, { "id": "A3", "type": "account", "parent": "SP2" },
        ],
        "principals": (0..6).map(|n| json!({ "id": format!("p{n}") })).collect::<Vec<_>>(),
        "roleAssignments": [],
    });
    let mut world = World::new("studio", &text);
    // one principal for each role of the catalog, as far as there are principals, where the role can be
    let catalog = world.catalog();
    let places = [("system", "SY"), ("service_provider", "SP1"), ("account", "A1")];
    let rows: Vec<Value> = catalog
        .roles(&Default::default())
        .iter()
        .zip(0..6)
        .map(|(role, n)| {
            let place =
                places.iter().find(|(kind, _)| role.assignable_at.iter().any(|at| at == kind)).expect("a place");
            row(&format!("p{n}"), &role.id, place.1)
        })
        .collect();
    let mut text = text;
    text["roleAssignments"] = Value::Array(rows);
    world.text = text.to_string();
    world.kinds = vec![("account", Some("service_provider")), ("service_provider", Some("system"))];
    world
}

pub fn voiceflow() -> World {
    let text = json!({
        "catalog": "voiceflow",
        "scopes": [
            { "id": "O1", "type": "organization", "attributes": { "plan": "enterprise" } },
            { "id": "W1", "type": "workspace", "parent": "O1" }, { "id": "W2", "type": "workspace", "parent": "O1" },
            { "id": "P1", "type": "project", "parent": "W1" }, { "id": "P2", "type": "project", "parent": "W1" }, { "id": "P3", "type": "project", "parent": "W2" },
            { "id": "O2", "type": "organization", "attributes": { "plan": "team" } },
        ],
        "principals": (0..6).map(|n| json!({ "id": format!("p{n}") })).collect::<Vec<_>>(),
        "roleAssignments": [
            row("p0", "owner", "W1"), row("p1", "owner", "W2"), row("p2", "admin", "W1"), row("p3", "viewer", "W1"), row("p4", "billing", "W1"), row("p5", "viewer", "W2"),
        ],
        "overrides": [{ "principal": "p3", "scope": "P1", "mode": "widen", "role": "editor" }],
    });
    let attributes = ["pro", "team", "enterprise", "free"]
        .iter()
        .flat_map(|plan| [("O1", "plan", *plan), ("O2", "plan", *plan)])
        .collect();
    World {
        kinds: vec![("workspace", Some("organization")), ("project", Some("workspace"))],
        attributes,
        ..World::new("voiceflow", &text)
    }
}
