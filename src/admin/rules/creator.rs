//! creator: who creates a scope of a type receives a role there.

use super::super::draft::Draft;
use crate::{
    catalog::RuleText,
    error::{Code, quoted},
};

impl Draft<'_> {
    /// The principal that receives a role by creating a scope of a type, and that role. An actor creates in its own
    /// name. What is wrong is listed.
    pub(in crate::admin) fn creator_of(&mut self, scope_type: &str, creator: Option<&str>) -> Option<(u32, u32)> {
        if let (Some(creator), Some(by)) = (creator, self.by)
            && creator != by
        {
            let message = format!("{} cannot create a scope in the name of {}", quoted(by), quoted(creator));
            self.error(Code::NotPermitted, "creator", message);
            return None;
        }
        let principal = match (creator, self.by) {
            (Some(creator), _) => Some(self.principal(creator, "creator")?),
            // one that is not known may change nothing, and that is said
            (None, by) => by.and_then(|by| self.directory.principals.find(by)),
        };
        let catalog = self.directory.catalog.clone();
        let role = catalog.0.text.rules.iter().find_map(|rule| match rule {
            RuleText::Creator { scope_type: of, role } if of == scope_type => Some(role),
            _ => None,
        })?;
        Some((principal?, self.directory.roles.find(role)?))
    }
}
