// The clock is an input. A time that is no finite number is passed to the engine as NaN, and the engine denies.
import { RolescopeError } from "./error.js";
import { own } from "./own.js";
import type { Options, Time } from "./types.js";

export interface Clock {
  /** Milliseconds since the epoch, or NaN. Never throws. */
  now(): number;
  /** Injected by the caller, so read on every call. */
  readonly exact: boolean;
}

const system: Clock = { now: () => Date.now(), exact: false };

export function clockOf(options: Options | undefined): Clock {
  const now = own(options, "now");
  if (now === undefined) return system;
  if (typeof now !== "function") throw new RolescopeError("invalid-type", "`now` is not a function");
  return { now: () => timeOf(callOr(now as () => unknown)), exact: true };
}

function callOr(now: () => unknown): unknown {
  try {
    return now();
  } catch {
    return NaN;
  }
}

const millisecondsOf = Date.prototype.getTime;

function timeOf(value: unknown): number {
  if (typeof value === "number") return Number.isFinite(value) ? value : NaN;
  try {
    return millisecondsOf.call(value);
  } catch {
    return NaN;
  }
}

/** An `at` argument in milliseconds. Absent: the clock's. */
export function timeAt(at: Time | undefined, clock: Clock): number {
  return at === undefined ? clock.now() : timeOf(at);
}

const MAX_DELAY = 2 ** 31 - 1;

/** A timer that keeps no process alive. It may ring early, when the delay is longer than a timer can be. */
export function alarm(delay: number, ring: () => void): () => void {
  const timer: unknown = setTimeout(ring, Math.min(Math.max(delay, 1), MAX_DELAY));
  if (typeof timer === "object") (timer as { unref?: () => void }).unref?.();
  return () => clearTimeout(timer as number);
}
