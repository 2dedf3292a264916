//! Whether the names in the rules of a catalog are known.

use crate::{
    error::{Code, Issues, Path},
    id::Names,
};

use super::{
    roles::{RoleTable, Vocabulary, unknown_type},
    text::{RoleSelector, RuleText},
};

struct Checker<'c, 'i> {
    roles: &'c RoleTable,
    vocabulary: Vocabulary<'c>,
    issues: &'i mut Issues,
}

/// `at` gives the position of each rule in the text.
#[inline(never)]
pub(super) fn check(
    rules: &[RuleText],
    at: &[usize],
    roles: &RoleTable,
    vocabulary: Vocabulary<'_>,
    issues: &mut Issues,
) {
    let path = Path::ROOT.key("rules");
    let mut checker = Checker { roles, vocabulary, issues };
    for (rule, at) in rules.iter().zip(at) {
        checker.rule(rule, &path.index(*at));
    }
}

impl Checker<'_, '_> {
    #[inline(never)]
    fn rule(&mut self, rule: &RuleText, path: &Path<'_>) {
        match rule {
            RuleText::Limit { kind, .. } => {
                let kinds: Vec<&str> = self.roles.iter().map(|role| role.text.kind.as_str()).collect();
                if let Some(kind) = kind.as_deref().filter(|kind| !kinds.contains(kind)) {
                    self.issues.unknown(Code::UnknownRole, path.key("kind"), "kind of role", kind, kinds.into_iter());
                }
            }
            RuleText::Holders { role, scope_type, .. } | RuleText::Creator { scope_type, role } => {
                self.named(role, path.key("role"), Self::role);
                self.named(scope_type, path.key("scopeType"), Self::scope_type);
                if matches!(rule, RuleText::Creator { .. }) {
                    self.creator(role, scope_type, path.key("role"));
                }
            }
            RuleText::Protected { roles } => self.roles(roles, &path.key("roles")),
            RuleText::Delegation { needs, roles, scope_types, .. } => {
                self.named(needs, path.key("needs"), Self::permission);
                self.selector(roles.as_ref(), &path.key("roles"));
                self.scope_types(scope_types.as_deref().unwrap_or_default(), &path.key("scopeTypes"));
            }
            RuleText::Narrowing { scope_types, roles, .. } => {
                self.scope_types(scope_types, &path.key("scopeTypes"));
                self.selector(Some(roles), &path.key("roles"));
            }
            RuleText::Widening { scope_types, role, eligible, ineligible } => {
                self.scope_types(scope_types, &path.key("scopeTypes"));
                self.named(role, path.key("role"), Self::role);
                self.roles(eligible, &path.key("eligible"));
                self.roles(ineligible, &path.key("ineligible"));
            }
            RuleText::Seats { scope_type, seats } => {
                self.named(scope_type, path.key("scopeType"), Self::scope_type);
                let path = path.key("seats");
                for (index, seat) in seats.iter().enumerate() {
                    let path = path.index(index);
                    let path = path.key("any");
                    for (index, id) in seat.any.iter().enumerate() {
                        self.permission(id, path.index(index));
                    }
                }
            }
            RuleText::ApiScopes { roles, .. } => self.selector(Some(roles), &path.key("roles")),
        }
    }

    /// The role of a creator is assigned at the scope itself, without a resource.
    fn creator(&mut self, role: &str, scope_type: &str, path: Path<'_>) {
        let Some(role) = self.roles.find(role).and_then(|role| self.roles.get(role)) else { return };
        let is_known = self.vocabulary.scope_types.find(scope_type).is_some();
        if is_known && !role.text.assignable_at.iter().any(|kind| kind == scope_type) {
            let message = format!("the role `{}` cannot be assigned at a scope of type `{scope_type}`", role.text.id);
            self.issues.error(Code::ScopeTypeNotAllowed, path, message);
        } else if role.resource.is_some() {
            let message = format!("the role `{}` needs a resource, and a creator names none", role.text.id);
            self.issues.error(Code::ResourceRequired, path, message);
        }
    }

    /// Checks the name in a field of its own: an empty one is the trace of a fault that is listed already.
    fn named(&mut self, id: &str, path: Path<'_>, check: fn(&mut Self, &str, Path<'_>)) {
        if !id.is_empty() {
            check(self, id, path);
        }
    }

    fn role(&mut self, id: &str, path: Path<'_>) {
        if self.roles.find(id).is_none() {
            self.issues.unknown(Code::UnknownRole, path, "role", id, self.roles.ids());
        }
    }

    fn roles(&mut self, ids: &[String], path: &Path<'_>) {
        for (index, id) in ids.iter().enumerate() {
            self.role(id, path.index(index));
        }
    }

    fn selector(&mut self, selector: Option<&RoleSelector>, path: &Path<'_>) {
        match selector {
            None => {}
            Some(RoleSelector::Roles(roles)) => self.roles(roles, path),
            Some(RoleSelector::Kinds { kinds, except }) => {
                let known: Vec<&str> = self.roles.iter().map(|role| role.text.kind.as_str()).collect();
                let path_of_kinds = path.key("kinds");
                for (index, kind) in kinds.iter().flatten().enumerate() {
                    if !known.contains(&kind.as_str()) {
                        let path = path_of_kinds.index(index);
                        self.issues.unknown(Code::UnknownRole, path, "kind of role", kind, known.iter().copied());
                    }
                }
                self.roles(except, &path.key("except"));
            }
        }
    }

    fn permission(&mut self, id: &str, path: Path<'_>) {
        let permissions: &Names = self.vocabulary.permissions;
        if permissions.find(id).is_none() {
            self.issues.unknown(Code::UnknownPermission, path, "permission", id, permissions.iter());
        }
    }

    fn scope_type(&mut self, id: &str, path: Path<'_>) {
        if self.vocabulary.scope_types.find(id).is_none() {
            unknown_type(self.issues, path, id, self.vocabulary.scope_types);
        }
    }

    fn scope_types(&mut self, ids: &[String], path: &Path<'_>) {
        for (index, id) in ids.iter().enumerate() {
            self.scope_type(id, path.index(index));
        }
    }
}
