import { session_drop, session_explain, session_load, session_role, session_update } from "../glue/engine.js";
import { type Catalog, insideOf } from "./catalog.js";
import { lostExplanation } from "./decision.js";
import { orThrow } from "./engine.js";
import { parseFrozen } from "./frozen.js";
import { nameOf } from "./name.js";
import { type Parts, SessionBase } from "./session-base.js";
import { loaded } from "./session-load.js";
import type { Explanation, Issue, LoadOptions, Names, Role, TenantNames, Text } from "./types.js";

let make: <N extends Names>(inside: Parts<N>) => Session<N>;

/** What one signed-in principal may do, and why. */
export class Session<N extends Names = Names> extends SessionBase<N> {
  /** @internal As consoles show it: the bundle shortens the names of classes. */
  static override readonly name: string = "Session";

  static {
    make = (inside) => new Session(inside);
  }

  /** Loads a snapshot. Strict: every issue is thrown; lenient: bad rows are set aside and listed in `issues`. */
  static load<N extends Names>(catalog: Catalog<N>, snapshot: Text, options?: LoadOptions): Session<N> {
    const [of, known] = insideOf(catalog as unknown as Catalog);
    const { clock, held, replace } = loaded(options, snapshot, {
      load: (text, { named, principal, lenient, now }) => session_load(of.handle, text, named, principal, lenient, now),
      update: (handle, text, { lenient, now }) => session_update(handle, text, lenient, now),
      drop: session_drop,
    });
    return new Session<N>([catalog, known, clock, held, replace]);
  }

  override get catalog(): Catalog<N> {
    return super.catalog as Catalog<N>;
  }

  /** Warnings of the load, and the rows that a lenient one set aside. */
  get issues(): Issue[] {
    return this.inside.info.issues ?? [];
  }

  /** A role as this tenant has it. Throws `unknown-role`. */
  role(id: N["role"] | (string & {})): Role<TenantNames<N>> {
    const asked = nameOf(id);
    const { held, kept } = this.inside;
    return held.call((handle) => {
      if (!kept.has(asked)) kept.set(asked, parseFrozen(orThrow(session_role(handle, asked))));
      return kept.get(asked) as Role<TenantNames<N>>;
    });
  }

  /**
   * The decision with the rows that grant it, those that nearly do, and the role assignments that would grant it. Over a
   * snapshot it speaks of what the snapshot has.
   */
  explain(permission: N["permission"], scope: string): Explanation<N> {
    return this.answered(
      permission,
      scope,
      (place) => place.explanations,
      (handle, { asked, where, now }) => session_explain(handle, asked, where, now),
      lostExplanation,
    ) as Explanation<N>;
  }
}

/** @internal */
export function makeSession<N extends Names>(inside: Parts<N>): Session<N> {
  return make(inside);
}
