//! protected: roles that are only transferred, and so take no start and no end.

use super::{Directory, Place, Violation};
use crate::{catalog::RuleText, error::Code, id::to_index, time::Window};

pub(super) fn check(directory: &Directory, violations: &mut Vec<Violation>) {
    for rule in &directory.catalog.0.text.rules {
        let RuleText::Protected { roles } = rule else { continue };
        let roles: Vec<u32> = roles.iter().filter_map(|role| directory.roles.find(role)).collect();
        for index in 0..to_index(directory.assignments.len()) {
            let windowed = directory.window_of(index) != Window::ALWAYS;
            let row = directory.assignments.get(index).filter(|row| windowed && roles.contains(&row.role));
            if let Some(row) = row {
                let message = format!("the role `{}` takes no start and no end", directory.roles.id(row.role));
                violations.push(Violation { code: Code::RoleProtected, place: Place::Assignment(index), message });
            }
        }
    }
}
