// Administration over the directory of 10,000: one assignment and the check after it, trying 100 changes, and why.
import { median } from "../harness.mjs";
import { random } from "../random.mjs";
import { SEED, catalogText, directory, directoryText, neutral } from "../workload.mjs";
import { Catalog, Directory } from "rolescope";

const SET = 100;

const timed = (run) => {
  const start = performance.now();
  run();
  return (performance.now() - start) * 1e6;
};

export function measureChanges({ count }) {
  const world = neutral(directory());
  const engine = Directory.parse(Catalog.parse(catalogText(world)), directoryText(world));
  const rng = random(SEED ^ 0xc4a6);
  const principals = engine.principals().map(({ id }) => id);
  const key = ({ principal, role, scope }) => `${principal}|${role}|${scope}`;
  const taken = new Set(world.assignments.map(key));
  const assign = () => {
    for (;;) {
      const change = { type: "assign", principal: rng.pick(principals), role: rng.pick(world.roles).id, scope: rng.pick(world.scopes).id };
      if (taken.has(key(change))) continue;
      taken.add(key(change));
      return change;
    }
  };
  const permissions = new Map(world.roles.map(({ id, permissions }) => [id, permissions[0]]));
  const apply = [];
  for (let i = 0; i < count * 40; i++) {
    const change = assign();
    const [permission, { revision }] = [permissions.get(change.role), engine];
    let allowed;
    apply.push(timed(() => {
      engine.apply([change]);
      allowed = engine.can(change.principal, permission, change.scope);
    }));
    if (!allowed || engine.revision !== revision + 1) throw new Error(`${key(change)} was applied and gives nothing`);
  }
  const simulate = [];
  for (let i = 0; i < count; i++) {
    const changes = Array.from({ length: SET }, assign);
    let found;
    simulate.push(timed(() => (found = engine.simulate(changes))));
    if (!found.ok) throw new Error(`100 assignments are refused: ${found.issues[0].message}`);
  }
  const explain = [];
  for (let i = 0; i < count * 20; i++) {
    const [principal, permission, scope] = [rng.pick(principals), rng.pick(world.permissions), rng.pick(world.scopes).id];
    let explanation;
    explain.push(timed(() => (explanation = engine.explain(principal, permission, scope))));
    if (explanation.allowed !== engine.can(principal, permission, scope)) throw new Error("an explanation and its decision differ");
  }
  return { apply: median(apply), simulate: median(simulate), explain: median(explain), set: SET };
}
