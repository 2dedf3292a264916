//! resource: a role that must name a resource of a type, which lies in the scope of the assignment.

use super::super::{Scopes, fit::Misfit};
use crate::{
    catalog::{Model, Role},
    error::{Code, quoted},
};

impl Model {
    /// The scope type of the resource that an assignment of a role must name, if any; whether one is stated must agree.
    pub(crate) fn resource_wanted(&self, role: &Role, is_stated: bool) -> Result<Option<u32>, Misfit> {
        let id = &role.text.id;
        match role.resource {
            Some(wanted) if !is_stated => {
                let wanted = self.scope_types.get(wanted);
                let message = format!("the role `{id}` must name a resource of type `{wanted}`");
                Err(Misfit::new(Code::ResourceRequired, None, message))
            }
            None if is_stated => {
                let message = format!("the role `{id}` takes no resource");
                Err(Misfit::new(Code::ResourceMismatch, Some("resource"), message))
            }
            wanted => Ok(wanted),
        }
    }

    /// Whether a resource is of the type that is stated of it.
    pub(crate) fn resource_is(&self, stated: &str, resource: u32, scopes: &Scopes) -> Result<(), Misfit> {
        let kind = scopes.scope_type(resource);
        if self.scope_types.find(stated) == kind {
            return Ok(());
        }
        let (id, is) = (quoted(scopes.id(resource)), kind.map_or("", |kind| self.scope_types.get(kind)));
        let message = format!("{id} is of type `{is}`, not {}", quoted(stated));
        Err(Misfit::new(Code::ResourceMismatch, Some("resource"), message))
    }

    /// Whether a resource is of the wanted type and lies in the scope of the assignment.
    pub(crate) fn resource_fits(&self, role: &Role, resource: u32, scope: u32, scopes: &Scopes) -> Result<(), Misfit> {
        let types = &self.scope_types;
        let (id, kind) = (quoted(scopes.id(resource)), scopes.scope_type(resource));
        let message = if kind != role.resource {
            let wanted = role.resource.map_or("", |wanted| types.get(wanted));
            let is = kind.map_or("", |kind| types.get(kind));
            format!("the role `{}` wants a resource of type `{wanted}`; {id} is of type `{is}`", role.text.id)
        } else if !scopes.span(scope).holds(scopes.span(resource).start) {
            format!("the resource {id} does not lie in {}", quoted(scopes.id(scope)))
        } else {
            return Ok(());
        };
        Err(Misfit::new(Code::ResourceMismatch, Some("resource"), message))
    }
}
