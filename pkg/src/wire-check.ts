// Whether the types that are written by hand are what the engine writes. Nothing here is shipped: the compiler reads it, and
// a difference is an error of the build.
import type * as Public from "./types.js";
import type * as Wire from "./wire.js";

/** Both ways: each is assignable to the other, and neither has a field that the other lacks. */
type Same<A, B> = (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;

/** The same type without `readonly`, and with aliases and intersections written out. */
type Plain<T> = T extends (infer Element)[] ? Plain<Element>[] : T extends object ? { -readonly [Key in keyof T]: Plain<T[Key]> } : T;

type Agrees<T extends true> = T;

export type Agreement = [
  Agrees<Same<Public.Role, Wire.Role>>,
  Agrees<Same<Public.Role["permissions"][number], Wire.RolePermission>>,
  Agrees<Same<Public.Basis, Wire.Basis>>,
  Agrees<Same<Public.Permission, Wire.Permission>>,
  Agrees<Same<Public.ScopeType, Wire.ScopeType>>,
  Agrees<Same<Public.Page, Wire.Page>>,
  Agrees<Same<Public.Requirement, Wire.Requirement>>,
  // The cells cross the border by themselves, as bytes.
  Agrees<Same<Omit<Public.Matrix, "cells">, Wire.Matrix>>,
  Agrees<Same<Public.RoleDiff, Wire.RoleDiff>>,
  Agrees<Same<Public.RoleSet, Wire.RoleSet>>,
  Agrees<Same<Public.CatalogDiff, Wire.CatalogDiff>>,
  Agrees<Same<Public.Changed, Wire.Changed>>,
  Agrees<Same<Public.Scope, Wire.Scope>>,
  Agrees<Same<Public.Principal, Wire.Principal>>,
  Agrees<Same<Public.Resource, Wire.Resource>>,
  Agrees<Same<Public.RoleAssignment, Wire.RoleAssignment>>,
  Agrees<Same<Public.Override, Wire.Override>>,
  Agrees<Same<Public.SessionRole, Wire.SessionRole>>,
  Agrees<Same<Public.ReasonCode, Wire.ReasonCode>>,
  Agrees<Same<Public.Decision, Wire.Decision>>,
  Agrees<Same<Public.Explanation, Wire.Explanation>>,
  Agrees<Same<Public.Grant, Wire.Grant>>,
  Agrees<Same<Public.NearMiss, Wire.NearMiss>>,
  Agrees<Same<Public.Remedy, Wire.Remedy>>,
  Agrees<Same<Public.Seat, Wire.Seat>>,
  Agrees<Same<Public.PageState, Wire.PageState>>,
  Agrees<Same<Public.Issue, Wire.Issue>>,
  Agrees<Same<Public.AccessDiff, Wire.AccessDiff>>,
  Agrees<Same<Public.Simulation, Wire.Simulation>>,
  Agrees<Same<Public.Applied, Wire.Applied>>,
  // A role may be the tenant's own: its type has the known names and any other.
  Agrees<Same<Omit<Public.AssignableRole, "role">, Omit<Wire.AssignableRole, "role">>>,
];

// @ts-expect-error A check that nothing fails would let everything pass: here a field is missing.
export type Disagreement = Agrees<Same<Omit<Public.Issue, "hint">, Wire.Issue>>;
// @ts-expect-error Here a field may be absent that is always there.
export type Looseness = Agrees<Same<Partial<Public.Scope>, Wire.Scope>>;
