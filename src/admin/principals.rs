//! Changes of principals: add, remove and set-active.

use super::draft::Draft;
use crate::{
    bits::Bits,
    catalog::ChangeType,
    error::{Code, Path, quoted},
    id::is_id,
};

impl Draft<'_> {
    pub(super) fn add_principal(&mut self, id: &str, labels: [Option<&str>; 3]) {
        let path = Path::ROOT.index(self.change);
        let path = path.key("principal");
        if !is_id(id) {
            return self.issues.error(Code::InvalidId, path.key("id"), format!("{} is no id", quoted(id)));
        }
        if self.directory.principals.find(id).is_some() {
            let message = format!("there is a principal {} already", quoted(id));
            return self.issues.error(Code::DuplicateId, path.key("id"), message);
        }
        let principals = self.principals_mut();
        let index = principals.names.intern(id);
        principals.inactive = Bits::of(principals.names.len(), principals.inactive.iter());
        let [name, email, kind] = labels;
        let columns = [(name, &mut principals.labels), (email, &mut principals.emails), (kind, &mut principals.types)];
        for (label, column) in columns {
            if let Some(label) = label {
                column.push(index, label.into());
            }
        }
        self.ask(ChangeType::AddPrincipal, None, None, Some(index));
    }

    pub(super) fn remove_principal(&mut self, id: &str) {
        let found = self.directory.principals.find(id).filter(|found| !self.leaving.contains(found));
        let Some(principal) = self.look_up(found, Code::UnknownPrincipal, "principal", "principal", id) else { return };
        self.ask(ChangeType::RemovePrincipal, None, None, Some(principal));
        self.touched.principals.add(id);
        let rows = self.directory.assignments.of_principal(principal).to_vec();
        for row in rows {
            self.unassign_row(row);
        }
        let numbers = self.directory.overrides.numbers_of_principal(principal).to_vec();
        for number in numbers {
            self.take_override(number);
        }
        self.leaving.push(principal);
    }

    /// Lets those go that have been removed one after the other: each time all rows are written anew.
    pub(super) fn let_go(&mut self) {
        if !self.leaving.is_empty() {
            let gone = Bits::of(self.directory.principals.len(), std::mem::take(&mut self.leaving));
            let without = self.directory.without_principals(&gone);
            self.replace(without);
        }
    }

    pub(super) fn set_active(&mut self, id: &str, active: bool) {
        let Some(principal) = self.principal(id, "principal") else { return };
        self.ask(ChangeType::SetActive, None, None, Some(principal));
        self.touched.principals.add(id);
        let principals = self.principals_mut();
        let others = principals.inactive.iter().filter(|other| *other != principal);
        let inactive: Vec<u32> = others.chain((!active).then_some(principal)).collect();
        principals.inactive = Bits::of(principals.names.len(), inactive);
    }
}
