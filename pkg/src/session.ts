import { session_explain } from "../glue/engine.js";
import type { Catalog } from "./catalog.js";
import { loaded, type Parts, SessionBase } from "./session-base.js";
import type { Explanation, LoadOptions, Names, Text } from "./types.js";

let make: <N extends Names>(inside: Parts<N>) => Session<N>;

/** What one signed-in principal may do, and why. */
export class Session<N extends Names = Names> extends SessionBase<N> {
  /** @internal As consoles show it: the bundle shortens the names of classes. */
  static override readonly name: string = "Session";

  static {
    make = (inside) => new Session(inside);
  }

  /** Loads a snapshot. Strict: every issue is thrown; lenient: bad rows are set aside and listed in `issues`. */
  static override load<N extends Names>(catalog: Catalog<N>, snapshot: Text, options?: LoadOptions): Session<N> {
    return new Session<N>(loaded(catalog, snapshot, options));
  }

  override get catalog(): Catalog<N> {
    return super.catalog as Catalog<N>;
  }

  /**
   * The decision with the rows that grant it, those that nearly do, and the role assignments that would grant it. Over a
   * snapshot it speaks of what the snapshot has.
   */
  explain(permission: N["permission"], scope: string): Explanation<N> {
    return this.explained(session_explain, permission, scope);
  }
}

/** @internal */
export function makeSession<N extends Names>(inside: Parts<N>): Session<N> {
  return make(inside);
}
