// Written from the engine's types by `ROLESCOPE_UPDATE=1 cargo test --lib drift`. Not for editing.

/** A role with the closure of its permissions. */
export type Role = { id: string, name: string, kind: string, product?: string, description: string, assignableAt: Array<string>, inherits: Array<string>, revision: number,
  /** in catalog order */
  permissions: Array<RolePermission>, };

/** One permission of a role and what it rests on. */
export type RolePermission = {
  /** the permission */
  id: string,
  /** on what the grant rests */
  basis: Basis,
  /** why it is read so, where no document states it */
  why?: string,
  /** the role that states the grant, when it is not the role itself */
  inheritedFrom?: string, };

/** On what a grant rests. */
export type Basis = "stated" | "derived" | "assumed";

/** An atomic right. */
export type Permission = { id: string, product: string, title: string, appliesTo: Array<string>, alias?: string, };

/** A kind of place. */
export type ScopeType = { id: string, title: string, parents: Array<string>,
  /** whether a scope of this type may stand without a parent, although it may have one */
  root?: boolean, links: Array<string>, attributes: Record<string, Array<string>>, };

/** A console page as the catalog states it. */
export type Page = { id: string, path: string, title: string, parent?: string, scopeTypes: Array<string>, requires?: Requirement, whenDenied: WhenDenied, };

/** What a page asks for: a permission, all of several requirements, or any of them. */
export type Requirement = string | { all: Array<Requirement>, } | { any: Array<Requirement>, };

/** What becomes of a page that is denied. */
export type WhenDenied = "hide" | "disable";

/** Which roles have which permissions, as one table. */
export type Matrix = {
  /** one for each row */
  roles: Array<string>,
  /** one for each column */
  permissions: Array<string>, };

/** What two roles grant, each permission once, in catalog order. */
export type RoleDiff = {
  /** what only the first grants */
  onlyA: Array<string>,
  /** what only the second grants */
  onlyB: Array<string>,
  /** what both grant */
  both: Array<string>, };

/** Roles that together grant what is wanted. */
export type RoleSet = {
  /** none of them could be left out; in catalog order */
  roles: Array<string>,
  /** what they grant besides, in catalog order */
  extra: Array<string>,
  /** whether every set was looked at, so that no better one was missed */
  exact: boolean, };

/** What has become of a catalog. */
export type CatalogDiff = {
  /** roles whose closure, kind, reach, lift, resource or scope types differ */
  roles: Array<Changed>,
  /** permissions that apply to other scope types */
  permissions: Array<Changed>,
  /** pages whose path, parent, scope types, requirement or look when denied differ */
  pages: Array<Changed>, };

/** One row that is not what it was. */
export type Changed = {
  /** its id; the old one, if it was renamed */
  id: string,
  /** what has become of it */
  change: ChangeKind,
  /** its new id, if it was renamed */
  to?: string,
  /** the permissions that the closure of a role has won */
  gained?: Array<string>,
  /** the permissions that the closure of a role has lost */
  lost?: Array<string>, };

/** What has become of a row. */
export type ChangeKind = "added" | "removed" | "renamed" | "changed";

/** A place. */
export type Scope = {
  /** the id, unique in the directory */
  id: string,
  /** the scope type */
  type: string,
  /** the scope that it lies in */
  parent?: string,
  /** the name for people */
  name?: string,
  /** further scopes of the same tree that it covers */
  links: Array<string>,
  /** what is set on it */
  attributes: Record<string, string>, };

/** Somebody or something that acts. */
export type Principal = {
  /** the id, unique in the directory */
  id: string,
  /** the name for people */
  name?: string,
  /** an address, to be found by */
  email?: string,
  /** what kind of principal the tenant calls it */
  type?: string,
  /** one that is not active may do nothing */
  active: boolean, };

/** The resource that a resource-based role is assigned for. */
export type Resource = {
  /** its scope type */
  type: string,
  /** its scope */
  id: string, };

/** A role assignment as the API shows it. */
export type RoleAssignment = { id: string, principal: string, role: string, scope: string, resource?: Resource, startsAt?: string, expiresAt?: string,
  /** the kind of the role */
  kind: string, };

/** An override as the API shows it. */
export type Override = { id: string, principal: string, scope: string, mode: OverrideMode, role: string, resource?: Resource, permissions?: Array<string>, pinned?: Array<string>, startsAt?: string, expiresAt?: string,
  /** whether it changes anything now */
  effective: boolean, };

/** Whether an override takes permissions away or adds some. */
export type OverrideMode = "narrow" | "widen";

/** A role that a principal has at a scope. */
export type SessionRole = {
  /** the role */
  role: string,
  /** its name for people */
  name: string,
  /** the scope at which it was given */
  via: string,
  /** what gives it */
  source: RoleSource, };

/** What gives a role. */
export type RoleSource = "assignment" | "override";

/** The answer to one question. */
export type Decision = {
  /** whether it is allowed: true for `allow` alone */
  allowed: boolean,
  /** allow, deny or unknown */
  decision: DecisionKind,
  /** the first reason that holds */
  reason: ReasonCode,
  /** the reason in words */
  message: string,
  /** who was asked about */
  principal: string,
  /** what was asked about */
  permission: string,
  /** where */
  scope: string, };

/** The outcome of a question. Only `allow` shows anything. */
export type DecisionKind = "allow" | "deny" | "unknown";

/** Why a decision is what it is. */
export type ReasonCode =
  | "granted"
  | "engine-lost"
  | "invalid-time"
  | "wrong-principal"
  | "stale"
  | "unknown-principal"
  | "inactive-principal"
  | "unknown-permission"
  | "unknown-scope"
  | "outside-snapshot"
  | "not-applicable"
  | "narrowed"
  | "expired"
  | "not-started"
  | "override-ineffective"
  | "no-grant"
  | "held-elsewhere"
  | "unknown-page";

/** A decision and what it comes from. */
export type Explanation = {
  /** every row that grants it */
  grants: Array<Grant>,
  /** when it is denied: the rows that would grant it but for one thing */
  nearMisses: Array<NearMiss>,
  /** when it is denied: single role assignments that would grant it, the least first, at most ten */
  remedies: Array<Remedy>,
  /** whether it is allowed: true for `allow` alone */
  allowed: boolean,
  /** allow, deny or unknown */
  decision: DecisionKind,
  /** the first reason that holds */
  reason: ReasonCode,
  /** the reason in words */
  message: string,
  /** who was asked about */
  principal: string,
  /** what was asked about */
  permission: string,
  /** where */
  scope: string, };

/** A row that grants a permission, and how it comes to the scope. */
export type Grant = {
  /** what kind of row it is */
  source: RoleSource,
  /** the id of the row */
  id: string,
  /** the role that it gives */
  role: string,
  /** the role that states the grant, when it is not the role itself */
  inheritedFrom?: string,
  /** the root from which the row reaches the scope */
  scope: string,
  /** the scopes from that root to the scope asked about, from parent to child and over at most one link */
  path: Array<string>,
  /** on what the grant rests */
  basis: Basis, };

/** A row that would grant a permission but for one thing. */
export type NearMiss = {
  /** what is in the way */
  code: ReasonCode,
  /** the role that the row gives */
  role: string,
  /** the root of the row */
  scope: string,
  /** the row and what is in the way, in words */
  detail: string, };

/** A role assignment that would grant a permission. */
export type Remedy = {
  /** the role */
  role: string,
  /** where it would be assigned */
  scope: string,
  /** the resource, when the role needs one */
  resource?: Resource,
  /** what else the principal would gain, wherever it would gain it, in catalog order */
  extra: Array<string>,
  /** the rule that forbids the assignment, if one does */
  blockedBy?: Issue, };

/** A seat of the vendor's plan and who takes it. */
export type Seat = {
  /** the seat, as the catalog calls it */
  seat: string,
  /** how many principals take it */
  count: number,
  /** in the order of the directory */
  principals: Array<SeatHolder>, };

/** Who takes a seat and why. */
export type SeatHolder = {
  /** the principal */
  principal: string,
  /** the row that takes the seat, in a sentence */
  because: string, };

/** One page at one scope. */
export type PageState = {
  /** the page, or what was asked for when there is none */
  id: string,
  /** its path below the scope */
  path: string,
  /** its name for people */
  title: string,
  /** how it shows */
  state: PageStateKind,
  /** `granted`, or why it does not show */
  reason: ReasonCode,
  /** the permissions whose lack keeps it away */
  missing: Array<string>,
  /** the pages under it */
  children: Array<PageState>, };

/** How a page shows. */
export type PageStateKind = "visible" | "disabled" | "hidden";

/** One thing that is wrong with an input, or worth a look. */
export type Issue = {
  /** what kind of fault it is */
  code: string,
  /** whether it refuses the input */
  severity: Severity,
  /** where in the input it is */
  path: Array<PathSegment>,
  /** what is wrong, in words */
  message: string,
  /** what may help, such as the name that was probably meant */
  hint?: string, };

/** Whether an issue refuses the input or only speaks of it. */
export type Severity = "error" | "warning";

/** One step of the way from the root of the input to the place that an issue is about. */
export type PathSegment = string | number;

/** Why an input was refused: every issue that was found, in the order of the input. */
export type Error = {
  /** the code of the first error */
  code: string,
  /** a summary in one line */
  message: string,
  /** all issues, warnings among them */
  issues: Array<Issue>, };

/** What one principal gains and loses at one scope. */
export type AccessDiff = {
  /** the principal */
  principal: string,
  /** the scope */
  scope: string,
  /** permissions that come, in catalog order */
  gained: Array<string>,
  /** permissions that go, in catalog order */
  lost: Array<string>, };

/** What a change set would do. */
export type Simulation = {
  /** whether it may be applied */
  ok: boolean,
  /** every violation, and warnings */
  issues: Array<Issue>,
  /** who gains and loses what, as far as it is listed */
  diff: Array<AccessDiff>,
  /** how many rows the whole difference has */
  diffTotal: number, };

/** What a change set has done. */
export type Applied = {
  /** the revision after it */
  revision: number,
  /** warnings */
  issues: Array<Issue>,
  /** who gained and lost what, where it was asked for */
  diff?: Array<AccessDiff>, };

/** A role, and whether it could be assigned. */
export type AssignableRole = {
  /** the role */
  role: string,
  /** whether assigning it would pass */
  allowed: boolean,
  /** the first thing that forbids it */
  reason?: Issue, };
