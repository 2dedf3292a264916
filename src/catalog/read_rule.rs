//! From JSON to [`RuleText`]: one function for each rule.

use crate::{
    error::{Code, Issues, Path},
    json::{Fields, Json, choice, kind_of, string, strings, wrong_type},
};

use super::{
    read::{named, owned},
    text::{Ceiling, ChangeType, Follows, Per, RoleSelector, RuleText, SeatText, Targets},
};

type Read = for<'a, 'p> fn(&Fields<'a, 'p>, &mut Issues) -> RuleText;

/// Each rule with its fields and its reader.
const RULES: [(&str, &[&str], Read); 9] = [
    ("limit", &["rule", "max", "kind", "per"], limit),
    ("holders", &["rule", "role", "scopeType", "min", "max"], holders),
    ("protected", &["rule", "roles"], protected),
    ("creator", &["rule", "scopeType", "role"], creator),
    ("delegation", &["rule", "changes", "needs", "roles", "scopeTypes", "targets", "ceiling"], delegation),
    ("narrowing", &["rule", "scopeTypes", "roles", "follows"], narrowing),
    ("widening", &["rule", "scopeTypes", "role", "eligible", "ineligible"], widening),
    ("seats", &["rule", "scopeType", "seats"], seats),
    ("api-scopes", &["rule", "roles", "scopes"], api_scopes),
];

/// A rule that has a fault is read as far as it goes, so that the names in it can be checked.
#[inline(never)]
pub(super) fn rule(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<RuleText> {
    let index = kind_of(value, "rule", RULES.iter().map(|rule| rule.0), path, issues)?;
    let (_, known, read) = RULES.get(index)?;
    let fields = Fields::open(value, known, path, issues)?;
    Some(read(&fields, issues))
}

fn number(fields: &Fields<'_, '_>, name: &str, issues: &mut Issues) -> u64 {
    let value = fields.required(name, issues);
    value.and_then(|value| crate::json::count(value, &fields.path.key(name), issues)).unwrap_or_default()
}

fn selector(fields: &Fields<'_, '_>, issues: &mut Issues) -> Option<RoleSelector> {
    let path = fields.path.key("roles");
    match fields.get("roles")? {
        Json::Array(roles) => Some(RoleSelector::Roles(strings(roles, &path, issues))),
        value @ Json::Object(_) => {
            let fields = Fields::open(value, &["kinds", "except"], &path, issues)?;
            let kinds = fields.optional_array("kinds", issues).map(|kinds| strings(kinds, &path.key("kinds"), issues));
            Some(RoleSelector::Kinds { kinds, except: fields.optional_strings("except", issues) })
        }
        other => {
            wrong_type(issues, &path, "a list of roles or an object with `kinds` and `except`", other);
            None
        }
    }
}

fn required_selector(fields: &Fields<'_, '_>, issues: &mut Issues) -> RoleSelector {
    let before = issues.errors();
    let roles = selector(fields, issues);
    if roles.is_none() && issues.errors() == before {
        fields.required("roles", issues);
    }
    roles.unwrap_or_default()
}

fn limit(fields: &Fields<'_, '_>, issues: &mut Issues) -> RuleText {
    let per = [("principal", Per::Principal), ("principal-and-scope", Per::PrincipalAndScope)];
    let max = number(fields, "max", issues);
    let kind = fields.optional_string("kind", issues).map(Into::into);
    RuleText::Limit { max, kind, per: fields.choice("per", &per, issues).unwrap_or(Per::Principal) }
}

fn holders(fields: &Fields<'_, '_>, issues: &mut Issues) -> RuleText {
    let role = named(fields, "role", issues);
    let scope_type = named(fields, "scopeType", issues);
    let min = fields.optional_count("min", issues);
    let before = issues.errors();
    let max = number(fields, "max", issues);
    if min.is_some_and(|min| min > max) && issues.errors() == before {
        issues.error(Code::InvalidType, fields.path.key("min"), "`min` is more than `max`");
    }
    RuleText::Holders { role, scope_type, min, max }
}

fn protected(fields: &Fields<'_, '_>, issues: &mut Issues) -> RuleText {
    RuleText::Protected { roles: fields.strings("roles", issues) }
}

fn creator(fields: &Fields<'_, '_>, issues: &mut Issues) -> RuleText {
    RuleText::Creator { scope_type: named(fields, "scopeType", issues), role: named(fields, "role", issues) }
}

fn delegation(fields: &Fields<'_, '_>, issues: &mut Issues) -> RuleText {
    let targets = [("scope", Targets::Scope), ("purview", Targets::Purview)];
    let ceiling = [("own", Ceiling::Own), ("none", Ceiling::None)];
    let path = fields.path.key("changes");
    let mut changes = Vec::new();
    for (index, element) in fields.array("changes", issues).iter().enumerate() {
        let path = path.index(index);
        if let Some(text) = string(*element, &path, issues) {
            changes.extend(choice(text, &ChangeType::ALL, &path, issues));
        }
    }
    let needs = named(fields, "needs", issues);
    let roles = selector(fields, issues);
    let scope_types = fields.optional_array("scopeTypes", issues);
    let scope_types = scope_types.map(|types| strings(types, &fields.path.key("scopeTypes"), issues));
    let targets = fields.choice("targets", &targets, issues).unwrap_or(Targets::Purview);
    let ceiling = fields.choice("ceiling", &ceiling, issues).unwrap_or(Ceiling::Own);
    RuleText::Delegation { changes, needs, roles, scope_types, targets, ceiling }
}

fn narrowing(fields: &Fields<'_, '_>, issues: &mut Issues) -> RuleText {
    let follows = [("pinned", Follows::Pinned), ("current", Follows::Current)];
    let scope_types = fields.strings("scopeTypes", issues);
    let roles = required_selector(fields, issues);
    let follows = fields.choice("follows", &follows, issues).unwrap_or(Follows::Current);
    RuleText::Narrowing { scope_types, roles, follows }
}

fn widening(fields: &Fields<'_, '_>, issues: &mut Issues) -> RuleText {
    let scope_types = fields.strings("scopeTypes", issues);
    let role = named(fields, "role", issues);
    let eligible = fields.strings("eligible", issues);
    let ineligible = fields.optional_strings("ineligible", issues);
    RuleText::Widening { scope_types, role, eligible, ineligible }
}

fn seats(fields: &Fields<'_, '_>, issues: &mut Issues) -> RuleText {
    let scope_type = named(fields, "scopeType", issues);
    let path = fields.path.key("seats");
    let mut seats = Vec::new();
    for (index, element) in fields.array("seats", issues).iter().enumerate() {
        let path = path.index(index);
        if let Some(seat) = Fields::open(*element, &["seat", "any"], &path, issues) {
            let any = seat.strings("any", issues);
            seats.push(SeatText { seat: owned(&seat, "seat", issues), any });
        }
    }
    RuleText::Seats { scope_type, seats }
}

fn api_scopes(fields: &Fields<'_, '_>, issues: &mut Issues) -> RuleText {
    let roles = required_selector(fields, issues);
    RuleText::ApiScopes { roles, scopes: fields.strings("scopes", issues) }
}
