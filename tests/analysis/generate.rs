//! Small random catalogs, the same ones every time.

use serde_json::{Value, json};

/// A generator of numbers, good enough to vary catalogs (splitmix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).expect("it is below a size")
    }

    /// True once in so many times.
    pub fn once_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    /// Each of them with a chance of one in `one_in`.
    pub fn some<T: Clone>(&mut self, of: &[T], one_in: usize) -> Vec<T> {
        of.iter().filter(|_| self.once_in(one_in)).cloned().collect()
    }

    /// Each of them with a chance of three in four.
    pub fn most<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| !self.once_in(4)).cloned().collect()
    }

    pub fn shuffled<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        let mut left = of.to_vec();
        (0..of.len()).map(|_| left.remove(self.below(left.len()))).collect()
    }
}

pub const TYPES: [&str; 4] = ["org", "team", "box", "group"];

/// Up to `roles` roles over six permissions; with inheritance, every reach, lifts, resources and limits.
pub fn catalog(random: &mut Random, roles: usize) -> Value {
    let permissions: Vec<String> = (0..6).map(|number| format!("docs.file.p{number}")).collect();
    let rows: Vec<Value> = permissions
        .iter()
        .map(|id| {
            let mut applies = random.some(&TYPES, 2);
            if applies.is_empty() {
                applies.push(TYPES[random.below(TYPES.len())]);
            }
            json!({ "id": id, "appliesTo": applies })
        })
        .collect();
    // ids are not in the order of the catalog
    let ids = random.shuffled(&["ann", "bee", "cat", "dog", "elk", "fox", "gnu"]);
    let count = roles - random.below(4).min(random.below(roles));
    let mut list: Vec<Value> = Vec::new();
    for id in &ids[..count] {
        let grants: Vec<Value> =
            random.some(&permissions, 3).iter().map(|permission| json!({ "permission": permission })).collect();
        let kind = if random.once_in(2) { "plain" } else { "strong" };
        let mut role =
            json!({ "id": id, "name": id, "kind": kind, "assignableAt": random.most(&TYPES), "grants": grants });
        let earlier: Vec<Value> = list.iter().map(|role| role["id"].clone()).collect();
        role["inherits"] = json!(random.some(&earlier, 4));
        if random.once_in(3) {
            role["reach"] = json!(["self", "linked", "descendants"][random.below(3)]);
        }
        if random.once_in(5) {
            role["lift"] = json!({ "to": "org", "when": { "attribute": "plan", "equals": "full" } });
        }
        if random.once_in(6) {
            role["resource"] = json!(TYPES[random.below(TYPES.len())]);
        }
        list.push(role);
    }
    let rules = match random.below(4) {
        0 => json!([{ "rule": "limit", "max": 1, "per": "principal-and-scope" }]),
        1 => json!([{ "rule": "limit", "max": 1, "kind": list[0]["kind"], "per": "principal" }]),
        _ => json!([]),
    };
    json!({
        "id": "toy", "version": "1", "title": "Toy",
        "scopeTypes": [
            { "id": "org", "parents": [], "attributes": { "plan": ["full", "small"] } },
            { "id": "team", "parents": ["org"], "root": true },
            { "id": "box", "parents": ["team", "box"] },
            { "id": "group", "parents": ["org", "box"], "links": ["team"] },
        ],
        "permissions": rows, "roles": list, "pages": [], "rules": rules,
    })
}

/// Nine roles at one scope type over six permissions: many sets of them give the same.
pub fn flat(random: &mut Random) -> Value {
    let permissions: Vec<String> = (0..6).map(|number| format!("docs.file.p{number}")).collect();
    let rows: Vec<Value> = permissions.iter().map(|id| json!({ "id": id, "appliesTo": ["org"] })).collect();
    let ids = random.shuffled(&["ann", "bee", "cat", "dog", "elk", "fox", "gnu", "hen", "ibis"]);
    let role = |id: &&str| {
        let grants = random.some(&permissions, 3);
        let grants: Vec<Value> = grants.iter().map(|permission| json!({ "permission": permission })).collect();
        json!({ "id": id, "name": id, "kind": "plain", "assignableAt": ["org"], "grants": grants })
    };
    let roles: Vec<Value> = ids.iter().map(role).collect();
    json!({
        "id": "toy", "version": "1", "title": "Toy", "scopeTypes": [{ "id": "org", "parents": [] }],
        "permissions": rows, "roles": roles, "pages": [], "rules": [],
    })
}
