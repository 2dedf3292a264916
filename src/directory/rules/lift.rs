//! lift: a role that also counts at a scope above, where an attribute of that scope says so.

use super::super::Scopes;
use crate::catalog::Lift;

impl Scopes {
    /// The second root of a role with a lift: the nearest ancestor of its type, if that very one fits the condition.
    pub(crate) fn lifted(&self, root: u32, lift: &Lift) -> Option<u32> {
        let nearest = self.ancestors(root).skip(1).find(|above| self.scope_type(*above) == Some(lift.to))?;
        let value = self.row(nearest)?.attributes.get(&lift.attribute)?;
        (*value == lift.equals).then_some(nearest)
    }
}
