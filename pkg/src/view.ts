import { hasBit, type Memo } from "./memo.js";
import type { SessionBase } from "./session-base.js";
import type { Decision, Names, PageState, View } from "./types.js";

/** One scope of a session. It keeps the scope's words for as long as the session keeps them. */
export class ScopeView<N extends Names> implements View<N> {
  readonly #session: SessionBase<N>;
  readonly #memo: Memo;
  readonly #scope: string;
  #words?: Uint32Array;
  #epoch = -1;

  constructor(session: SessionBase<N>, memo: Memo, scope: string) {
    this.#session = session;
    this.#memo = memo;
    this.#scope = scope;
    // One object for all who ask: none of them may change it for the others.
    Object.freeze(this);
  }

  get scope(): string {
    return this.#scope;
  }

  can(permission: N["permission"]): boolean {
    const memo = this.#memo;
    if (--memo.left < 0) memo.tick();
    if (this.#epoch === memo.epoch) {
      const ordinal = memo.ordinals.get(permission);
      if (ordinal !== undefined) return hasBit(this.#words!, ordinal);
    }
    return this.#ask(permission);
  }

  #ask(permission: N["permission"]): boolean {
    const memo = this.#memo;
    const allowed = memo.can(permission, this.#scope);
    this.#words = memo.words.get(this.#scope);
    if (this.#words !== undefined) this.#epoch = memo.epoch;
    return allowed;
  }

  check(permission: N["permission"]): Decision {
    return this.#session.check(permission, this.#scope);
  }

  pages(): PageState<N>[] {
    return this.#session.pages(this.#scope);
  }

  listPermissions(): N["permission"][] {
    return this.#session.listPermissions(this.#scope);
  }
}
