//! The workload of `js/workload.mjs` for the native bench: the same shape and the same generator, any number of principals.

use std::collections::BTreeSet;
use std::fmt::Write;

const SEED: u32 = 20_260_701;
const ACCOUNTS: usize = 50;
const SUBACCOUNTS: usize = 20;
const ROLES: usize = 60;
const PRODUCTS: usize = 10;
const RESOURCES: usize = 5;
const ACTIONS: [&str; 4] = ["create", "delete", "read", "update"];

/// mulberry32: the same numbers as the generator of the JavaScript part.
struct Random(u32);

impl Random {
    fn new(seed: u32) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut t = self.0;
        t = (t ^ (t >> 15)).wrapping_mul(t | 1);
        t ^= t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 61));
        f64::from(t ^ (t >> 14)) / 4_294_967_296.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() * n as f64) as usize
    }

    fn chance(&mut self, probability: f64) -> bool {
        self.next() < probability
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

pub(crate) struct Question {
    pub(crate) principal: String,
    pub(crate) permission: String,
    pub(crate) scope: String,
}

pub(crate) struct Generated {
    pub(crate) text: String,
    /// The ids' own text: principals and scopes.
    pub(crate) id_bytes: usize,
}

pub(crate) struct Vendor {
    permissions: Vec<String>,
    roles: Vec<Vec<usize>>,
    accounts: Vec<String>,
    subaccounts: Vec<String>,
}

const ORGANIZATION: &str = "organization";

impl Vendor {
    pub(crate) fn new() -> Self {
        let mut random = Random::new(SEED);
        let mut permissions = Vec::new();
        for product in 0..PRODUCTS {
            for resource in 0..RESOURCES {
                permissions
                    .extend(ACTIONS.iter().map(|action| format!("product-{product}.resource-{resource}.{action}")));
            }
        }
        let roles = (0..ROLES)
            .map(|_| {
                let count = 1 + random.below(40);
                let mut chosen = BTreeSet::new();
                while chosen.len() < count {
                    chosen.insert(random.below(permissions.len()));
                }
                chosen.into_iter().collect()
            })
            .collect();
        let accounts: Vec<String> = (0..ACCOUNTS).map(|account| format!("account-{account:02}")).collect();
        let subaccounts = accounts
            .iter()
            .flat_map(|account| (0..SUBACCOUNTS).map(move |sub| format!("{account}.sub-{sub:02}")))
            .collect();
        Self { permissions, roles, accounts, subaccounts }
    }

    pub(crate) fn catalog_text(&self) -> String {
        const EVERYWHERE: &str = r#"["organization","account","subaccount"]"#;
        let permissions: Vec<String> =
            self.permissions.iter().map(|id| format!(r#"{{"id":"{id}","appliesTo":{EVERYWHERE}}}"#)).collect();
        let roles: Vec<String> = self
            .roles
            .iter()
            .enumerate()
            .map(|(role, held)| {
                let grants: Vec<String> =
                    held.iter().map(|&index| format!(r#"{{"permission":"{}"}}"#, self.permissions[index])).collect();
                format!(
                    r#"{{"id":"role-{role:02}","name":"Role {role}","kind":"predefined","assignableAt":{EVERYWHERE},"grants":[{}]}}"#,
                    grants.join(",")
                )
            })
            .collect();
        format!(
            r#"{{"id":"bench","version":"1.0.0","title":"The benchmark's vendor","scopeTypes":[{{"id":"organization","parents":[]}},{{"id":"account","parents":["organization"]}},{{"id":"subaccount","parents":["account"]}}],"permissions":[{}],"roles":[{}],"pages":[],"rules":[]}}"#,
            permissions.join(","),
            roles.join(",")
        )
    }

    /// 9 % of the rows at the organization, 41 % at accounts, the rest at subaccounts; one in ten has an end.
    pub(crate) fn directory_text(&self, principals: usize, each: usize) -> Generated {
        let mut random = Random::new(SEED.wrapping_add(principals as u32));
        let mut text = String::with_capacity(principals * (each * 80 + 24));
        let mut id_bytes = ORGANIZATION.len();
        text.push_str(r#"{"catalog":"bench","scopes":[{"id":"organization","type":"organization"}"#);
        for id in &self.accounts {
            append(&mut text, format_args!(r#",{{"id":"{id}","type":"account","parent":"organization"}}"#));
            id_bytes += id.len();
        }
        for (index, id) in self.subaccounts.iter().enumerate() {
            let parent = &self.accounts[index / SUBACCOUNTS];
            append(&mut text, format_args!(r#",{{"id":"{id}","type":"subaccount","parent":"{parent}"}}"#));
            id_bytes += id.len();
        }
        text.push_str(r#"],"principals":["#);
        for index in 0..principals {
            let id = principal(index);
            append(&mut text, format_args!(r#"{}{{"id":"{id}"}}"#, if index == 0 { "" } else { "," }));
            id_bytes += id.len();
        }
        text.push_str(r#"],"roleAssignments":["#);
        let mut comma = "";
        for index in 0..principals {
            let id = principal(index);
            let mut keys = BTreeSet::new();
            while keys.len() < each {
                let (role, scope) = (random.below(ROLES), self.anywhere(&mut random));
                // A catalog refuses two rows with one key.
                if !keys.insert((role, scope)) {
                    continue;
                }
                let end = match (random.chance(0.1), random.chance(0.5)) {
                    (false, _) => "",
                    (true, false) => r#","expiresAt":"2999-01-01T00:00:00Z""#,
                    (true, true) => r#","expiresAt":"2001-01-01T00:00:00Z""#,
                };
                append(
                    &mut text,
                    format_args!(r#"{comma}{{"principal":"{id}","role":"role-{role:02}","scope":"{scope}"{end}}}"#),
                );
                comma = ",";
            }
        }
        text.push_str("]}");
        Generated { text, id_bytes }
    }

    fn anywhere(&self, random: &mut Random) -> &str {
        if random.chance(0.09) {
            return ORGANIZATION;
        }
        let list: &[String] = if random.chance(0.45) { &self.accounts } else { &self.subaccounts };
        random.pick::<String>(list)
    }

    /// Random principals and permissions at random subaccounts, where the most assignments reach.
    pub(crate) fn questions(&self, principals: usize, count: usize) -> Vec<Question> {
        let mut random = Random::new(SEED ^ 0x115f);
        (0..count)
            .map(|_| Question {
                principal: principal(random.below(principals)),
                permission: random.pick(&self.permissions).clone(),
                scope: random.pick(&self.subaccounts).clone(),
            })
            .collect()
    }
}

fn principal(index: usize) -> String {
    format!("user-{index:07}")
}

fn append(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("a String takes everything");
}
