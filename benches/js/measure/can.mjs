// One check, warm: the same stream of random questions for everybody.
import { agree, enter } from "../agreement.mjs";
import { casbinCached, casbinGraph } from "../contestants/casbin.mjs";
import { caslConditions, caslFlat } from "../contestants/casl.mjs";
import { cedarFlat, cedarTree } from "../contestants/cedar.mjs";
import { flatten } from "../contestants/flatten.mjs";
import { heldSet, mapSet } from "../contestants/map-set.mjs";
import { permix } from "../contestants/permix.mjs";
import { plain } from "../contestants/plain.mjs";
import { rolescope, rolescopeView } from "../contestants/rolescope.mjs";
import { canEntry, rounds } from "../harness.mjs";
import { neutral, onePrincipal, questions } from "../workload.mjs";

const CONTESTANTS = [
  mapSet,
  rolescope,
  heldSet,
  rolescopeView,
  plain,
  permix,
  caslFlat,
  caslConditions,
  casbinCached,
  casbinGraph,
  cedarFlat,
  cedarTree,
];
const SLOW_AGREEMENT = 20_000;

export function ask(world) {
  const flat = flatten(world);
  return questions(world, (permission, scope) => flat.get(scope).has(permission));
}

export async function measureCan({ count, batchMs }) {
  const world = onePrincipal();
  const asked = ask(world);
  const entered = [];
  for (const contestant of CONTESTANTS) entered.push(await enter(contestant, neutral(world), asked));
  const total = asked.answers.length;
  await agree(entered.filter(({ slow }) => !slow), total);
  await agree(entered.filter(({ slow }) => slow), SLOW_AGREEMENT);

  const results = await rounds(entered.map(canEntry), {
    count,
    batchMs,
    baseline: mapSet.id,
  });
  return {
    questions: { count: total, allowed: asked.answers.filter(Boolean).length, agreedBySlow: SLOW_AGREEMENT },
    contestants: entered.map(({ id, label }) => ({ id, label, ...results.get(id) })),
  };
}
