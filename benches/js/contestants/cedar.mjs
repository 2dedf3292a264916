import cedar from "@cedar-policy/cedar-wasm/nodejs";
import { PRINCIPAL } from "../workload.mjs";
import { flatten, paths, perSet } from "./flatten.mjs";

const entity = (type, id) => ({ type, id });
const principal = entity("User", PRINCIPAL);
const quoted = (type, id) => `${type}::${JSON.stringify(id)}`;

function preparse(id, staticPolicies) {
  const answer = cedar.preparsePolicySet(id, { staticPolicies });
  if (answer.type !== "success") throw new Error(`cedar refuses the policies of ${id}: ${JSON.stringify(answer.errors)}`);
}

function decide(action, { resource, policies, entities }) {
  const answer = cedar.statefulIsAuthorized({
    principal,
    action,
    resource,
    context: {},
    preparsedPolicySetId: policies,
    entities,
  });
  if (answer.type !== "success") throw new Error(`cedar gives no answer: ${JSON.stringify(answer.errors)}`);
  return answer.response.decision === "allow";
}

/** Tuned: a preparsed policy set for each different set of permissions, no entities to parse. */
export const cedarFlat = {
  id: "cedar-flat",
  label: "Cedar wasm, tuned: flattened, preparsed",
  slow: true,
  create(world) {
    let sets = 0;
    const policies = perSet(flatten(world), (set) => {
      const id = `flat-${sets++}`;
      const actions = [...set].map((permission) => quoted("Action", permission)).join();
      preparse(id, `permit(principal, action in [${actions}], resource);`);
      return id;
    });
    const actions = new Map(world.permissions.map((id) => [id, entity("Action", id)]));
    const requests = new Map(
      world.scopes.map(({ id }) => [id, { resource: entity("Scope", id), policies: policies.get(id), entities: [] }]),
    );
    return {
      askPermission: (permission) => actions.get(permission),
      askScope: (scope) => requests.get(scope),
      can: decide,
    };
  },
};

/** As its guide models it: a policy for each assignment, roles as action groups, the scope and its ancestors as entities. */
export const cedarTree = {
  id: "cedar-tree",
  label: "Cedar wasm, over the scope tree, preparsed",
  slow: true,
  create(world) {
    const policy = ({ role, scope }) =>
      `permit(principal == ${quoted("User", PRINCIPAL)}, action in ${quoted("Action", role)}, resource in ${quoted("Scope", scope)});`;
    preparse("tree", world.assignments.map(policy).join("\n"));
    const actions = new Map(
      world.permissions.map((id) => {
        const roles = world.roles.filter((role) => role.permissions.includes(id));
        const uid = entity("Action", id);
        return [id, { uid, entity: { uid, attrs: {}, parents: roles.map((role) => entity("Action", role.id)) } }];
      }),
    );
    const chains = new Map(
      [...paths(world)].map(([id, path]) => [
        id,
        path.map((at, i) => ({
          uid: entity("Scope", at),
          attrs: {},
          parents: i + 1 < path.length ? [entity("Scope", path[i + 1])] : [],
        })),
      ]),
    );
    const resources = new Map(world.scopes.map(({ id }) => [id, { resource: entity("Scope", id), chain: chains.get(id) }]));
    return {
      askPermission: (permission) => actions.get(permission),
      askScope: (scope) => resources.get(scope),
      can: (action, { resource, chain }) =>
        decide(action.uid, { resource, policies: "tree", entities: [action.entity, ...chain] }),
    };
  },
};
