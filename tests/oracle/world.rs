//! A catalog and a directory, read from their texts, with the reach and the grant of every row
//! written out as sets of names.
//!
//! Each definition follows one sentence of the model and is worked out by repeating it until
//! nothing changes. Nothing here checks validity: a name that stands for nothing reaches nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::read::{self, items, optional_text, resource, text, texts, window};

pub type Names = BTreeSet<String>;

pub struct ScopeType {
    pub id: String,
    pub parents: Vec<String>,
    pub root: bool,
    pub links: Vec<String>,
    pub attributes: BTreeMap<String, Vec<String>>,
}

pub struct Permission {
    pub id: String,
    pub applies_to: Vec<String>,
}

pub struct Lift {
    pub to: String,
    pub attribute: String,
    pub equals: String,
}

pub struct Role {
    pub id: String,
    pub kind: String,
    pub assignable_at: Vec<String>,
    pub inherits: Vec<String>,
    pub grants: Vec<String>,
    pub reach: String,
    pub lift: Option<Lift>,
    pub resource: Option<String>,
}

pub struct Scope {
    pub id: String,
    pub scope_type: String,
    pub parent: Option<String>,
    pub links: Vec<String>,
    pub attributes: BTreeMap<String, String>,
}

pub struct Principal {
    pub id: String,
    pub active: bool,
}

/// From when until when; absent is unbounded.
#[derive(Clone, Copy)]
pub struct Window {
    pub starts: Option<i64>,
    pub expires: Option<i64>,
}

/// A role assignment, with what follows from it at any time inside its window.
pub struct Held {
    pub principal: String,
    pub role: String,
    pub scope: String,
    pub resource: Option<String>,
    pub window: Window,
    pub reach: Names,
    /// The permissions of the role today.
    pub today: Names,
    /// The permissions that the row grants: those of the role, or what a narrow left.
    pub granted: Names,
}

/// A widen, with what follows from it while it has effect.
pub struct Widened {
    pub principal: String,
    pub role: String,
    pub scope: String,
    pub window: Window,
    pub eligible: Vec<String>,
    pub reach: Names,
    pub granted: Names,
}

pub struct World {
    pub scope_types: Vec<ScopeType>,
    pub permissions: Vec<Permission>,
    pub roles: Vec<Role>,
    pub rules: Vec<Value>,
    pub pages: Vec<Value>,
    pub scopes: Vec<Scope>,
    pub principals: Vec<Principal>,
    pub held: Vec<Held>,
    pub widened: Vec<Widened>,
}

impl World {
    pub fn read(catalog: &Value, directory: &Value) -> World {
        let mut world = World {
            scope_types: items(catalog, "scopeTypes").iter().map(read::scope_type).collect(),
            permissions: items(catalog, "permissions").iter().map(read::permission).collect(),
            roles: items(catalog, "roles").iter().map(read::role).collect(),
            rules: items(catalog, "rules").to_vec(),
            pages: items(catalog, "pages").to_vec(),
            scopes: items(directory, "scopes").iter().map(read::scope).collect(),
            principals: items(directory, "principals").iter().map(read::principal).collect(),
            held: Vec::new(),
            widened: Vec::new(),
        };
        // A tenant's role takes the place of the catalog's role of the same name.
        for role in items(directory, "roles").iter().map(read::role) {
            match world.roles.iter_mut().find(|known| known.id == role.id) {
                Some(known) => *known = role,
                None => world.roles.push(role),
            }
        }
        let overrides = items(directory, "overrides");
        for row in items(directory, "roleAssignments") {
            let held = world.hold(row, overrides);
            world.held.push(held);
        }
        for row in overrides.iter().filter(|row| text(row, "mode") == "widen") {
            let widened = world.widen(row);
            world.widened.push(widened);
        }
        world
    }

    pub fn scope(&self, id: &str) -> Option<&Scope> {
        self.scopes.iter().find(|scope| scope.id == id)
    }

    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    pub fn scope_type(&self, id: &str) -> Option<&ScopeType> {
        self.scope_types.iter().find(|scope_type| scope_type.id == id)
    }

    fn hold(&self, row: &Value, overrides: &[Value]) -> Held {
        let (principal, role, scope) = (text(row, "principal"), text(row, "role"), text(row, "scope"));
        let today = self.permissions_of(&role);
        let narrow = overrides.iter().find(|narrow| {
            text(narrow, "mode") == "narrow"
                && text(narrow, "principal") == principal
                && text(narrow, "role") == role
                && text(narrow, "scope") == scope
                && resource(narrow) == resource(row)
        });
        let granted = match narrow {
            None => today.clone(),
            Some(narrow) => self.left_by(narrow, &role, &scope, &today),
        };
        let root = match row.get("resource") {
            Some(resource) => text(resource, "id"),
            None => scope.clone(),
        };
        let mut reach = self.reach_from(&role, &root);
        if let Some(second) = self.lifted_root(&role, &root) {
            reach.extend(self.reach_from(&role, &second));
        }
        Held { principal, role, scope, resource: resource(row), window: window(row), reach, today, granted }
    }

    fn widen(&self, row: &Value) -> Widened {
        let (role, scope) = (text(row, "role"), text(row, "scope"));
        let scope_type = self.scope(&scope).map(|scope| scope.scope_type.clone()).unwrap_or_default();
        let allowing = self.rules.iter().filter(|rule| {
            text(rule, "rule") == "widening"
                && text(rule, "role") == role
                && texts(rule, "scopeTypes").contains(&scope_type)
        });
        Widened {
            principal: text(row, "principal"),
            window: window(row),
            eligible: allowing.flat_map(|rule| texts(rule, "eligible")).collect(),
            reach: self.reach_from(&role, &scope),
            granted: self.permissions_of(&role),
            role,
            scope,
        }
    }

    /// What a narrow leaves: never more than the role as pinned; where the catalog follows the
    /// current role, never more than the role today either.
    fn left_by(&self, narrow: &Value, role: &str, scope: &str, today: &Names) -> Names {
        let mut left: Names = texts(narrow, "permissions").into_iter().collect();
        // Without `pinned`, the role is pinned as it is at the load.
        let pinned: Names = match narrow.get("pinned") {
            Some(_) => texts(narrow, "pinned").into_iter().collect(),
            None => today.clone(),
        };
        left.retain(|permission| pinned.contains(permission));
        if self.follows(role, scope).as_deref() != Some("pinned") {
            left.retain(|permission| today.contains(permission));
        }
        left
    }

    /// What a narrow of this role at this scope follows, if the catalog has a rule for it.
    pub fn follows(&self, role: &str, scope: &str) -> Option<String> {
        let scope_type = &self.scope(scope)?.scope_type;
        let rule = self.rules.iter().find(|rule| {
            text(rule, "rule") == "narrowing"
                && texts(rule, "scopeTypes").contains(scope_type)
                && self.selects(&rule["roles"], role)
        })?;
        optional_text(rule, "follows")
    }

    /// Does a selector (a list of role ids, or kinds and exceptions) name this role?
    fn selects(&self, selector: &Value, role: &str) -> bool {
        if let Value::Array(ids) = selector {
            return ids.iter().any(|id| id == role);
        }
        let kind = self.role(role).map(|role| role.kind.clone()).unwrap_or_default();
        let of_kind = selector.get("kinds").is_none() || texts(selector, "kinds").contains(&kind);
        of_kind && !texts(selector, "except").iter().any(|except| except == role)
    }

    /// The permissions of a role, inherited ones in.
    pub fn permissions_of(&self, role: &str) -> Names {
        let mut roles = Names::from([role.to_string()]);
        loop {
            let known = self.roles.iter().filter(|role| roles.contains(&role.id));
            let inherited: Names = known.flat_map(|role| role.inherits.clone()).collect();
            if inherited.is_subset(&roles) {
                break;
            }
            roles.extend(inherited);
        }
        let known = self.roles.iter().filter(|role| roles.contains(&role.id));
        known.flat_map(|role| role.grants.clone()).collect()
    }

    /// The scopes that a role covers from one root.
    pub fn reach_from(&self, role: &str, root: &str) -> Names {
        let (Some(role), Some(root)) = (self.role(role), self.scope(root)) else {
            return Names::new();
        };
        let alone = Names::from([root.id.clone()]);
        match role.reach.as_str() {
            "self" => alone,
            "linked" => {
                let below = self.with_descendants(alone.clone());
                let linking: Vec<&Scope> = self
                    .scopes
                    .iter()
                    .filter(|scope| scope.id != root.id && below.contains(&scope.id))
                    .filter(|scope| self.scope_type(&scope.scope_type).is_some_and(|of| !of.links.is_empty()))
                    .collect();
                let linked = linking.iter().flat_map(|scope| scope.links.clone()).collect();
                let mut reach = self.with_descendants(linked);
                reach.extend(linking.iter().map(|scope| scope.id.clone()));
                reach.extend(alone);
                reach
            }
            _ => {
                let mut start = alone;
                start.extend(root.links.clone());
                self.with_descendants(start)
            }
        }
    }

    /// The second root: the nearest ancestor of the type that the role lifts to, if that very one
    /// has the attribute.
    fn lifted_root(&self, role: &str, root: &str) -> Option<String> {
        let lift = self.role(role)?.lift.as_ref()?;
        let above = self.ancestors(root);
        let nearest = above.iter().filter_map(|id| self.scope(id)).find(|scope| scope.scope_type == lift.to)?;
        (nearest.attributes.get(&lift.attribute) == Some(&lift.equals)).then(|| nearest.id.clone())
    }

    /// The scopes above this one, nearest first, itself not among them.
    pub fn ancestors(&self, id: &str) -> Vec<String> {
        let mut above: Vec<String> = Vec::new();
        let mut next = self.scope(id).and_then(|scope| scope.parent.clone());
        while let Some(parent) = next {
            if above.contains(&parent) {
                break;
            }
            next = self.scope(&parent).and_then(|scope| scope.parent.clone());
            above.push(parent);
        }
        above
    }

    /// These scopes and every scope whose parent is among them, again and again.
    pub fn with_descendants(&self, mut scopes: Names) -> Names {
        loop {
            let before = scopes.len();
            for scope in &self.scopes {
                if scope.parent.as_ref().is_some_and(|parent| scopes.contains(parent)) {
                    scopes.insert(scope.id.clone());
                }
            }
            if scopes.len() == before {
                return scopes;
            }
        }
    }
}
