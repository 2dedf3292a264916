import { session_compiled, session_drop, session_load, session_update } from "../glue/session.js";
import { RolescopeError } from "./error.js";
import { parsed } from "./frozen.js";
import { Known } from "./known.js";
import { SessionBase } from "./session-base.js";
import { identityOf, type KnownCatalog } from "./session-only-catalog.js";
import { loaded } from "./session-load.js";
import type { LoadOptions, Names, Text } from "./types.js";

/** What one signed-in principal may do: `rolescope/session` gives it as `Session`. */
export class CompiledSession<N extends Names = Names> extends SessionBase<N> {
  /** @internal As consoles show it: the bundle shortens the names of classes. */
  static override readonly name: string = "Session";

  /**
   * Loads a snapshot that a `Directory` of this version has made. Throws what is wrong with it first. With `lenient`, the
   * snapshot of another than `principal` is loaded all the same, and answers everything with `wrong-principal`.
   */
  static load<N extends Names>(catalog: KnownCatalog<N>, snapshot: Text, options?: LoadOptions): CompiledSession<N> {
    const identity = identityOf(catalog as unknown as KnownCatalog);
    const { clock, held, replace } = loaded(options, snapshot, {
      load: (text, { named, principal, lenient, now }) => session_load(identity, timed(text, now), named, principal, lenient),
      update: (handle, text, { lenient, now }) => session_update(handle, identity, timed(text, now), lenient),
      drop: session_drop,
    });
    // The snapshot has the names, and a newer one may have them in another order.
    const known = new Known(held, (handle) => parsed(session_compiled(handle)));
    return new CompiledSession<N>([catalog, known, clock, held, (text: Text, now: number) => {
      replace(text, now);
      known.reset();
    }]);
  }
}

// A session whose clock gives no time would answer nothing, and whoever loads it should hear of that.
function timed(text: Uint8Array, now: number): Uint8Array {
  if (Number.isNaN(now)) throw new RolescopeError("invalid-time", "the clock gives no number");
  return text;
}
