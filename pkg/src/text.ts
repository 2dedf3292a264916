// Policy text on its way to the engine. Plain data is written as JSON by hand: only own properties count, no `toJSON` is
// called, and what JSON cannot say is refused and not dropped. A polluted `Object.prototype` changes nothing.
import { RolescopeError } from "./error.js";
import type { Text } from "./types.js";

const MAX_DEPTH = 64;
/** Below it, what is shared may as well be walked again: to remember every row would cost more than to write it. */
const REMEMBERED_LENGTH = 256;
const MIB = 1 << 20;
export const CATALOG_LIMIT = MIB;
export const TENANT_LIMIT = 64 * MIB;

/** What a rebuild needs again: the string as given, or bytes of our own. */
export type Kept = string | Uint8Array;

const encoder = new TextEncoder();

export const encode = (kept: Kept): Uint8Array => (typeof kept === "string" ? encoder.encode(kept) : kept);

/** Reads any `Text`, or throws `invalid-type`, `invalid-json`, `too-deep` or `too-large`. */
export function keep(text: Text, limit: number): Kept {
  if (typeof text === "string") {
    if (text.length > limit) throw tooLarge(limit);
    if (!isWellFormed(text)) throw refuse("invalid-json", [], "the text has a lone surrogate");
    return text;
  }
  return ArrayBuffer.isView(text) ? copyBytes(text, limit) : write(text, limit);
}

/** JSON text of plain data. */
export function write(data: unknown, limit: number): string {
  return new Writer(limit).value(data, 0);
}

const typedArray = Object.getPrototypeOf(Uint8Array.prototype);
const tagOf = Object.getOwnPropertyDescriptor(typedArray, Symbol.toStringTag)!.get!;
const lengthOf = Object.getOwnPropertyDescriptor(typedArray, "length")!.get!;

// A copy, because the caller may change theirs later. The two getters read internal slots, so they know the bytes of
// another realm and are fooled by no look-alike.
function copyBytes(view: ArrayBufferView, limit: number): Uint8Array {
  if (tagOf.call(view) !== "Uint8Array") throw refuse("invalid-type", [], "the bytes are not a Uint8Array");
  if (lengthOf.call(view) > limit) throw tooLarge(limit);
  try {
    return new Uint8Array(view as Uint8Array);
  } catch {
    throw refuse("invalid-type", [], "the bytes cannot be read");
  }
}

class Writer {
  readonly #limit: number;
  readonly #path: (string | number)[] = [];
  readonly #open: object[] = [];
  /** What was written of large parts, so that shared ones which hold shared ones are not walked without end. */
  readonly #written = new Map<object, string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  value(value: unknown, depth: number): string {
    switch (typeof value) {
      case "string":
        return this.#string(value, depth);
      case "number":
        if (Number.isFinite(value)) return String(value);
        throw this.#refuse("invalid-type", depth, `the number \`${value}\` is not finite`);
      case "boolean":
        return value ? "true" : "false";
      case "object":
        return value === null ? "null" : this.#container(value, depth);
      default:
        throw this.#refuse("invalid-type", depth, `a value of type \`${typeof value}\` is not plain data`);
    }
  }

  #string(text: string, depth: number): string {
    if (PLAIN.test(text)) return `"${text}"`;
    if (!isWellFormed(text)) throw this.#refuse("invalid-json", depth, "a string has a lone surrogate");
    return JSON.stringify(text);
  }

  #container(value: object, depth: number): string {
    const known = this.#written.size > 0 ? this.#written.get(value) : undefined;
    if (known !== undefined) return known;
    if (depth >= MAX_DEPTH) {
      if (this.#open.includes(value) || new Set(this.#open).size < MAX_DEPTH) throw this.#refuse("invalid-type", depth, "the data refers to itself");
      throw this.#refuse("too-deep", depth, `the data is nested deeper than ${MAX_DEPTH}`);
    }
    this.#open[depth] = value;
    let text: string;
    try {
      text = Array.isArray(value) ? this.#array(value, depth) : this.#object(value, depth);
    } catch (error) {
      // Getters and proxies run the caller's code, and what that throws is no error of ours.
      if (error instanceof RolescopeError) throw error;
      throw this.#refuse("invalid-type", depth, "the data cannot be read");
    }
    if (text.length > REMEMBERED_LENGTH) this.#written.set(value, text);
    return text;
  }

  #array(array: unknown[], depth: number): string {
    const { length } = array;
    // Before the walk: each item takes a character and a comma.
    this.#fits(2 * length - 1);
    const parts: string[] = [];
    let size = 0;
    for (let index = 0; index < length; index++) {
      this.#path[depth] = index;
      // A hole would be filled from the prototype.
      const part = this.value(Object.hasOwn(array, index) ? array[index] : undefined, depth + 1);
      this.#fits((size += part.length + 1));
      parts.push(part);
    }
    return `[${joined(parts)}]`;
  }

  #object(object: object, depth: number): string {
    if (!isPlain(object)) throw this.#refuse("invalid-type", depth, "the object is not plain data");
    const parts: string[] = [];
    let size = 0;
    for (const key of Object.keys(object)) {
      this.#path[depth] = key;
      const value = (object as Record<string, unknown>)[key];
      // As in JSON, an optional property that is there but undefined is absent.
      if (value === undefined) continue;
      const part = `${this.#string(key, depth + 1)}:${this.value(value, depth + 1)}`;
      this.#fits((size += part.length + 1));
      parts.push(part);
    }
    return `{${joined(parts)}}`;
  }

  #fits(size: number): void {
    if (size > this.#limit) throw tooLarge(this.#limit);
  }

  #refuse(code: string, depth: number, message: string): RolescopeError {
    return refuse(code, this.#path.slice(0, depth), message);
  }
}

// Few parts are chained, which copies nothing: they may be large, and the text too large in the end. Many are copied at
// once, which is faster than a chain of as many links.
function joined(parts: string[]): string {
  if (parts.length > 16) return parts.join(",");
  let text = "";
  for (const part of parts) text += text === "" ? part : `,${part}`;
  return text;
}

/** Strings that JSON writes as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;

// Not in every browser that the package serves.
function isWellFormed(text: string): boolean {
  const native = (text as { isWellFormed?: () => boolean }).isWellFormed;
  return typeof native === "function" ? native.call(text) : !/\p{Surrogate}/u.test(text);
}

// The prototype is none, or an `Object.prototype` of whichever realm: one without a prototype of its own.
export function isPlain(object: object): boolean {
  const prototype = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refuse(code: string, path: (string | number)[], message: string): RolescopeError {
  return new RolescopeError(code, message, [{ code, severity: "error", path, message }]);
}

function tooLarge(limit: number): RolescopeError {
  return refuse("too-large", [], `the text is larger than ${limit / MIB} MiB`);
}
