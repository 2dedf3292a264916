//! The rows of a directory as text: what is written, what the public API shows, what the JSON Schema describes.

use serde::Serialize;

use crate::pairs::Pairs;

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(rename = "Scope"), schemars(deny_unknown_fields))]
pub struct ScopeText {
    /// the id, unique in the directory
    pub id: String,
    /// the scope type
    #[serde(rename = "type")]
    pub scope_type: String,
    /// the scope that it lies in
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub parent: Option<String>,
    /// the name for people
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub name: Option<String>,
    /// further scopes of the same tree that it covers
    #[cfg_attr(test, schemars(default))]
    pub links: Vec<String>,
    /// what is set on it
    #[cfg_attr(test, ts(type = "Record<string, string>"))]
    #[cfg_attr(test, schemars(default, with = "std::collections::BTreeMap<String, String>"))]
    pub attributes: Pairs<String>,
}

/// Somebody or something that acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(rename = "Principal"), schemars(deny_unknown_fields))]
pub struct PrincipalText {
    /// the id, unique in the directory
    pub id: String,
    /// the name for people
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub name: Option<String>,
    /// an address, to be found by
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub email: Option<String>,
    /// what kind of principal the tenant calls it
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub principal_type: Option<String>,
    /// one that is not active may do nothing
    #[cfg_attr(test, schemars(default = "yes"))]
    pub active: bool,
}

#[cfg(test)]
fn yes() -> bool {
    true
}

/// The resource that a resource-based role is assigned for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(rename = "Resource"), schemars(deny_unknown_fields))]
pub struct ResourceText {
    /// its scope type
    #[serde(rename = "type")]
    pub scope_type: String,
    /// its scope
    pub id: String,
}

/// A role assignment as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct AssignmentText {
    /// Default: principal, role, scope and resource, joined by `|`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    pub(crate) principal: String,
    pub(crate) role: String,
    pub(crate) scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) resource: Option<ResourceText>,
    /// RFC 3339 in UTC. It is active from here on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) starts_at: Option<String>,
    /// RFC 3339 in UTC. It is active until just before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expires_at: Option<String>,
}

/// An override as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(tag = "mode", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub(crate) enum OverrideText {
    /// Fewer permissions than the assigned role has.
    Narrow {
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        principal: String,
        scope: String,
        role: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        resource: Option<ResourceText>,
        /// What is left.
        permissions: Vec<String>,
        /// The role's permissions when this was written. Default: those at load.
        #[serde(skip_serializing_if = "Option::is_none")]
        pinned: Option<Vec<String>>,
    },
    /// One more role at a deeper scope.
    Widen {
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        principal: String,
        scope: String,
        role: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        starts_at: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        expires_at: Option<String>,
    },
}

/// A role assignment as the API shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "RoleAssignment"))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are those of the text")]
pub struct AssignmentView {
    pub id: String,
    pub principal: String,
    pub role: String,
    pub scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub resource: Option<ResourceText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub starts_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub expires_at: Option<String>,
    /// the kind of the role
    pub kind: String,
}

/// Whether an override takes permissions away or adds some.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum OverrideMode {
    /// fewer permissions than the assigned role has
    Narrow,
    /// one more role at a deeper scope
    Widen,
}

/// An override as the API shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Override"))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are those of the text")]
pub struct OverrideView {
    pub id: String,
    pub principal: String,
    pub scope: String,
    pub mode: OverrideMode,
    pub role: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub resource: Option<ResourceText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub permissions: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub pinned: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub starts_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub expires_at: Option<String>,
    /// whether it changes anything now
    pub effective: bool,
}
