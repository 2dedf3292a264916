import { createMongoAbility, subject } from "@casl/ability";
import { flatten, paths, perSet } from "./flatten.mjs";

/** One ability for each different set of permissions; a permission is a claim (an action on everything). */
export const caslFlat = {
  id: "casl-flat",
  label: "CASL 7, flattened per scope",
  create(world) {
    const abilities = perSet(flatten(world), (set) => createMongoAbility([...set].map((action) => ({ action }))));
    return { can: (permission, scope) => abilities.get(scope).can(permission) };
  },
};

/** The rules of the one ability with conditions: one for each permission, with the scopes it is held at. */
export function caslRules(world) {
  const scopes = new Map();
  const rolePermissions = new Map(world.roles.map((role) => [role.id, role.permissions]));
  for (const { role, scope } of world.assignments) {
    for (const permission of rolePermissions.get(role)) {
      if (!scopes.has(permission)) scopes.set(permission, new Set());
      scopes.get(permission).add(scope);
    }
  }
  return [...scopes].map(([action, held]) => ({
    action,
    subject: "Scope",
    conditions: { path: { $in: [...held] } },
  }));
}

/** One ability; a scope is a subject that carries its path. Rules by permission are four times as fast as by assignment. */
export const caslConditions = {
  id: "casl-conditions",
  label: "CASL 7, with conditions",
  create(world) {
    const ability = createMongoAbility(caslRules(world));
    const subjects = new Map([...paths(world)].map(([id, path]) => [id, subject("Scope", { id, path })]));
    return {
      askScope: (scope) => subjects.get(scope),
      can: (permission, scope) => ability.can(permission, scope),
    };
  },
};
