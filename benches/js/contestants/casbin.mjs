import { newCachedEnforcer, newEnforcer, newModelFromString } from "casbin";
import { PRINCIPAL } from "../workload.mjs";

// A policy row is a role assignment; g leads from a role to its permissions, g2 from a scope to its parent.
const MODEL = `
[request_definition]
r = sub, scope, perm
[policy_definition]
p = sub, scope, role
[role_definition]
g = _, _
g2 = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.sub == p.sub && g2(r.scope, p.scope) && g(p.role, r.perm)
`;

async function enforcer(create, world) {
  const made = await create(newModelFromString(MODEL));
  await made.addPolicies(world.assignments.map(({ principal, scope, role }) => [principal, scope, role]));
  await made.addNamedGroupingPolicies(
    "g",
    world.roles.flatMap((role) => role.permissions.map((permission) => [role.id, permission])),
  );
  await made.addNamedGroupingPolicies(
    "g2",
    world.scopes.filter((scope) => scope.parent !== undefined).map((scope) => [scope.id, scope.parent]),
  );
  return made;
}

export const casbinGraph = {
  id: "casbin-graph",
  label: "casbin, over the scope graph",
  slow: true,
  async create(world) {
    const made = await enforcer(newEnforcer, world);
    return { can: (permission, scope) => made.enforceSync(PRINCIPAL, scope, permission) };
  },
};

/** Its cache serves the asynchronous call only. */
export const casbinCached = {
  id: "casbin-cached",
  label: "casbin, warm cache",
  async: true,
  async create(world) {
    const made = await enforcer(newCachedEnforcer, world);
    return { can: (permission, scope) => made.enforce(PRINCIPAL, scope, permission) };
  },
};
