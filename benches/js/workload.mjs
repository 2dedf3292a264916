// The workload that every contestant is measured on. Seeded, so that two runs ask the same questions.
//
// A world is plain data in a neutral form: scopes, roles, role assignments and pages. `catalogText` and
// `directoryText` write the same world the way rolescope reads it; the peers are built from the neutral form.
import { random } from "./random.mjs";

export const SEED = 20260701;
export const ACCOUNTS = 50;
export const SUBACCOUNTS = 20;
export const ROLES = 60;
export const ROLE_PERMISSIONS = { min: 1, max: 40 };
export const PRINCIPAL = "user-00000";
export const PRINCIPAL_ASSIGNMENTS = 25;
export const DIRECTORY = { principals: 10_000, each: 5 };
const PAGES = 200;
const QUESTIONS = 1 << 15;

const PRODUCTS = ["billing", "console", "flex", "messaging", "numbers", "segment", "studio", "sync", "verify", "voice"];
const RESOURCES = ["configuration", "logs", "reports", "services", "usage"];
const ACTIONS = ["create", "delete", "read", "update"];
export const PERMISSIONS = PRODUCTS.length * RESOURCES.length * ACTIONS.length;

const two = (n) => String(n).padStart(2, "0");
const five = (n) => String(n).padStart(5, "0");

function scopes() {
  const list = [{ id: "organization", type: "organization" }];
  for (let a = 0; a < ACCOUNTS; a++) {
    const account = `account-${two(a)}`;
    list.push({ id: account, type: "account", parent: "organization" });
    for (let s = 0; s < SUBACCOUNTS; s++) {
      list.push({ id: `${account}.sub-${two(s)}`, type: "subaccount", parent: account });
    }
  }
  return list;
}

function permissions() {
  return PRODUCTS.flatMap((p) => RESOURCES.flatMap((r) => ACTIONS.map((a) => `${p}.${r}.${a}`)));
}

function roles(rng, permissionIds) {
  return Array.from({ length: ROLES }, (_, i) => ({
    id: `role-${two(i)}`,
    permissions: rng.sample(permissionIds, rng.between(ROLE_PERMISSIONS.min, ROLE_PERMISSIONS.max)),
  }));
}

function requirement(rng, permissionIds) {
  const wanted = rng.sample(permissionIds, rng.between(1, 3));
  if (wanted.length === 1) return wanted[0];
  if (wanted.length === 3 && rng.chance(0.4)) return { all: [wanted[0], { any: wanted.slice(1) }] };
  return rng.chance(0.5) ? { all: wanted } : { any: wanted };
}

/** 200 pages with a requirement, five in a group, four groups in a section; sections and groups require nothing themselves. */
function pages(rng, permissionIds) {
  const list = [];
  for (let section = 0; section < PAGES / 20; section++) {
    const sectionId = `section-${two(section)}`;
    list.push({ id: sectionId, path: sectionId, title: `Section ${section}` });
    for (let group = 0; group < 4; group++) {
      const groupId = `${sectionId}.group-${group}`;
      list.push({ id: groupId, path: `${sectionId}/group-${group}`, title: `Group ${group}`, parent: sectionId });
      for (let page = 0; page < 5; page++) {
        list.push({
          id: `${groupId}.page-${page}`,
          path: `${sectionId}/group-${group}/page-${page}`,
          title: `Page ${page}`,
          parent: groupId,
          requires: requirement(rng, permissionIds),
          ...(rng.chance(0.2) ? { whenDenied: "disable" } : {}),
        });
      }
    }
  }
  return list;
}

/** Different (principal, role, scope) rows; a catalog refuses two rows with one key. */
function assign(rng, world, principal, count, pickScope) {
  const keys = new Set();
  const rows = [];
  while (rows.length < count) {
    const role = rng.pick(world.roles).id;
    const scope = pickScope();
    const key = `${role}|${scope}`;
    if (keys.has(key)) continue;
    keys.add(key);
    rows.push({ principal, role, scope });
  }
  return rows;
}

const ofType = (world, type) => world.scopes.filter((scope) => scope.type === type).map((scope) => scope.id);

/** Scopes, permissions, roles and pages, without any principal. */
function vendor() {
  const rng = random(SEED);
  const permissionIds = permissions();
  return {
    scopes: scopes(),
    permissions: permissionIds,
    roles: roles(rng, permissionIds),
    pages: pages(rng, permissionIds),
    principals: [],
    assignments: [],
  };
}

/**
 * One principal with `count` assignments. The first is always at the organization, so that every scope is in the
 * principal's snapshot and worlds of every size answer questions about the same scopes.
 */
export function onePrincipal(count = PRINCIPAL_ASSIGNMENTS) {
  const world = vendor();
  const rng = random(SEED + count);
  const accounts = ofType(world, "account");
  const subaccounts = ofType(world, "subaccount");
  const below = () => (rng.chance(0.4) ? rng.pick(accounts) : rng.pick(subaccounts));
  const atTop = world.roles.find((role) => role.permissions.length >= 15 && role.permissions.length <= 25).id;
  world.principals = [{ id: PRINCIPAL }];
  world.assignments = [
    { principal: PRINCIPAL, role: atTop, scope: "organization" },
    ...assign(rng, world, PRINCIPAL, count - 1, below),
  ];
  return world;
}

/** 10,000 principals × 5: 9 % of the rows at the organization, 41 % at accounts, the rest at subaccounts; one in ten has an end. */
export function directory({ principals, each } = DIRECTORY) {
  const world = vendor();
  const rng = random(SEED + principals);
  const accounts = ofType(world, "account");
  const subaccounts = ofType(world, "subaccount");
  const anywhere = () => {
    if (rng.chance(0.09)) return "organization";
    return rng.chance(0.45) ? rng.pick(accounts) : rng.pick(subaccounts);
  };
  for (let i = 0; i < principals; i++) {
    const id = `user-${five(i)}`;
    world.principals.push({ id });
    for (const row of assign(rng, world, id, each, anywhere)) {
      // Years away on either side, so that the answers do not depend on the day of the run.
      if (rng.chance(0.1)) row.expiresAt = rng.chance(0.5) ? "2001-01-01T00:00:00Z" : "2999-01-01T00:00:00Z";
      world.assignments.push(row);
    }
  }
  return world;
}

export function catalogText(world) {
  const everywhere = ["organization", "account", "subaccount"];
  return JSON.stringify({
    id: "bench",
    version: "1.0.0",
    title: "The benchmark's vendor",
    scopeTypes: [
      { id: "organization", parents: [] },
      { id: "account", parents: ["organization"] },
      { id: "subaccount", parents: ["account"] },
    ],
    permissions: world.permissions.map((id) => ({ id, appliesTo: everywhere })),
    roles: world.roles.map((role) => ({
      id: role.id,
      name: `Role ${role.id.slice(5)}`,
      kind: "predefined",
      assignableAt: everywhere,
      grants: role.permissions.map((permission) => ({ permission })),
    })),
    pages: world.pages.map((page) => ({ ...page, scopeTypes: everywhere })),
    rules: [],
  });
}

export function directoryText(world) {
  return JSON.stringify({
    catalog: "bench",
    scopes: world.scopes,
    principals: world.principals,
    roleAssignments: world.assignments,
  });
}

/** The peers' input: parsed afresh, so that no contestant holds the very string objects of the questions. */
export const neutral = (world) => JSON.parse(JSON.stringify(world));

// What stands in a program's source (a permission) is one shared string in V8; what comes from a URL or a response (a scope)
// is not.
const asLiteral = (text) => Object.keys({ [text]: 0 })[0];
const asData = (text) => JSON.parse(JSON.stringify({ text })).text;

/**
 * Questions (permission, scope) in random order, half of them allowed, drawn evenly from all pairs, with the answers of
 * `allows`. Arrays instead of objects: the loop that is timed reads nothing else. `rehearsed` are the same scopes as other
 * string objects, for the questions before the timed ones: a contestant that keeps a caller's string as a key must not
 * find it by identity later, since those that were built from a server's text cannot either.
 */
export function questions(world, allows, count) {
  const steps = questionsInSteps(world, allows, count);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const SCOPES_IN_A_STEP = 32;

/** The same in steps, for a page that wants to live meanwhile: yields between them, and returns the questions. */
export function* questionsInSteps(world, allows, count = QUESTIONS) {
  const rng = random(SEED ^ world.assignments.length);
  const literal = new Map(world.permissions.map((id) => [id, asLiteral(id)]));
  const copy = () => new Map(world.scopes.map(({ id }) => [id, asData(id)]));
  const [timed, rehearsed] = [copy(), copy()];
  const pools = [[], []];
  for (const [i, scope] of world.scopes.entries()) {
    if (i % SCOPES_IN_A_STEP === 0) yield;
    for (const permission of world.permissions) {
      const allowed = allows(permission, scope.id);
      pools[allowed ? 1 : 0].push([literal.get(permission), scope.id, allowed]);
    }
  }
  yield;
  const drawn = rng.shuffle(Array.from({ length: count }, (_, i) => rng.pick(pools[i & 1])));
  return {
    permissions: drawn.map(([permission]) => permission),
    scopes: drawn.map(([, scope]) => timed.get(scope)),
    rehearsed: drawn.map(([, scope]) => rehearsed.get(scope)),
    answers: drawn.map(([, , allowed]) => allowed),
  };
}
