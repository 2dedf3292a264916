//! Random navigations: trees of pages with nested requirements and paths that never clash.

use serde_json::{Value, json};

use super::generate::Size;
use super::random::Random;
use super::read::{text, texts};

struct Builder<'a> {
    random: &'a mut Random,
    types: Vec<String>,
    permissions: &'a [String],
    pages: Vec<Value>,
    left: usize,
}

pub fn pages(random: &mut Random, size: &Size, scope_types: &[Value], permissions: &[String]) -> Vec<Value> {
    let types = scope_types.iter().map(|of| text(of, "id")).collect();
    let left = random.between(0, size.pages);
    let mut builder = Builder { random, types, permissions, pages: Vec::new(), left };
    while builder.left > 0 {
        builder.tree(None, "", 0);
    }
    let mut pages = builder.pages;
    // A page may stand before its parent.
    random.shuffle(&mut pages);
    pages
}

impl Builder<'_> {
    /// Adds a page and what hangs below it; gives the scope types that it got, none if no free
    /// path was found for it.
    fn tree(&mut self, parent: Option<&str>, prefix: &str, depth: usize) -> Vec<String> {
        if self.left == 0 {
            return Vec::new();
        }
        self.left -= 1;
        let number = self.left;
        let segment = match self.random.below(6) {
            0 if !prefix.is_empty() => ":name".to_string(),
            1 => "flows".to_string(),
            2 => format!("a-{}", number % 3),
            _ => format!("s{number}"),
        };
        let path = if prefix.is_empty() { segment } else { format!("{prefix}/{segment}") };
        let id = if self.random.chance(25) && !path.contains(':') {
            format!("{}.{number}", path.replace('/', "."))
        } else {
            format!("page-{number}")
        };

        let mut below = Vec::new();
        if depth < 2 && self.random.chance(55) {
            for _ in 0..self.random.between(1, 3) {
                below.extend(self.tree(Some(&id), &path, depth + 1));
            }
        }
        below.sort();
        below.dedup();
        let is_leaf = below.is_empty();
        let has_requirement = is_leaf || self.random.chance(40);
        // A parent may be of more types than its children are.
        let mut scope_types = below;
        if has_requirement || self.random.chance(15) {
            scope_types.extend(self.random.some(&self.types.clone(), 40));
        }
        if scope_types.is_empty() {
            scope_types.extend(self.random.pick(&self.types).cloned());
        }
        scope_types.sort();
        scope_types.dedup();

        let is_taken = self.pages.iter().any(|page| {
            let shares_type = texts(page, "scopeTypes").iter().any(|of| scope_types.contains(of));
            shares_type && may_meet(&text(page, "path"), &path)
        });
        let path = if is_taken { format!("page/only-{number}") } else { path };
        let path = match number % 8 {
            0 => format!("/{path}"),
            1 => format!("{path}/"),
            2 => format!("/{path}/"),
            _ => path,
        };

        let mut page = json!({ "id": id, "path": path, "title": format!("Page {number}"), "scopeTypes": scope_types });
        if let Some(parent) = parent {
            page["parent"] = json!(parent);
        }
        if has_requirement {
            page["requires"] = self.requirement(0);
            if self.random.chance(40) {
                page["whenDenied"] = json!(if self.random.chance(80) { "disable" } else { "hide" });
            }
        }
        self.pages.push(page);
        scope_types
    }

    fn requirement(&mut self, depth: usize) -> Value {
        let shape = self.random.below(if depth > 2 { 1 } else { 4 });
        if shape < 2 {
            return json!(self.random.pick(self.permissions));
        }
        let count = self.random.between(1, 3);
        let parts: Vec<Value> = (0..count).map(|_| self.requirement(depth + 1)).collect();
        if shape == 2 { json!({ "all": parts }) } else { json!({ "any": parts }) }
    }
}

/// Could one asked path match both of these, with no rule to say which of them wins? A static
/// path beside a pattern is fine; two static or two pattern paths that meet are not.
fn may_meet(one: &str, other: &str) -> bool {
    if one.contains(':') != other.contains(':') {
        return false;
    }
    let [one, other] = [one, other].map(|path| path.trim_matches('/').split('/').collect::<Vec<&str>>());
    let meets = |(a, b): (&&str, &&str)| a == b || a.starts_with(':') || b.starts_with(':');
    one.len() == other.len() && one.iter().zip(&other).all(meets)
}

/// Other ways to ask for a path: some mean the same page, some must stay unknown.
pub fn asked_path(random: &mut Random, path: &str) -> String {
    let filled: Vec<String> = path
        .split('/')
        .map(|segment| match segment.starts_with(':') {
            true => random.pick(&["x1", "Flows", "%41b", "a-0", "..x", "ünd"]).unwrap_or(&"x").to_string(),
            false => segment.to_string(),
        })
        .collect();
    let path = filled.join("/");
    let (head, tail) = path.split_once('/').unwrap_or((path.as_str(), ""));
    match random.below(16) {
        0 => path.to_ascii_uppercase(),
        1 => format!("/{path}/"),
        2 => format!("{path}?tab=a/b#c"),
        3 => format!("{path}#top?x"),
        4 => format!("./{head}//{tail}"),
        5 => format!("other/../{path}/."),
        6 => format!("{head}%2F{tail}"),
        7 => format!("{path}\\"),
        8 => format!("{path}%0a"),
        9 => format!("{path}%"),
        10 => format!("{path}%zz"),
        11 => format!("{path}/more"),
        12 => path.replacen('s', "%73", 1),
        13 => format!("x/%2e%2E/{path}"),
        14 => path.replacen('s', "%2573", 1),
        _ => path,
    }
}
