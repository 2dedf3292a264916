// What a careful engineer writes by hand for one console: walk from the scope upward and look at what is held there.
import { flatten } from "./flatten.mjs";

export const plain = {
  id: "plain",
  label: "hand-written JS, walks the scopes",
  create(world) {
    const rolePermissions = new Map(world.roles.map((role) => [role.id, role.permissions]));
    const nodes = new Map(world.scopes.map(({ id }) => [id, { parent: null, held: null }]));
    for (const { id, parent } of world.scopes) {
      if (parent !== undefined) nodes.get(id).parent = nodes.get(parent);
    }
    for (const { role, scope } of world.assignments) {
      const node = nodes.get(scope);
      node.held ??= new Set();
      for (const permission of rolePermissions.get(role)) node.held.add(permission);
    }
    return {
      can(permission, scope) {
        for (let node = nodes.get(scope) ?? null; node !== null; node = node.parent) {
          if (node.held !== null && node.held.has(permission)) return true;
        }
        return false;
      },
    };
  },
};

/** The navigation by hand: the whole tree with the state of every page, built for each call. */
export function plainPages(world) {
  const flat = flatten(world);
  const children = new Map();
  for (const page of world.pages) {
    const parent = page.parent ?? "";
    if (!children.has(parent)) children.set(parent, []);
    children.get(parent).push(page);
  }
  const met = (requires, set) => {
    if (typeof requires === "string") return set.has(requires);
    return requires.all ? requires.all.every((part) => met(part, set)) : requires.any.some((part) => met(part, set));
  };
  const build = (parent, set) =>
    (children.get(parent) ?? []).map((page) => {
      const below = build(page.id, set);
      const open = page.requires === undefined ? below.some((child) => child.state !== "hidden") : met(page.requires, set);
      const state = open ? "visible" : page.whenDenied === "disable" ? "disabled" : "hidden";
      return { id: page.id, path: page.path, title: page.title, state, children: below };
    });
  return (scope) => build("", flat.get(scope));
}

/** Who can, by hand: rows indexed by scope, each role's permissions as a byte table. Assumes the clock of the call. */
export function plainDirectory(text, catalog) {
  const { scopes, principals, roleAssignments } = JSON.parse(text);
  const permissionIndex = new Map(catalog.permissions.map((id, index) => [id, index]));
  const roleIndex = new Map(catalog.roles.map((role, index) => [role.id, index]));
  const principalIndex = new Map(principals.map(({ id }, index) => [id, index]));
  const holds = catalog.permissions.map(() => new Uint8Array(catalog.roles.length));
  for (const role of catalog.roles) {
    for (const permission of role.permissions) holds[permissionIndex.get(permission)][roleIndex.get(role.id)] = 1;
  }
  const nodes = new Map(scopes.map(({ id }) => [id, { parent: null, rows: [] }]));
  for (const { id, parent } of scopes) {
    if (parent !== undefined) nodes.get(id).parent = nodes.get(parent);
  }
  for (const { principal, role, scope, startsAt, expiresAt } of roleAssignments) {
    nodes.get(scope).rows.push({
      principal: principalIndex.get(principal),
      role: roleIndex.get(role),
      startsAt: startsAt === undefined ? -Infinity : Date.parse(startsAt),
      expiresAt: expiresAt === undefined ? Infinity : Date.parse(expiresAt),
    });
  }
  const ids = principals.map(({ id }) => id);
  return {
    listPrincipals(permission, scope, at = Date.now()) {
      const granting = holds[permissionIndex.get(permission)];
      const found = new Set();
      for (let node = nodes.get(scope) ?? null; node !== null; node = node.parent) {
        for (const row of node.rows) {
          if (granting[row.role] === 1 && row.startsAt <= at && at < row.expiresAt) found.add(row.principal);
        }
      }
      return [...found].sort((a, b) => a - b).map((index) => ids[index]);
    },
  };
}
