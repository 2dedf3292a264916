// A handle into the engine, and the recipe to make it again in a new instance.
import { ask, call, takeError, validGeneration } from "./engine.js";

type Drop = (handle: number) => void;
interface Claim {
  drop: Drop;
  handle: number;
  generation: number;
}

const finalizer = new FinalizationRegistry<Claim>(({ drop, handle, generation }) => {
  if (generation === validGeneration()) ask(() => drop(handle), () => undefined);
});

export class Held {
  readonly #drop: Drop;
  readonly #build: () => number;
  #handle = -1;
  #generation = -1;

  /** `build` returns a handle, or a negative number with an error in the engine. It must not refer to its `Held`. */
  constructor(drop: Drop, build: () => number) {
    this.#drop = drop;
    this.#build = build;
    call(() => this.handle);
  }

  /** Valid inside `call` or `ask` only. After a loss the first use builds it again. */
  get handle(): number {
    const generation = validGeneration();
    if (this.#generation !== generation) {
      const handle = this.#build();
      if (handle < 0) throw takeError();
      finalizer.unregister(this);
      finalizer.register(this, { drop: this.#drop, handle, generation }, this);
      this.#handle = handle;
      this.#generation = generation;
    }
    return this.#handle;
  }

  call<T>(run: (handle: number) => T): T {
    return call(() => run(this.handle));
  }

  ask<T>(run: (handle: number) => T, denied: () => T): T {
    return ask(() => run(this.handle), denied);
  }
}
