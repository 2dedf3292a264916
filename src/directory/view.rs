//! A directory's contents as plain data, and as text.

use serde::Serialize;

use super::{
    Directory, Mode, Override, Scopes,
    overrides::Narrow,
    text::{
        AssignmentText, AssignmentView, OverrideMode, OverrideText, OverrideView, PrincipalText, ResourceText,
        ScopeText,
    },
};
use crate::{
    bits::Bits,
    catalog::{RoleText, RoleView},
    error::Error,
    id::to_index,
    time::{Phase, Time, Window},
};

/// A directory as text.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "rolescope directory", deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct DirectoryText<'d> {
    /// The id of the catalog that it belongs to.
    catalog: &'d str,
    /// Counts the changes that were applied.
    #[cfg_attr(test, schemars(default))]
    revision: u64,
    scopes: Vec<ScopeText>,
    principals: Vec<PrincipalText>,
    role_assignments: Vec<AssignmentText>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    overrides: Vec<OverrideText>,
    /// Roles that this tenant has defined or updated. One of the catalog's ids updates that role: what it does not
    /// state stays as the catalog has it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[cfg_attr(test, schemars(with = "Vec<crate::catalog::TenantRoleText>"))]
    roles: Vec<RoleText>,
}

/// Principal, role, scope and resource, joined by `|`: the id of a row that states none.
pub(super) fn joined_key(principal: &str, role: &str, scope: u32, resource: Option<u32>, scopes: &Scopes) -> String {
    let mut id = format!("{principal}|{role}|{}", scopes.id(scope));
    if let Some(resource) = resource {
        id.push('|');
        id.push_str(scopes.id(resource));
    }
    id
}

impl Directory {
    /// All scopes, in the order of the text.
    #[must_use]
    pub fn scopes(&self) -> Vec<ScopeText> {
        (0..to_index(self.scopes.len())).filter_map(|scope| self.scope_text(scope, |_| true)).collect()
    }

    /// A scope, with those of its links that `keep` lets through.
    pub(super) fn scope_text(&self, scope: u32, keep: impl Fn(u32) -> bool) -> Option<ScopeText> {
        let row = self.scopes.row(scope)?;
        Some(ScopeText {
            id: self.scopes.id(scope).to_owned(),
            scope_type: self.catalog.0.scope_types.get(row.scope_type).to_owned(),
            parent: row.parent.map(|parent| self.scopes.id(parent).to_owned()),
            name: row.name.as_deref().map(str::to_owned),
            links: row.links.iter().filter(|link| keep(**link)).map(|link| self.scopes.id(*link).to_owned()).collect(),
            attributes: row.attributes.clone(),
        })
    }

    /// All principals, in the order of the text.
    #[must_use]
    pub fn principals(&self) -> Vec<PrincipalText> {
        (0..to_index(self.principals.len())).map(|principal| self.principal_text(principal)).collect()
    }

    pub(super) fn principal_text(&self, principal: u32) -> PrincipalText {
        let labels = &self.principals;
        let text = |column: &super::assignments::Labels| column.get(principal).map(str::to_owned);
        PrincipalText {
            id: labels.id(principal).to_owned(),
            name: text(&labels.labels),
            email: text(&labels.emails),
            principal_type: text(&labels.types),
            active: labels.is_active(principal),
        }
    }

    /// The roles: the catalog's, as this tenant has changed and extended them.
    #[must_use]
    pub fn roles(&self) -> Vec<RoleView> {
        self.roles.views(&crate::catalog::RoleFilter::default(), &self.catalog.0.permissions)
    }

    /// One role, as this tenant has it.
    ///
    /// # Errors
    ///
    /// `unknown-role`, with the nearest id as a hint.
    pub fn role(&self, id: &str) -> Result<RoleView, Error> {
        self.roles.look_up(id, &self.catalog.0.permissions)
    }

    /// All overrides, in the order of the text. Whether each has an effect is told for the time `now`.
    #[must_use]
    pub fn overrides(&self, now: Option<Time>) -> Vec<OverrideView> {
        self.overrides.iter().filter_map(|row| self.override_view(row, now)).collect()
    }

    fn override_view(&self, row: &Override, now: Option<Time>) -> Option<OverrideView> {
        let text = self.override_text(row)?;
        let active = self.principals.is_active(row.principal);
        let in_window = |window: Window| now.is_some_and(|now| window.phase(now) == Phase::Active);
        let effective = match &row.mode {
            Mode::Narrow(narrow) => active && in_window(self.window_of(narrow.assignment)),
            Mode::Widen(window) => active && in_window(*window) && now.is_some_and(|now| self.is_backed(row, now)),
        };
        let id = self.override_id(row);
        Some(match text {
            OverrideText::Narrow { principal, scope, role, resource, permissions, pinned, .. } => OverrideView {
                id,
                principal,
                scope,
                mode: OverrideMode::Narrow,
                role,
                resource,
                permissions: Some(permissions),
                pinned,
                starts_at: None,
                expires_at: None,
                effective,
            },
            OverrideText::Widen { principal, scope, role, starts_at, expires_at, .. } => OverrideView {
                id,
                principal,
                scope,
                mode: OverrideMode::Widen,
                role,
                resource: None,
                permissions: None,
                pinned: None,
                starts_at,
                expires_at,
                effective,
            },
        })
    }

    pub(super) fn override_text(&self, row: &Override) -> Option<OverrideText> {
        let id = row.id.as_ref().map(ToString::to_string);
        let principal = self.principals.id(row.principal).to_owned();
        let scope = self.scopes.id(row.scope).to_owned();
        let role = self.roles.id(row.role).to_owned();
        Some(match &row.mode {
            Mode::Narrow(Narrow { assignment, permissions, pinned, .. }) => OverrideText::Narrow {
                id,
                principal,
                scope,
                role,
                resource: self.resource_of(*assignment).map(|resource| self.resource_text(resource)),
                permissions: self.permission_names(permissions),
                pinned: Some(self.permission_names(pinned)),
            },
            Mode::Widen(window) => {
                let (starts_at, expires_at) = window_text(*window);
                OverrideText::Widen { id, principal, scope, role, starts_at, expires_at }
            }
        })
    }

    /// The id of an override: its own, or else its key.
    pub(crate) fn override_id(&self, row: &Override) -> String {
        let resource = match &row.mode {
            Mode::Narrow(narrow) => self.resource_of(narrow.assignment),
            Mode::Widen(_) => None,
        };
        self.row_id(row.id.as_deref(), [row.principal, row.role, row.scope], resource)
    }

    /// The id of an assignment: its own, or else its key.
    pub(crate) fn assignment_id(&self, assignment: u32) -> String {
        let Some(row) = self.assignments.get(assignment) else { return String::new() };
        let id = self.assignments.details(assignment).id.as_deref();
        self.row_id(id, [row.principal, row.role, row.scope], self.resource_of(assignment))
    }

    fn row_id(&self, own: Option<&str>, [principal, role, scope]: [u32; 3], resource: Option<u32>) -> String {
        let key = || joined_key(self.principals.id(principal), self.roles.id(role), scope, resource, &self.scopes);
        own.map_or_else(key, str::to_owned)
    }

    pub(super) fn permission_names(&self, permissions: &Bits) -> Vec<String> {
        permissions.iter().map(|permission| self.catalog.0.permissions.get(permission).to_owned()).collect()
    }

    fn resource_of(&self, assignment: u32) -> Option<u32> {
        self.assignments.details(assignment).resource
    }

    pub(crate) fn resource_text(&self, resource: u32) -> ResourceText {
        let kind = self.scopes.scope_type(resource);
        ResourceText {
            scope_type: kind.map(|kind| self.catalog.0.scope_types.get(kind).to_owned()).unwrap_or_default(),
            id: self.scopes.id(resource).to_owned(),
        }
    }

    pub(super) fn assignment_text(&self, assignment: u32) -> Option<AssignmentText> {
        let row = self.assignments.get(assignment)?;
        let details = self.assignments.details(assignment);
        let (starts_at, expires_at) = window_text(details.window);
        Some(AssignmentText {
            id: details.id.as_ref().map(ToString::to_string),
            principal: self.principals.id(row.principal).to_owned(),
            role: self.roles.id(row.role).to_owned(),
            scope: self.scopes.id(row.scope).to_owned(),
            resource: details.resource.map(|resource| self.resource_text(resource)),
            starts_at,
            expires_at,
        })
    }

    pub(crate) fn assignment_view(&self, assignment: u32) -> Option<AssignmentView> {
        let text = self.assignment_text(assignment)?;
        let row = self.assignments.get(assignment)?;
        Some(AssignmentView {
            id: self.assignment_id(assignment),
            principal: text.principal,
            role: text.role,
            scope: text.scope,
            resource: text.resource,
            starts_at: text.starts_at,
            expires_at: text.expires_at,
            kind: self.roles.get(row.role).map(|role| role.text.kind.clone()).unwrap_or_default(),
        })
    }

    /// The roles that the tenant has of its own, as text.
    pub(super) fn role_texts(&self, keep: impl Fn(u32) -> bool) -> Vec<RoleText> {
        let own = self.own_roles.iter().copied().filter(|role| keep(*role));
        own.filter_map(|role| self.roles.get(role)).map(|role| role.text.clone()).collect()
    }

    /// The directory as JSON text. It parses to an equal directory.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::wire::to_json(&DirectoryText {
            catalog: self.catalog.id(),
            revision: self.revision,
            scopes: self.scopes(),
            principals: self.principals(),
            role_assignments: (0..to_index(self.assignments.len()))
                .filter_map(|assignment| self.assignment_text(assignment))
                .collect(),
            overrides: self.overrides.iter().filter_map(|row| self.override_text(row)).collect(),
            roles: self.role_texts(|_| true),
        })
    }
}

pub(super) fn window_text(window: Window) -> (Option<String>, Option<String>) {
    (window.starts.map(|time| time.to_string()), window.ends.map(|time| time.to_string()))
}

#[cfg(test)]
pub(crate) fn schema() -> schemars::Schema {
    crate::drift::schema_of::<DirectoryText<'static>>()
}
