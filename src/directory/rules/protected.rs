//! protected: roles that are only transferred, and so take no start and no end.

use super::{Directory, TextRow, Violation};
use crate::{catalog::RuleText, error::Code, time::Window};

pub(super) fn check(directory: &Directory, principals: &[u32], violations: &mut Vec<Violation>) {
    for (number, rule) in directory.catalog.0.text.rules.iter().enumerate() {
        let RuleText::Protected { roles } = rule else { continue };
        let roles: Vec<u32> = roles.iter().filter_map(|role| directory.roles.find(role)).collect();
        for row in principals.iter().flat_map(|principal| directory.assignments.of_principal(*principal)) {
            let found = directory.assignments.get(*row).filter(|found| roles.contains(&found.role));
            let Some(found) = found.filter(|_| directory.window_of(*row) != Window::ALWAYS) else { continue };
            let resource = directory.assignments.details(*row).resource;
            violations.push(Violation {
                code: Code::RoleProtected,
                row: TextRow::Assignment(*row),
                message: format!("the role `{}` takes no start and no end", directory.roles.id(found.role)),
                role: found.role,
                what: (number, directory.key_of(found.principal, found.role, found.scope, resource)),
                excess: 1,
            });
        }
    }
}
