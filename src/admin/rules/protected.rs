//! protected: roles that are only transferred, never taken away.

use super::super::draft::{Ask, Draft, Went};
use crate::{
    catalog::{ChangeType, RuleText},
    error::{Code, Path, quoted},
};

impl Draft<'_> {
    /// A protected role goes from one principal to another and is never taken away alone. Scopes that are gone bind
    /// nobody.
    pub(in crate::admin) fn check_protected(&mut self) {
        let catalog = self.directory.catalog.clone();
        let rules = catalog.0.text.rules.iter();
        let protected: Vec<&String> = rules
            .filter_map(|rule| if let RuleText::Protected { roles } = rule { Some(roles) } else { None })
            .flatten()
            .collect();
        for went in std::mem::take(&mut self.went) {
            let [principal, role, scope, _] = &went.key;
            // a scope that is gone binds nobody
            if !protected.contains(&role) || self.directory.scopes.find(scope).is_none() {
                continue;
            }
            let heir = self.came.iter().find(|came| came[1..] == went.key[1..] && came[0] != *principal);
            if let Some([heir, ..]) = heir.cloned() {
                self.ask_to_transfer(&went, heir);
                continue;
            }
            // a narrow that is taken over, or the same row again
            if self.came.contains(&went.key) {
                continue;
            }
            let message = format!("the role {} at {} is transferred, never taken away", quoted(role), quoted(scope));
            let path = Path::ROOT.index(went.change);
            self.issues.error(Code::RoleProtected, path.key("role"), message);
        }
    }

    /// To replace a holder by hand is to transfer: that right is needed, and not the two smaller ones.
    fn ask_to_transfer(&mut self, went: &Went, heir: String) {
        let [from, role, scope, _] = &went.key;
        let hands = |ask: &Ask| {
            let whose = |id: &String| ask.target.as_ref() == Some(id);
            ask.role.as_ref() == Some(role)
                && ask.place.as_ref() == Some(scope)
                && ((ask.what == ChangeType::Unassign && whose(from))
                    || (ask.what == ChangeType::Assign && whose(&heir)))
        };
        let ask = self.asks.iter().find(|ask| hands(ask)).cloned();
        self.asks.retain(|ask| !hands(ask));
        self.asks.extend(ask.map(|ask| Ask { what: ChangeType::Transfer, target: Some(heir), ..ask }));
    }
}
