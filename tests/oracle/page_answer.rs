//! The navigation of a console: which pages show, and why the others do not.

use serde_json::Value;

use super::answer::{REASONS, decide};
use super::read::{items, optional_text, text, texts};
use super::world::World;

#[derive(Clone, Debug, PartialEq)]
pub struct PageAnswer {
    pub id: String,
    pub state: String,
    pub reason: String,
    pub missing: Vec<String>,
    pub children: Vec<PageAnswer>,
}

/// Who asks, where and when.
struct Asker<'a> {
    world: &'a World,
    principal: &'a str,
    scope: &'a str,
    at: f64,
}

/// The tree of the pages for the scope's type, hidden ones in it; empty for an unknown scope.
pub fn pages(world: &World, principal: &str, scope: &str, at: f64) -> Vec<PageAnswer> {
    let Some(place) = world.scope(scope) else {
        return Vec::new();
    };
    let asker = Asker { world, principal, scope, at };
    let roots = world.pages.iter().filter(|page| page.get("parent").is_none());
    let here = roots.filter(|page| texts(page, "scopeTypes").contains(&place.scope_type));
    here.map(|page| asker.state(page, &place.scope_type)).collect()
}

/// One page by id or by path.
pub fn page(world: &World, principal: &str, asked: &str, scope: &str, at: f64) -> PageAnswer {
    let scope_type = world.scope(scope).map(|place| place.scope_type.as_str());
    // Any permission tells why nothing is granted to somebody, or where there is no such scope.
    let any = world.permissions.first().map_or("", |permission| permission.id.as_str());
    let whole = decide(world, principal, any, scope, at);
    let of_principal = ["invalid-time", "unknown-principal", "inactive-principal"].contains(&whole);
    let Some(page) = look_up(world, asked, scope_type) else {
        return hidden(asked, if of_principal { whole } else { "unknown-page" });
    };
    match scope_type {
        None => hidden(&text(page, "id"), whole),
        Some(of) if of_principal && !texts(page, "scopeTypes").iter().any(|named| named == of) => {
            hidden(&text(page, "id"), whole)
        }
        Some(of) if !texts(page, "scopeTypes").iter().any(|named| named == of) => {
            hidden(&text(page, "id"), "not-applicable")
        }
        Some(of) => Asker { world, principal, scope, at }.state(page, of),
    }
}

fn hidden(id: &str, reason: &str) -> PageAnswer {
    PageAnswer {
        id: id.to_string(),
        state: "hidden".to_string(),
        reason: reason.to_string(),
        missing: Vec::new(),
        children: Vec::new(),
    }
}

impl Asker<'_> {
    fn reason(&self, permission: &str) -> &'static str {
        decide(self.world, self.principal, permission, self.scope, self.at)
    }

    fn state(&self, page: &Value, scope_type: &str) -> PageAnswer {
        let id = text(page, "id");
        let below = self.world.pages.iter().filter(|child| optional_text(child, "parent").as_ref() == Some(&id));
        let here = below.filter(|child| texts(child, "scopeTypes").iter().any(|named| named == scope_type));
        let children: Vec<PageAnswer> = here.map(|child| self.state(child, scope_type)).collect();
        let shows_below = children.iter().any(|child| child.state != "hidden");

        let mut missing: Vec<String> = Vec::new();
        if let Some(requirement) = page.get("requires") {
            for permission in self.missing(requirement) {
                if !missing.contains(&permission) {
                    missing.push(permission);
                }
            }
        }
        let requires = page.get("requires").is_some();
        let own = first(missing.iter().map(|permission| self.reason(permission)));
        let below = first(children.iter().map(|child| child.reason.as_str()));
        let (state, reason) = match (missing.is_empty(), children.is_empty(), shows_below) {
            (true, false, true) => ("visible", "granted"),
            (true, true, _) if requires => ("visible", "granted"),
            // With nothing to show below it, a parent shows nothing, whatever it grants itself.
            (true, _, _) => ("hidden", below),
            // A way down must stay open, but the page itself may not be used.
            (false, false, true) => ("disabled", own),
            (false, true, _) if text(page, "whenDenied") == "disable" => ("disabled", own),
            (false, _, _) => ("hidden", own),
        };
        PageAnswer { id, state: state.to_string(), reason: reason.to_string(), missing, children }
    }

    /// What keeps a requirement from being met, in order; nothing when it is met.
    fn missing(&self, requirement: &Value) -> Vec<String> {
        if let Some(permission) = requirement.as_str() {
            let is_granted = self.reason(permission) == "granted";
            return if is_granted { Vec::new() } else { vec![permission.to_string()] };
        }
        let all = items(requirement, "all").iter().map(|part| self.missing(part));
        let any: Vec<Vec<String>> = items(requirement, "any").iter().map(|part| self.missing(part)).collect();
        if any.iter().any(Vec::is_empty) {
            return all.flatten().collect();
        }
        all.chain(any.clone()).flatten().collect()
    }
}

/// The first of these reasons in the order of the model.
fn first<'a>(reasons: impl Iterator<Item = &'a str> + Clone) -> &'static str {
    let ordered = REASONS.iter().find(|ordered| reasons.clone().any(|reason| reason == **ordered));
    ordered.copied().unwrap_or("no-grant")
}

fn look_up<'a>(world: &'a World, asked: &str, scope_type: Option<&str>) -> Option<&'a Value> {
    if let Some(page) = world.pages.iter().find(|page| text(page, "id") == asked) {
        return Some(page);
    }
    let segments = segments_of(asked)?;
    let is_here =
        |page: &&Value| scope_type.is_some_and(|of| texts(page, "scopeTypes").iter().any(|named| named == of));
    let matching: Vec<&Value> =
        world.pages.iter().filter(|page| path_matches(&text(page, "path"), &segments)).collect();
    // A page of this scope type before one of another; of these a static segment before a name, from the front.
    let names = |page: &&Value| {
        text(page, "path").trim_matches('/').split('/').map(|own| own.starts_with(':')).collect::<Vec<_>>()
    };
    let here: Vec<&Value> = matching.iter().copied().filter(is_here).collect();
    let candidates = if here.is_empty() { matching } else { here };
    candidates.into_iter().min_by_key(names)
}

fn path_matches(path: &str, segments: &[String]) -> bool {
    // a slash before a path or after it says nothing
    let own: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    own.len() == segments.len()
        && own.iter().zip(segments).all(|(own, asked)| own.starts_with(':') || own.eq_ignore_ascii_case(asked))
}

/// The segments of a path as it was asked for; nothing for one that must stay unknown.
fn segments_of(asked: &str) -> Option<Vec<String>> {
    let end = asked.find(['?', '#']).unwrap_or(asked.len());
    if end == 0 {
        return None;
    }
    let mut decoded: Vec<u8> = Vec::new();
    let mut rest = asked[..end].bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?].map(char::from);
        let [high, low] = digits.map(|digit| digit.to_digit(16));
        let code = (high? * 16 + low?) as u8;
        if code == b'/' {
            return None;
        }
        decoded.push(code);
    }
    let decoded = String::from_utf8(decoded).ok()?;
    if decoded.contains(|c: char| c == '\\' || c.is_control()) {
        return None;
    }
    let mut segments: Vec<String> = Vec::new();
    for segment in decoded.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other.to_ascii_lowercase()),
        }
    }
    Some(segments)
}
