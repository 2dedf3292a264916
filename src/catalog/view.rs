//! A catalog's contents as plain data, in the shapes of the public API.

use serde::Serialize;

use super::{
    Catalog,
    roles::{Role, RoleTable},
    text::{Basis, PageText, Requirement, WhenDenied},
};
use crate::{
    error::{Code, Error, did_you_mean, quoted},
    id::{Names, to_index},
    pairs::Pairs,
};

/// A role with the closure of its permissions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Role"))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are those of the catalog's text")]
pub struct RoleView {
    pub id: String,
    pub name: String,
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub product: Option<String>,
    pub description: String,
    pub assignable_at: Vec<String>,
    pub inherits: Vec<String>,
    #[cfg_attr(test, ts(type = "number"))]
    pub revision: u64,
    /// in catalog order
    pub permissions: Vec<RolePermission>,
}

/// One permission of a role and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RolePermission {
    /// the permission
    pub id: String,
    /// on what the grant rests
    pub basis: Basis,
    /// why it is read so, where no document states it
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub why: Option<String>,
    /// the role that states the grant, when it is not the role itself
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub inherited_from: Option<String>,
}

/// An atomic right.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Permission"))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are those of the catalog's text")]
pub struct PermissionView {
    pub id: String,
    pub product: String,
    pub title: String,
    pub applies_to: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub alias: Option<String>,
}

/// A kind of place.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ScopeType"))]
#[allow(missing_docs, reason = "the fields are those of the catalog's text")]
pub struct ScopeTypeView {
    pub id: String,
    pub title: String,
    pub parents: Vec<String>,
    /// whether a scope of this type may stand without a parent, although it may have one
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub root: bool,
    pub links: Vec<String>,
    #[cfg_attr(test, ts(type = "Record<string, Array<string>>"))]
    pub attributes: Pairs<Vec<String>>,
}

/// A console page as the catalog states it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Page"))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are those of the catalog's text")]
pub struct PageView {
    pub id: String,
    pub path: String,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub parent: Option<String>,
    pub scope_types: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub(crate) requires: Option<Requirement>,
    pub(crate) when_denied: WhenDenied,
}

/// Which roles have which permissions, as one table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Matrix {
    /// one for each row
    pub roles: Vec<String>,
    /// one for each column
    pub permissions: Vec<String>,
    /// row by row, 1 where the role has the permission
    #[serde(skip)]
    pub cells: Vec<u8>,
}

/// Which roles to list; what is absent does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleFilter {
    /// only roles of this kind
    pub kind: Option<String>,
    /// only roles of this product
    pub product: Option<String>,
    /// only roles that can be assigned at this scope type
    pub scope_type: Option<String>,
    /// only roles whose closure has this permission
    pub permission: Option<String>,
}

/// Which permissions to list; what is absent does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PermissionFilter {
    /// only permissions of this product
    pub product: Option<String>,
    /// only permissions that apply to this scope type
    pub scope_type: Option<String>,
}

impl RoleFilter {
    fn fits(&self, role: &Role, permissions: &Names) -> bool {
        let text = &role.text;
        let is = |wanted: &Option<String>, found: Option<&String>| wanted.is_none() || wanted.as_ref() == found;
        is(&self.kind, Some(&text.kind))
            && is(&self.product, text.product.as_ref())
            && self.scope_type.as_ref().is_none_or(|wanted| text.assignable_at.contains(wanted))
            && self
                .permission
                .as_ref()
                .is_none_or(|wanted| permissions.find(wanted).is_some_and(|found| role.closure.contains(found)))
    }
}

impl RoleTable {
    pub(crate) fn view(&self, role: u32, permissions: &Names) -> Option<RoleView> {
        let text = &self.get(role)?.text;
        let permissions = self
            .sources(role, permissions)
            .into_iter()
            .map(|source| RolePermission {
                id: permissions.get(source.permission).to_owned(),
                basis: source.basis(),
                why: source.grant.why.clone(),
                inherited_from: source.inherited.then(|| source.role.to_owned()),
            })
            .collect();
        Some(RoleView {
            id: text.id.clone(),
            name: text.name.clone(),
            kind: text.kind.clone(),
            product: text.product.clone(),
            description: text.description.clone().unwrap_or_default(),
            assignable_at: text.assignable_at.clone(),
            inherits: text.inherits.clone(),
            revision: self.get(role)?.revision,
            permissions,
        })
    }

    pub(crate) fn views(&self, filter: &RoleFilter, permissions: &Names) -> Vec<RoleView> {
        let fitting = self.iter().enumerate().filter(|(_, role)| filter.fits(role, permissions));
        fitting.filter_map(|(index, _)| self.view(to_index(index), permissions)).collect()
    }

    pub(super) fn unknown(&self, id: &str) -> Error {
        let hint = did_you_mean(id, self.ids());
        Error::hinted(Code::UnknownRole, format!("unknown role {}", quoted(id)), hint)
    }

    /// The role with this id.
    pub(crate) fn look_up(&self, id: &str, permissions: &Names) -> Result<RoleView, Error> {
        self.find(id).and_then(|role| self.view(role, permissions)).ok_or_else(|| self.unknown(id))
    }
}

impl Catalog {
    /// The roles that fit the filter, in catalog order.
    #[must_use]
    pub fn roles(&self, filter: &RoleFilter) -> Vec<RoleView> {
        self.0.roles.views(filter, &self.0.permissions)
    }

    /// One role.
    ///
    /// # Errors
    ///
    /// `unknown-role`, with the nearest id as a hint.
    pub fn role(&self, id: &str) -> Result<RoleView, Error> {
        self.0.roles.look_up(id, &self.0.permissions)
    }

    /// The permissions that fit the filter, in catalog order.
    #[must_use]
    pub fn permissions(&self, filter: &PermissionFilter) -> Vec<PermissionView> {
        let views = self.0.text.permissions.iter().map(|row| PermissionView {
            id: row.id.clone(),
            product: row.product.clone().unwrap_or_else(|| row.id.split('.').next().unwrap_or_default().to_owned()),
            title: row.title.clone().unwrap_or_else(|| row.id.clone()),
            applies_to: row.applies_to.clone(),
            alias: row.alias.clone(),
        });
        views
            .filter(|view| filter.product.as_ref().is_none_or(|product| *product == view.product))
            .filter(|view| filter.scope_type.as_ref().is_none_or(|wanted| view.applies_to.contains(wanted)))
            .collect()
    }

    /// The ids of the permissions. A permission's position here is its number in every bitset.
    pub fn permission_ids(&self) -> impl Iterator<Item = &str> {
        self.0.permissions.iter()
    }

    /// All pages, in catalog order.
    #[must_use]
    pub fn pages(&self) -> Vec<PageView> {
        let view = |row: &PageText| PageView {
            id: row.id.clone(),
            path: row.path.clone(),
            title: row.title.clone(),
            parent: row.parent.clone(),
            scope_types: row.scope_types.clone(),
            requires: row.requires.clone(),
            when_denied: row.when_denied.unwrap_or_default(),
        };
        self.0.text.pages.iter().map(view).collect()
    }

    /// All scope types, in catalog order.
    #[must_use]
    pub fn scope_types(&self) -> Vec<ScopeTypeView> {
        let rows = self.0.text.scope_types.iter().zip(&self.0.types);
        rows.map(|(row, resolved)| ScopeTypeView {
            id: row.id.clone(),
            title: row.title.clone().unwrap_or_else(|| row.id.clone()),
            parents: row.parents.clone(),
            root: resolved.root && !row.parents.is_empty(),
            links: row.links.clone(),
            attributes: row.attributes.clone(),
        })
        .collect()
    }

    /// Which of the fitting roles have which permissions. The columns are all permissions, or those that apply to the
    /// scope type that the filter names.
    #[must_use]
    pub fn matrix(&self, filter: &RoleFilter) -> Matrix {
        let of_scope = PermissionFilter { product: None, scope_type: filter.scope_type.clone() };
        let columns = self.permissions(&of_scope);
        let columns: Vec<u32> = columns.iter().filter_map(|view| self.0.permissions.find(&view.id)).collect();
        let rows: Vec<&Role> = self.0.roles.iter().filter(|role| filter.fits(role, &self.0.permissions)).collect();
        let cells = rows.iter().flat_map(|role| columns.iter().map(|column| u8::from(role.closure.contains(*column))));
        Matrix {
            cells: cells.collect(),
            roles: rows.iter().map(|role| role.text.id.clone()).collect(),
            permissions: columns.iter().map(|column| self.0.permissions.get(*column).to_owned()).collect(),
        }
    }
}
