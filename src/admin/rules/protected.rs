//! protected: roles that are only transferred, never taken away.

use super::super::{
    draft::{Ask, Came, Draft, Went},
    rows::RowKey,
};
use crate::{
    catalog::{ChangeType, RuleText},
    directory::Directory,
    error::{Code, Path, quoted},
};

impl Draft<'_> {
    /// A protected role goes from one principal to another and is never taken away alone: for each holder that is gone in
    /// the end there is one that is new. Scopes that are gone bind nobody.
    pub(in crate::admin) fn check_protected(&mut self) {
        let catalog = self.directory.catalog.clone();
        let rules = catalog.0.text.rules.iter();
        let protected: Vec<&String> = rules
            .filter_map(|rule| if let RuleText::Protected { roles } = rule { Some(roles) } else { None })
            .flatten()
            .collect();
        if protected.is_empty() {
            return;
        }
        let mut heirs = self.new_holders(&protected);
        let went = std::mem::take(&mut self.went);
        let gone = |went: &&Went| {
            let [_, role, scope, _] = &went.key;
            protected.contains(&role) && self.directory.scopes.find(scope).is_some() && self.is_gone(went)
        };
        let mut gone: Vec<&Went> = went.iter().filter(gone).collect();
        // who was transferred has its heir already
        gone.retain(|went| {
            let heir = heirs.iter().position(|heir| {
                went.transferred && heir.transferred && (heir.change, &heir.key[1..]) == (went.change, &went.key[1..])
            });
            heir.map(|at| heirs.swap_remove(at)).is_none()
        });
        for went in gone {
            let [_, role, scope, _] = &went.key;
            if let Some(at) = heirs.iter().position(|heir| heir.key[1..] == went.key[1..]) {
                let heir = heirs.swap_remove(at);
                self.ask_to_transfer(went, &heir);
                continue;
            }
            // one too many was found, and may go
            if self.has_enough_holders(role, scope) {
                continue;
            }
            let message = format!("the role {} at {} is transferred, never taken away", quoted(role), quoted(scope));
            self.issues.error(Code::RoleProtected, Path::ROOT.index(went.change), message);
        }
        self.went = went;
    }

    /// Whether a role is held at a scope by as many as there may be.
    fn has_enough_holders(&self, role: &str, scope: &str) -> bool {
        let directory = &*self.directory;
        let (Some(role), Some(scope)) = (directory.roles.find(role), directory.scopes.find(scope)) else {
            return false;
        };
        let has_enough = |most: u64| directory.holders(&directory.rows_that_hold(role, scope, self.at)) >= most;
        directory.most_holders(role, scope).is_some_and(has_enough)
    }

    /// Whether a row was there before the change set and is not there after it. Of the times that it went, the first
    /// one says so.
    fn is_gone(&self, went: &Went) -> bool {
        let before = |when: usize| when < went.when;
        let is_first = !self.came.iter().any(|came| came.key == went.key && before(came.when));
        is_first && !self.has_row(&went.key)
    }

    /// The rows of protected roles that are there after the change set and were not before it.
    fn new_holders(&self, protected: &[&String]) -> Vec<Came> {
        let mut new: Vec<Came> = Vec::new();
        for came in self.came.iter().filter(|came| protected.contains(&&came.key[1])) {
            let was_there = self.went.iter().any(|went| went.key == came.key && went.when < came.when);
            if !was_there && self.has_row(&came.key) && !new.iter().any(|other| other.key == came.key) {
                new.push(came.clone());
            }
        }
        new
    }

    /// Whether a row of this key is there.
    pub(in crate::admin) fn has_row(&self, [principal, role, scope, resource]: &[String; 4]) -> bool {
        let Directory { principals, roles, scopes, .. } = &*self.directory;
        let resource = if resource.is_empty() { Some(None) } else { scopes.find(resource).map(Some) };
        let (principal, role, scope) = (principals.find(principal), roles.find(role), scopes.find(scope));
        let (Some(principal), Some(role), Some(scope), Some(resource)) = (principal, role, scope, resource) else {
            return false;
        };
        self.row_of(RowKey { principal, role, scope, resource }).is_some()
    }

    /// To replace a holder by hand is to transfer: that right is needed, and not the two smaller ones.
    fn ask_to_transfer(&mut self, went: &Went, heir: &Came) {
        let ([from, role, scope, _], [to, ..]) = (&went.key, &heir.key);
        let mut take = |what: ChangeType, change: usize, whose: &String| {
            let at = self.asks.iter().position(|ask| {
                (ask.what, ask.change) == (what, change)
                    && ask.role.as_ref() == Some(role)
                    && ask.scope.as_ref() == Some(scope)
                    && ask.target.as_ref() == Some(whose)
            });
            at.map(|at| self.asks.remove(at))
        };
        let ask = take(ChangeType::Unassign, went.change, from);
        let ask = take(ChangeType::Assign, heir.change, to).or(ask);
        for target in [from, to] {
            let ask = ask.clone();
            self.asks.extend(ask.map(|ask| Ask { what: ChangeType::Transfer, target: Some(target.clone()), ..ask }));
        }
    }
}
