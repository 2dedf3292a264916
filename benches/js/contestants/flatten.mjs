// What a server would send to a client that cannot resolve: the permissions of the one principal at every scope.

/** scope id → set of permission ids. Scopes with equal permissions share one set, which is the form kindest to caches. */
export function flatten(world) {
  const rolePermissions = new Map(world.roles.map((role) => [role.id, role.permissions]));
  const parents = new Map(world.scopes.map((scope) => [scope.id, scope.parent]));
  const held = new Map();
  for (const { role, scope } of world.assignments) {
    if (!held.has(scope)) held.set(scope, new Set());
    for (const permission of rolePermissions.get(role)) held.get(scope).add(permission);
  }
  const shared = new Map();
  const flat = new Map();
  for (const { id } of world.scopes) {
    const permissions = new Set();
    for (let at = id; at !== undefined; at = parents.get(at)) {
      for (const permission of held.get(at) ?? []) permissions.add(permission);
    }
    const key = [...permissions].sort().join();
    if (!shared.has(key)) shared.set(key, permissions);
    flat.set(id, shared.get(key));
  }
  return flat;
}

/** scope id → `build(set)`, built once for each different set. */
export function perSet(flat, build) {
  const built = new Map();
  for (const set of new Set(flat.values())) built.set(set, build(set));
  return new Map([...flat].map(([scope, set]) => [scope, built.get(set)]));
}

/** scope id → its own id and its ancestors', nearest first. */
export function paths(world) {
  const parents = new Map(world.scopes.map((scope) => [scope.id, scope.parent]));
  return new Map(
    world.scopes.map(({ id }) => {
      const path = [];
      for (let at = id; at !== undefined; at = parents.get(at)) path.push(at);
      return [id, path];
    }),
  );
}
