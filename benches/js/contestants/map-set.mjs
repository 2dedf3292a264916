// The baseline: everything precomputed on a server, two look-ups left. It knows no expiry, no reason and no change.
import { flatten } from "./flatten.mjs";

export const mapSet = {
  id: "map-set",
  label: "precomputed Map→Set",
  create(world) {
    const flat = flatten(world);
    return {
      can(permission, scope) {
        const set = flat.get(scope);
        return set !== undefined && set.has(permission);
      },
    };
  },
};

/** Its counterpart to a view: the set of one scope, looked up once and held. */
export const heldSet = {
  id: "held-set",
  label: "precomputed Set of one scope, held",
  byScope: true,
  create(world) {
    const flat = flatten(world);
    return {
      askScope: (scope) => flat.get(scope),
      can: (permission, set) => set.has(permission),
    };
  },
};
