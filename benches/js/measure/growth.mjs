// What a check costs when its principal has 10 assignments, and when it has 10,000.
import { agree, enter } from "../agreement.mjs";
import { casbinGraph } from "../contestants/casbin.mjs";
import { caslConditions } from "../contestants/casl.mjs";
import { mapSet } from "../contestants/map-set.mjs";
import { plain } from "../contestants/plain.mjs";
import { rolescope } from "../contestants/rolescope.mjs";
import { canEntry, rounds } from "../harness.mjs";
import { neutral, onePrincipal } from "../workload.mjs";
import { ask } from "./can.mjs";

const SIZES = [10, 10_000];
const CONTESTANTS = [rolescope, mapSet, plain, caslConditions, casbinGraph];
// A slow contestant walks all 10,000 assignments for one answer.
const AGREEMENT = { slow: 100, fast: 20_000 };

async function enterAt(size) {
  const world = onePrincipal(size);
  const asked = ask(world);
  const entered = [];
  for (const contestant of CONTESTANTS) {
    const one = await enter(contestant, neutral(world), asked);
    await agree([one], one.slow ? AGREEMENT.slow : AGREEMENT.fast);
    entered.push(one);
  }
  return entered;
}

export async function measureGrowth({ count, batchMs }) {
  const small = await enterAt(SIZES[0]);
  const large = await enterAt(SIZES[1]);
  const contestants = [];
  for (const [i, { id, label }] of small.entries()) {
    const entries = [small[i], large[i]].map((one, at) => canEntry({ ...one, id: `${id}-${SIZES[at]}` }));
    const results = await rounds(entries, { count, batchMs });
    const [few, many] = entries.map((entry) => results.get(entry.id));
    contestants.push({ id, label, few: few.ns, many: many.ns, ratio: many.ratio });
  }
  return { sizes: SIZES, contestants };
}
