// The one place that holds the WebAssembly instance. Every call into it goes through `call` or `ask`.
import { __wbg_reset_state, initSync, take_error } from "../glue/engine.js";
import { RolescopeError } from "./error.js";

/** 0: never started. Raised each time the instance is made anew: handles of an earlier generation are void. */
let generation = 0;
let lost = false;
/** A loss that the witnesses have not heard of. */
let untold = false;
const witnesses = new Set<() => void>();

export const LOST_MESSAGE = "the engine was lost and is being rebuilt";

/** The generation whose handles are valid now, or -1 while there is no instance. */
export function validGeneration(): number {
  return lost || !started() ? -1 : generation;
}

export const started = (): boolean => generation > 0;

/** Makes the instance from a compiled module. A second start does no harm. */
export function start(module: WebAssembly.Module): void {
  if (started()) return;
  initSync({ module });
  generation = 1;
}

/** Calls `witness` after each loss of the engine, outside the call that lost it. */
export function onLoss(witness: () => void): () => void {
  witnesses.add(witness);
  return () => witnesses.delete(witness);
}

/** Thrown at a loss. One object for all: at the end of the stack there may be no room to make an error. */
const LOSS = Symbol("engine-lost");

// Whatever `run` throws that is not ours is a trap, and a trap leaves the instance in an unknown state: it is given up,
// and the next call makes a new one from the module that is kept.
function attempt<T>(run: () => T): T {
  if (lost) rebuild();
  try {
    return run();
  } catch (error) {
    if (error instanceof RolescopeError) throw error;
    lost = true;
    untold = true;
    tell();
    throw LOSS;
  }
}

/** Runs `run`, which calls the instance. Throws `not-ready`, `engine-lost`, and what `run` finds wrong. */
export function call<T>(run: () => T): T {
  if (!started()) throw new RolescopeError("not-ready", "the engine is not ready, call `init` first");
  try {
    return attempt(run);
  } catch (error) {
    throw error === LOSS ? new RolescopeError("engine-lost", LOST_MESSAGE) : error;
  }
}

/** Runs `run` for what never throws: `denied` answers when the engine cannot. */
export function ask<T>(run: () => T, denied: () => T): T {
  try {
    return attempt(run);
  } catch {
    return denied();
  }
}

/** The error that a call which failed has left in the engine. */
export function takeError(): RolescopeError {
  const { code, message, issues } = JSON.parse(take_error());
  return new RolescopeError(code, message, issues);
}

/** The text of a call that answers "" when it has failed. */
export function orThrow(text: string): string {
  if (text === "") throw takeError();
  return text;
}

function rebuild(): void {
  try {
    __wbg_reset_state();
  } catch {
    throw LOSS;
  }
  generation++;
  lost = false;
  if (untold) tell();
}

// In a microtask: a witness asks again, and the stack of the call that failed may be used up. If not even the microtask
// can be queued, the rebuild tells.
function tell(): void {
  try {
    queueMicrotask(() => {
      if (!untold) return;
      untold = false;
      for (const witness of [...witnesses]) witness();
    });
  } catch {}
}
