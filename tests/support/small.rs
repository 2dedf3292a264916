//! Small worlds, all of them: every catalog with two permissions and two roles, every forest of at most four scopes of
//! the shapes below, every set of at most two role assignments.
//!
//! What a role reaches and grants is written out here in words of its own, so that a law can be checked against more
//! than the engine's own opinion.

use std::collections::BTreeSet;

use rolescope::{Catalog, Directory, Options, Time};
use serde_json::{Value, json};

pub const PERMISSIONS: [&str; 2] = ["docs.file.read", "docs.file.edit"];
pub const PRINCIPALS: [&str; 2] = ["ann", "bob"];
/// Before a window, at its start, at its last instant and at its end.
pub const TIMES: [i64; 4] = [9, 10, 19, 20];
pub const WINDOW: (Option<i64>, Option<i64>) = (Some(10), Some(20));

/// Which of the two permissions: a bit for each.
pub type Set = u8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Descendants,
    Own,
    Linked,
}

/// Two roles: `junior`, and `senior`, which may inherit it. Reading means something everywhere, editing at teams only.
#[derive(Clone, Copy, Debug)]
pub struct Roles {
    pub junior: Set,
    pub senior: Set,
    pub inherits: bool,
    pub reach: Reach,
    /// whether `junior` is lifted to an organization on the big plan
    pub lift: bool,
    pub follows: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Junior,
    Senior,
}

impl Role {
    pub const BOTH: [Role; 2] = [Role::Junior, Role::Senior];

    pub fn id(self) -> &'static str {
        match self {
            Role::Junior => "junior",
            Role::Senior => "senior",
        }
    }
}

impl Roles {
    /// Every catalog of this kind.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for junior in 1..4 {
            for senior in 1..4 {
                for inherits in [false, true] {
                    for reach in [Reach::Descendants, Reach::Own, Reach::Linked] {
                        all.push(Self { junior, senior, inherits, reach, lift: false, follows: "pinned" });
                    }
                }
            }
        }
        all
    }

    /// What a role has, with what it inherits.
    pub fn closure(self, role: Role) -> Set {
        match role {
            Role::Junior => self.junior,
            Role::Senior if self.inherits => self.senior | self.junior,
            Role::Senior => self.senior,
        }
    }

    pub fn catalog(self) -> Catalog {
        let grants = |set: Set| -> Vec<Value> { ids(set).map(|id| json!({ "permission": id })).collect() };
        let reach = match self.reach {
            Reach::Descendants => "descendants",
            Reach::Own => "self",
            Reach::Linked => "linked",
        };
        let mut junior = json!({
            "id": "junior", "name": "Junior", "kind": "standard", "assignableAt": ["org", "team"], "grants": grants(self.junior)
        });
        if self.lift {
            junior["lift"] = json!({ "to": "org", "when": { "attribute": "plan", "equals": "big" } });
        }
        let text = json!({
            "id": "small", "version": "1", "title": "Small",
            "scopeTypes": [
                { "id": "org", "parents": [], "attributes": { "plan": ["basic", "big"] } },
                { "id": "team", "parents": ["org", "team"], "links": ["team"] },
            ],
            "permissions": [
                { "id": PERMISSIONS[0], "appliesTo": ["org", "team"] }, { "id": PERMISSIONS[1], "appliesTo": ["team"] },
            ],
            "roles": [
                junior,
                {
                    "id": "senior", "name": "Senior", "kind": "standard", "assignableAt": ["org", "team"], "reach": reach,
                    "inherits": if self.inherits { vec!["junior"] } else { vec![] }, "grants": grants(self.senior),
                },
            ],
            "pages": [],
            "rules": [
                { "rule": "narrowing", "scopeTypes": ["org", "team"], "roles": {}, "follows": self.follows },
                { "rule": "widening", "scopeTypes": ["team"], "role": "senior", "eligible": ["junior"], "ineligible": [] },
            ],
        });
        Catalog::parse(text.to_string()).unwrap_or_else(|error| panic!("{error}: {text}"))
    }
}

/// The ids of a set of permissions.
pub fn ids(set: Set) -> impl Iterator<Item = &'static str> {
    PERMISSIONS.into_iter().enumerate().filter(move |(bit, _)| set >> bit & 1 == 1).map(|(_, id)| id)
}

/// Whether a permission means something at a scope.
pub fn applies(permission: usize, forest: &Forest, scope: usize) -> bool {
    permission == 0 || forest.0[scope].is_team()
}

/// A scope with a parent is a team, one without is an organization.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    pub id: &'static str,
    pub parent: Option<usize>,
    pub links: Vec<usize>,
    pub plan: Option<&'static str>,
}

impl Scope {
    pub fn is_team(&self) -> bool {
        self.parent.is_some()
    }
}

#[derive(Clone, Debug)]
pub struct Forest(pub Vec<Scope>);

impl Forest {
    /// Every forest of these shapes: up to four scopes in one or two trees, with and without a link.
    pub fn all() -> Vec<Self> {
        let org = |id| Scope { id, ..Scope::default() };
        let team = |id, parent| Scope { id, parent: Some(parent), ..Scope::default() };
        let linking = |id, parent, linked| Scope { id, parent: Some(parent), links: vec![linked], ..Scope::default() };
        [
            vec![org("O1")],
            vec![org("O1"), org("O2")],
            vec![org("O1"), team("T1", 0)],
            vec![org("O1"), team("T1", 0), org("O2")],
            vec![org("O1"), team("T1", 0), team("T2", 0)],
            vec![org("O1"), team("T1", 0), team("T2", 1)],
            vec![org("O1"), linking("T1", 0, 2), team("T2", 0)],
            vec![org("O1"), team("T1", 0), org("O2"), team("T2", 2)],
            vec![org("O1"), linking("T1", 0, 2), team("T2", 0), team("T3", 2)],
            vec![org("O1"), team("T1", 0), team("T2", 1), team("T3", 1)],
        ]
        .map(Self)
        .into_iter()
        .collect()
    }

    /// A scope and everything under it.
    pub fn below(&self, root: usize) -> BTreeSet<usize> {
        let mut below = BTreeSet::from([root]);
        loop {
            let more = (0..self.0.len()).filter(|scope| self.0[*scope].parent.is_some_and(|up| below.contains(&up)));
            let more: Vec<usize> = more.filter(|scope| !below.contains(scope)).collect();
            if more.is_empty() {
                return below;
            }
            below.extend(more);
        }
    }

    fn linked_from(&self, scope: usize) -> impl Iterator<Item = usize> + '_ {
        self.0[scope].links.iter().flat_map(|linked| self.below(*linked))
    }

    /// What a role reaches from a root, in the words of the model.
    pub fn reach_of(&self, reach: Reach, root: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::from([root]);
        match reach {
            Reach::Own => {}
            Reach::Descendants => {
                reached.extend(self.below(root));
                reached.extend(self.linked_from(root));
            }
            Reach::Linked => {
                for scope in self.below(root).into_iter().filter(|scope| *scope != root && self.0[*scope].is_team()) {
                    reached.insert(scope);
                    reached.extend(self.linked_from(scope));
                }
            }
        }
        reached
    }

    /// What an assignment of a role reaches.
    pub fn reached(&self, roles: Roles, role: Role, scope: usize) -> BTreeSet<usize> {
        match role {
            Role::Senior => self.reach_of(roles.reach, scope),
            Role::Junior => {
                let mut reached = self.reach_of(Reach::Descendants, scope);
                let mut above = self.0[scope].parent;
                while let Some(up) = above {
                    let scope = &self.0[up];
                    if roles.lift && !scope.is_team() && scope.plan == Some("big") {
                        reached.extend(self.reach_of(Reach::Descendants, up));
                    }
                    above = scope.parent;
                }
                reached
            }
        }
    }
}

/// A role assignment.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub who: &'static str,
    pub role: Role,
    pub scope: usize,
    pub window: (Option<i64>, Option<i64>),
}

pub fn row(who: &'static str, role: Role, scope: usize) -> Row {
    Row { who, role, scope, window: (None, None) }
}

/// Every assignment of one principal in a forest.
pub fn rows(who: &'static str, forest: &Forest) -> Vec<Row> {
    let scopes = 0..forest.0.len();
    scopes.flat_map(|scope| Role::BOTH.into_iter().map(move |role| row(who, role, scope))).collect()
}

/// Every set of at most two assignments of Ann. In a pair the second one has a window.
pub fn row_sets(forest: &Forest) -> Vec<Vec<Row>> {
    let all = rows("ann", forest);
    let mut sets = vec![Vec::new()];
    for (index, one) in all.iter().enumerate() {
        sets.push(vec![one.clone()]);
        sets.extend(all.iter().skip(index + 1).map(|other| vec![one.clone(), Row { window: WINDOW, ..other.clone() }]));
    }
    sets
}

pub fn time(ms: i64) -> Time {
    Time::from_ms(ms as f64).unwrap_or_else(|| panic!("{ms} is a time"))
}

pub fn options(lenient: bool) -> Options {
    Options { lenient, now: time(0) }
}

pub fn text(forest: &Forest, rows: &[Row], overrides: &[Value]) -> Value {
    let scope = |scope: &Scope| {
        let mut text = json!({ "id": scope.id, "type": if scope.is_team() { "team" } else { "org" } });
        if let Some(parent) = scope.parent {
            text["parent"] = json!(forest.0[parent].id);
        }
        if !scope.links.is_empty() {
            text["links"] = scope.links.iter().map(|linked| json!(forest.0[*linked].id)).collect();
        }
        if let Some(plan) = scope.plan {
            text["attributes"] = json!({ "plan": plan });
        }
        text
    };
    let row = |row: &Row| {
        let mut text = json!({ "principal": row.who, "role": row.role.id(), "scope": forest.0[row.scope].id });
        for (field, at) in [("startsAt", row.window.0), ("expiresAt", row.window.1)] {
            if let Some(at) = at {
                text[field] = json!(time(at).to_string());
            }
        }
        text
    };
    json!({
        "catalog": "small",
        "scopes": forest.0.iter().map(scope).collect::<Vec<_>>(),
        "principals": PRINCIPALS.map(|id| json!({ "id": id })),
        "roleAssignments": rows.iter().map(row).collect::<Vec<_>>(),
        "overrides": overrides,
    })
}

pub fn load(catalog: &Catalog, text: &Value) -> Directory {
    let text = text.to_string();
    Directory::parse(catalog, &text, options(false)).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A question: who, which permission, which scope, when.
pub type Question = (&'static str, usize, usize, i64);

pub fn questions(forest: &Forest) -> Vec<Question> {
    let mut questions = Vec::new();
    for who in PRINCIPALS {
        for permission in 0..PERMISSIONS.len() {
            for scope in 0..forest.0.len() {
                questions.extend(TIMES.map(|at| (who, permission, scope, at)));
            }
        }
    }
    questions
}

pub fn can(directory: &Directory, forest: &Forest, (who, permission, scope, at): Question) -> bool {
    directory.can(who, PERMISSIONS[permission], forest.0[scope].id, Some(time(at)))
}

/// Everything that is granted.
pub fn granted(directory: &Directory, forest: &Forest) -> BTreeSet<Question> {
    questions(forest).into_iter().filter(|question| can(directory, forest, *question)).collect()
}

/// What rows grant, written out from the words of the model.
pub fn expected(roles: Roles, forest: &Forest, rows: &[Row]) -> BTreeSet<Question> {
    let holds = |(who, permission, scope, at): &Question| {
        applies(*permission, forest, *scope)
            && rows.iter().any(|row| {
                row.who == *who
                    && row.window.0.is_none_or(|starts| starts <= *at)
                    && row.window.1.is_none_or(|ends| *at < ends)
                    && roles.closure(row.role) >> permission & 1 == 1
                    && forest.reached(roles, row.role, row.scope).contains(scope)
            })
    };
    questions(forest).into_iter().filter(holds).collect()
}

/// Calls `each` with every world of every catalog, and gives how many there were.
pub fn each_world(mut each: impl FnMut(Roles, &Catalog, &Forest, &[Row])) -> usize {
    let forests: Vec<(Forest, Vec<Vec<Row>>)> =
        Forest::all().into_iter().map(|forest| (forest.clone(), row_sets(&forest))).collect();
    let mut count = 0;
    for roles in Roles::all() {
        let catalog = roles.catalog();
        for (forest, sets) in &forests {
            for rows in sets {
                each(roles, &catalog, forest, rows);
                count += 1;
            }
        }
    }
    count
}
