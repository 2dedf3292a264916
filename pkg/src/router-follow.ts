// A router's watching of the session: of the one that the guard has by now, also where people sign in and out.
import type { Guard } from "./router.js";

export interface Follower {
  /** Calls `look` when verdicts may have changed. Gives the function that ends it. */
  watch(look: () => void): () => void;
  /** Turns to the session that is there now. Each navigation does, because nothing tells of another session. */
  turn(): void;
}

export function follower(check: Guard<any>): Follower {
  const turns = new Set<() => void>();
  return {
    watch(look) {
      let stop: (() => void) | undefined;
      const turn = () => {
        stop?.();
        stop = undefined;
        try {
          stop = check.subscribe(look);
        } catch {
          // What gives no session is followed by the next turn. The guard denies meanwhile.
        }
      };
      turn();
      turns.add(turn);
      return () => {
        turns.delete(turn);
        stop?.();
      };
    },
    turn() {
      for (const turn of turns) turn();
    },
  };
}
