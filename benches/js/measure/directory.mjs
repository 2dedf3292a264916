// Who can, over 10,000 principals, and how long loading their directory from text takes.
import { same } from "../agreement.mjs";
import { plainDirectory } from "../contestants/plain.mjs";
import { median, rounds } from "../harness.mjs";
import { random } from "../random.mjs";
import { DIRECTORY, SEED, catalogText, directory, directoryText, neutral } from "../workload.mjs";
import { Catalog, Directory } from "rolescope";

const QUESTIONS = 1_000;
const LARGEST = { from: 700, to: 1_000 };

/** Random questions; `largest` are the ones with the longest answers of up to 1,000 ids, which are the dearest. */
function listQuestions(world, list) {
  const rng = random(SEED ^ 0x115f);
  const asked = Array.from({ length: QUESTIONS }, () => {
    const [permission, scope] = [rng.pick(world.permissions), rng.pick(world.scopes).id];
    return { permission, scope, answer: list(permission, scope) };
  });
  const largest = asked.filter(({ answer }) => answer.length >= LARGEST.from && answer.length <= LARGEST.to);
  if (largest.length < 20) throw new Error(`only ${largest.length} questions have answers of ${LARGEST.from} ids and more`);
  return { typical: asked.filter(({ answer }) => answer.length <= LARGEST.to), largest };
}

function listEntry(id, questions, list) {
  let from = 0;
  return {
    id,
    run(n) {
      let found = 0;
      for (let i = from; i < from + n; i++) {
        const { permission, scope } = questions[i % questions.length];
        found += list(permission, scope).length;
      }
      return found;
    },
    verify(found, n) {
      let expected = 0;
      for (let i = from; i < from + n; i++) expected += questions[i % questions.length].answer.length;
      if (found !== expected) throw new Error(`${id} listed ${found} principals, not ${expected}`);
      from = (from + n) % questions.length;
    },
  };
}

const lengths = (questions) => questions.map(({ answer }) => answer.length);

export async function measureDirectory({ count, batchMs }) {
  const world = neutral(directory());
  const text = directoryText(world);
  const catalog = Catalog.parse(catalogText(world));
  const engine = Directory.parse(catalog, text);
  const byHand = plainDirectory(text, world);
  const { typical, largest } = listQuestions(world, (permission, scope) => byHand.listPrincipals(permission, scope));
  for (const { permission, scope, answer } of typical) {
    same(`the principals with \`${permission}\` at \`${scope}\``, engine.listPrincipals(permission, scope), answer);
  }

  const withEngine = (permission, scope) => engine.listPrincipals(permission, scope);
  const withHands = (permission, scope) => byHand.listPrincipals(permission, scope);
  const lists = await rounds(
    [
      listEntry("plain-typical", typical, withHands),
      listEntry("rolescope-typical", typical, withEngine),
      listEntry("plain-largest", largest, withHands),
      listEntry("rolescope-largest", largest, withEngine),
    ],
    { count, batchMs },
  );

  const load = await rounds(
    [
      { id: "rolescope", fixed: 1, run: () => Directory.parse(catalog, text).revision },
      { id: "plain", fixed: 1, run: () => plainDirectory(text, world) },
      { id: "json", fixed: 1, run: () => JSON.parse(text).roleAssignments.length },
    ],
    { count: Math.min(count, 15), batchMs, baseline: "json" },
  );
  return {
    ...DIRECTORY,
    textBytes: Buffer.byteLength(text),
    list: {
      answers: { median: median(lengths(typical)), max: Math.max(...lengths(typical)), compared: typical.length },
      typical: { rolescope: lists.get("rolescope-typical").ns, plain: lists.get("plain-typical").ns },
      largestAnswers: { median: median(lengths(largest)), max: Math.max(...lengths(largest)), compared: largest.length },
      largest: { rolescope: lists.get("rolescope-largest").ns, plain: lists.get("plain-largest").ns },
    },
    load: { rolescope: load.get("rolescope").ns, plain: load.get("plain").ns, json: load.get("json").ns },
  };
}
