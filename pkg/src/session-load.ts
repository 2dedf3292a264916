// How a snapshot comes into the engine, whichever of the two engines reads it.
import { type Clock, clockOf } from "./clock.js";
import { takeError } from "./engine.js";
import { Held } from "./held.js";
import { checkOptions, nameOption } from "./options.js";
import { own } from "./own.js";
import type { Replace } from "./session-base.js";
import { encode, keep, TENANT_LIMIT } from "./text.js";
import type { LoadOptions, Text } from "./types.js";

interface How {
  named: boolean;
  principal: string;
  lenient: boolean;
  now: number;
}

/** Each gives a negative number when it fails, and leaves the error in the engine. */
interface Ways {
  load(text: Uint8Array, how: How): number;
  update(handle: number, text: Uint8Array, how: How): number;
  drop(handle: number): void;
}

/** Loads a snapshot. */
export function loaded(options: LoadOptions | undefined, snapshot: Text, ways: Ways): { clock: Clock; held: Held; replace: Replace } {
  checkOptions(options, ["lenient", "now", "principal"]);
  const clock = clockOf(options);
  const principal = nameOption(options, "principal");
  const how = { named: principal !== undefined, principal: principal ?? "", lenient: own(options, "lenient") === true, now: 0 };
  let kept = keep(snapshot, TENANT_LIMIT);
  how.now = clock.now();
  const held = new Held(ways.drop, () => ways.load(encode(kept), how));
  const replace: Replace = (text, now) => {
    const next = keep(text, TENANT_LIMIT);
    held.call((handle) => {
      if (ways.update(handle, encode(next), { ...how, now }) < 0) throw takeError();
    });
    kept = next;
    how.now = now;
  };
  return { clock, held, replace };
}
