// permix, one instance for each different set of permissions, asked in its flat form: its names must not contain a dot.
// The rules are given to createPermix: without them permix 4 calls Promise.withResolvers, which Node 20 lacks.
import { createPermix } from "permix";
import { flatten, perSet } from "./flatten.mjs";

const name = (permission) => permission.replaceAll(".", "-");

export const permix = {
  id: "permix",
  label: "permix, flattened per scope",
  create(world) {
    const rules = (set) => Object.fromEntries(world.permissions.map((id) => [name(id), set.has(id)]));
    const instances = perSet(flatten(world), (set) => createPermix(rules(set)));
    // A property name, so that the translated question is as cheap to look up as one in a program's source.
    const names = new Map(world.permissions.map((id) => [id, Object.keys({ [name(id)]: 0 })[0]]));
    return {
      askPermission: (permission) => names.get(permission),
      can: (permission, scope) => instances.get(scope).check(permission),
    };
  },
};
