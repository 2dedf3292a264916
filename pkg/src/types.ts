// The public data types. Shapes are what the engine writes; `Names` narrows ids to literals where a catalog is built in.
import type { BuiltinNames } from "./builtin-names.js";

/** JSON text, its UTF-8 bytes, or plain data (own properties only). */
export type Text = string | Uint8Array | object;

/** Milliseconds since the epoch, or a `Date`. */
export type Time = number | Date;

export interface Options {
  /** Set bad rows aside and list them in `issues`, where the default is to refuse the whole text. */
  lenient?: boolean;
  /** The clock, in milliseconds since the epoch. It is read on every call. Default: `Date.now`. */
  now?: () => number;
}

/** `principal`: whose snapshot it must be; another's is refused with `wrong-principal`. */
export type LoadOptions = Options & { principal?: string };

/** The ids that a catalog knows. Literals for a built-in catalog, any string for a parsed one. */
export interface Names {
  permission: string;
  role: string;
  page: string;
}

/** A tenant may define roles of its own. */
export interface TenantNames<N extends Names> extends Names {
  permission: N["permission"];
  page: N["page"];
}

export type BuiltinId = keyof BuiltinNames;

/**
 * What `page` takes: a page id, or a path, which has a slash. A literal without a slash that is no page id is a compile
 * error; a plain `string`, such as `location.pathname`, always passes.
 */
export type PageRef<N extends Names, Ref extends string> = string extends Ref
  ? string
  : Ref extends N["page"] | `${string}/${string}`
    ? Ref
    : N["page"];

export type Basis = "stated" | "derived" | "assumed";

export interface Role<N extends Names = Names> {
  id: N["role"];
  name: string;
  kind: string;
  product?: string;
  description: string;
  assignableAt: string[];
  inherits: N["role"][];
  revision: number;
  /** The closure: inherited permissions are in it. */
  permissions: { id: N["permission"]; basis: Basis; why?: string; inheritedFrom?: N["role"] }[];
}

export interface Permission<N extends Names = Names> {
  id: N["permission"];
  product: string;
  title: string;
  appliesTo: string[];
  alias?: string;
}

export interface ScopeType {
  id: string;
  title: string;
  /** Which types its parents may have. Empty: it always stands without one. */
  parents: string[];
  /** True where a scope of this type may stand without a parent, although it may have one. */
  root?: boolean;
  links: string[];
  attributes: Record<string, string[]>;
}

export type Requirement<N extends Names = Names> = N["permission"] | { all: Requirement<N>[] } | { any: Requirement<N>[] };

export interface Page<N extends Names = Names> {
  id: N["page"];
  path: string;
  title: string;
  parent?: N["page"];
  scopeTypes: string[];
  requires?: Requirement<N>;
  whenDenied: "hide" | "disable";
}

export interface RoleFilter<N extends Names = Names> {
  kind?: string;
  product?: string;
  scopeType?: string;
  permission?: N["permission"];
}

export interface PermissionFilter {
  product?: string;
  scopeType?: string;
}

/** `cells` is row-major, a row per role; 1 where the role holds the permission. */
export interface Matrix<N extends Names = Names> {
  roles: N["role"][];
  permissions: N["permission"][];
  cells: Uint8Array;
}

/** The closures of two roles, in catalog order. */
export interface RoleDiff<N extends Names = Names> {
  onlyA: N["permission"][];
  onlyB: N["permission"][];
  both: N["permission"][];
}

export interface RoleWant<N extends Names = Names> {
  permissions: N["permission"][];
  /** Where the roles are to be assigned. */
  scopeType: string;
}

/** Roles that together grant what is wanted; none of them could be left out. */
export interface RoleSet<N extends Names = Names> {
  roles: N["role"][];
  /** What they grant besides. */
  extra: N["permission"][];
  /** Whether every set was looked at, so that no better one was missed. */
  exact: boolean;
}

/** A row that is not what it was in the other version. Ids are those of either version. */
export interface Changed {
  /** The old id of one that was renamed. */
  id: string;
  change: "added" | "removed" | "renamed" | "changed";
  /** The new id of one that was renamed. */
  to?: string;
  /** Of a role: what its closure has won. */
  gained?: string[];
  /** Of a role: what its closure has lost. */
  lost?: string[];
}

export interface CatalogDiff {
  roles: Changed[];
  permissions: Changed[];
  pages: Changed[];
}

export interface Scope {
  id: string;
  type: string;
  parent?: string;
  name?: string;
  links: string[];
  attributes: Record<string, string>;
}

export interface Principal {
  id: string;
  name?: string;
  email?: string;
  type?: string;
  active: boolean;
}

export interface Resource {
  type: string;
  id: string;
}

export interface RoleAssignment {
  id: string;
  principal: string;
  role: string;
  scope: string;
  resource?: Resource;
  startsAt?: string;
  expiresAt?: string;
  kind: string;
}

export interface RoleAssignmentQuery {
  /** Case-insensitive substring of principal id, name or email, role id or name, scope id or name. */
  text?: string;
  principal?: string;
  role?: string;
  scope?: string;
  kind?: string;
  /** `principal`, `role` or `scope`, by their ids, or `kind`. Default: the order of the text. */
  sort?: string;
  /** The most rows. */
  limit?: number;
  /** How many rows are passed over first. */
  offset?: number;
}

export interface Override {
  id: string;
  principal: string;
  scope: string;
  mode: "narrow" | "widen";
  role: string;
  resource?: Resource;
  permissions?: string[];
  pinned?: string[];
  startsAt?: string;
  expiresAt?: string;
  effective: boolean;
}

/** A role that a session's principal has at a scope, and `via`, the scope at which it was given. */
export interface SessionRole {
  role: string;
  name: string;
  via: string;
  source: "assignment" | "override";
}

export type ReasonCode =
  | "granted"
  | "no-grant"
  | "not-applicable"
  | "narrowed"
  | "not-started"
  | "expired"
  | "override-ineffective"
  | "held-elsewhere"
  | "unknown-principal"
  | "inactive-principal"
  | "unknown-permission"
  | "unknown-scope"
  | "unknown-page"
  | "outside-snapshot"
  | "stale"
  | "wrong-principal"
  | "invalid-time"
  | "engine-lost";

export interface Decision {
  allowed: boolean;
  decision: "allow" | "deny" | "unknown";
  reason: ReasonCode;
  message: string;
  principal: string;
  permission: string;
  scope: string;
}

/** A decision and what it comes from. */
export interface Explanation<N extends Names = Names> extends Decision {
  /** Every row that grants it. */
  grants: Grant[];
  /** When it is denied: the rows that would grant it but for one thing. */
  nearMisses: NearMiss[];
  /** When it is denied: single role assignments that would grant it, the least first, at most ten. */
  remedies: Remedy<N>[];
}

export interface Grant {
  source: "assignment" | "override";
  /** The id of the row. */
  id: string;
  role: string;
  /** The role that states the grant, when it is not the role itself. */
  inheritedFrom?: string;
  /** The root from which the row reaches the scope asked about. */
  scope: string;
  /** Scope ids from that root to the scope asked about. */
  path: string[];
  basis: Basis;
}

export interface NearMiss {
  /** What is in the way. */
  code: ReasonCode;
  role: string;
  scope: string;
  detail: string;
}

export interface Remedy<N extends Names = Names> {
  role: string;
  scope: string;
  /** The resource, when the role needs one. */
  resource?: Resource;
  /** What else the principal would gain. */
  extra: N["permission"][];
  /** The rule that forbids the assignment, if one does. */
  blockedBy?: Issue;
}

export interface Seat {
  seat: string;
  count: number;
  principals: { principal: string; because: string }[];
}

export interface PageState<N extends Names = Names> {
  id: string;
  path: string;
  title: string;
  state: "visible" | "disabled" | "hidden";
  reason: ReasonCode;
  /** Permissions that are missing; for an `any` that fails, all its alternatives. */
  missing: N["permission"][];
  children: PageState<N>[];
}

export interface Issue {
  code: string;
  severity: "error" | "warning";
  path: (string | number)[];
  message: string;
  hint?: string;
}

/** The key of a role assignment. */
export interface AssignmentKey<N extends Names> {
  principal: string;
  role: N["role"] | (string & {});
  scope: string;
  resource?: Resource;
}

/** When something holds, RFC 3339 in UTC: from `startsAt` until just before `expiresAt`. */
export interface Period {
  startsAt?: string;
  expiresAt?: string;
}

/** One change of a directory. A change set is an array of them, made as a whole or not at all. */
export type Change<N extends Names = Names> =
  | ({ type: "assign" } & AssignmentKey<N> & Period)
  | ({ type: "unassign" } & AssignmentKey<N>)
  | { type: "unassign"; id: string }
  /** Leaves these permissions of an assigned role. */
  | ({ type: "narrow"; permissions: N["permission"][] } & AssignmentKey<N>)
  /** One more role at a deeper scope. */
  | ({ type: "widen"; principal: string; scope: string; role: N["role"] | (string & {}) } & Period)
  | { type: "clear-override"; principal: string; scope: string; role?: N["role"] | (string & {}); resource?: Resource }
  /** `from` is needed where several hold the role. */
  | { type: "transfer"; role: N["role"] | (string & {}); scope: string; to: string; from?: string }
  | { type: "create-scope"; scope: NewScope; creator?: string }
  | { type: "move-scope"; scope: string; parent: string }
  /** Refused while anything hangs on it, unless `cascade`: then all of it goes too. */
  | { type: "remove-scope"; scope: string; cascade?: boolean }
  | { type: "set-attribute"; scope: string; name: string; value: string }
  | { type: "add-principal"; principal: { id: string; name?: string; email?: string; type?: string } }
  | { type: "remove-principal"; principal: string }
  | { type: "set-active"; principal: string; active: boolean }
  /** A role in the shape of a catalog's. */
  | { type: "define-role"; role: object }
  /** Replaces all that the role grants; what it inherits is listed too, and cannot be left out. */
  | { type: "update-role"; role: N["role"] | (string & {}); permissions: N["permission"][] };

export interface NewScope {
  id: string;
  type: string;
  parent?: string;
  name?: string;
  links?: string[];
  attributes?: Record<string, string>;
}

/** What one principal gains and loses at one scope. */
export interface AccessDiff<N extends Names = Names> {
  principal: string;
  scope: string;
  gained: N["permission"][];
  lost: N["permission"][];
}

export interface ChangeOptions {
  /** Who makes the change. **Without it the change set has full authority.** */
  by?: string;
  /** Default: now. */
  at?: Time;
}

export interface Simulation<N extends Names = Names> {
  /** Whether `apply` would take it. */
  ok: boolean;
  /** Every violation, and warnings. */
  issues: Issue[];
  /** The first rows of the difference. */
  diff: AccessDiff<N>[];
  diffTotal: number;
}

export interface Applied<N extends Names = Names> {
  revision: number;
  /** Warnings. */
  issues: Issue[];
  diff?: AccessDiff<N>[];
}

/** A role, and whether it could be assigned; if not, the first thing that forbids it. */
export interface AssignableRole<N extends Names = Names> {
  role: N["role"] | (string & {});
  allowed: boolean;
  reason?: Issue;
}

/** Why a session's answers may have changed. */
export interface SessionEvent {
  revision: number;
  reason: "update" | "apply" | "expiry" | "engine-lost";
}

/** One scope of a session: live, so it may be held across updates. */
export interface View<N extends Names = Names> {
  readonly scope: string;
  can(permission: N["permission"]): boolean;
  check(permission: N["permission"]): Decision;
  pages(): PageState<N>[];
  listPermissions(): N["permission"][];
}
