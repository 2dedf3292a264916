//! The types of what the engine hands out, in TypeScript.

use ts_rs::{Config, TS};

use super::expect;
use crate::{
    AccessDiff, Applied, AssignableRole, AssignmentView, Basis, CatalogDiff, ChangeKind, Changed, Decision,
    DecisionKind, Error, Explanation, Grant, HeldRole, Issue, Matrix, NearMiss, OverrideMode, OverrideView, PageState,
    PageStateKind, PageView, PathSegment, PermissionView, PrincipalText, Reason, Remedy, ResourceText, RoleDiff,
    RolePermission, RoleSet, RoleSource, RoleView, ScopeText, ScopeTypeView, Seat, SeatHolder, Severity, Simulation,
    catalog::{Requirement, WhenDenied},
};

fn declared<T: TS + 'static>() -> String {
    let docs = T::docs().unwrap_or_default().replace("/**\n * ", "/** ").replace("\n */", " */");
    let declaration = T::decl(&Config::new()).replace("\n/**\n * ", "\n  /** ").replace("\n */\n", " */\n  ");
    let lines = declaration.lines().map(str::trim_end).collect::<Vec<_>>();
    format!("{docs}export {}\n", lines.join("\n"))
}

fn codes(name: &str, docs: &str, codes: impl Iterator<Item = &'static str>) -> String {
    let lines: String = codes.map(|code| format!("\n  | \"{code}\"")).collect();
    format!("/** {docs} */\nexport type {name} ={lines};\n")
}

#[test]
fn the_types_of_the_wire_are_what_the_engine_says() {
    let types = [
        declared::<RoleView>(),
        declared::<RolePermission>(),
        declared::<Basis>(),
        declared::<PermissionView>(),
        declared::<ScopeTypeView>(),
        declared::<PageView>(),
        declared::<Requirement>(),
        declared::<WhenDenied>(),
        declared::<Matrix>(),
        declared::<RoleDiff>(),
        declared::<RoleSet>(),
        declared::<CatalogDiff>(),
        declared::<Changed>(),
        declared::<ChangeKind>(),
        declared::<ScopeText>(),
        declared::<PrincipalText>(),
        declared::<ResourceText>(),
        declared::<AssignmentView>(),
        declared::<OverrideView>(),
        declared::<OverrideMode>(),
        declared::<HeldRole>(),
        declared::<RoleSource>(),
        declared::<Decision>(),
        declared::<DecisionKind>(),
        codes("ReasonCode", "Why a decision is what it is.", Reason::ALL.iter().map(|reason| reason.as_str())),
        declared::<Explanation>(),
        declared::<Grant>(),
        declared::<NearMiss>(),
        declared::<Remedy>(),
        declared::<Seat>(),
        declared::<SeatHolder>(),
        declared::<PageState>(),
        declared::<PageStateKind>(),
        declared::<Issue>(),
        declared::<Severity>(),
        declared::<PathSegment>(),
        declared::<Error>(),
        declared::<AccessDiff>(),
        declared::<Simulation>(),
        declared::<Applied>(),
        declared::<AssignableRole>(),
    ];
    let head = "// Written from the engine's types by `ROLESCOPE_UPDATE=1 cargo test --lib drift`. Not for editing.\n";
    expect("pkg/src/wire.ts", &format!("{head}\n{}", types.join("\n")));
}
