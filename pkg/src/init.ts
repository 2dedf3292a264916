import { start, started } from "./engine.js";
import { RolescopeError } from "./error.js";

/** The part of a `Response` that is looked at. Named here, so that the types need no DOM. */
export interface EngineResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Where the engine comes from: an address, a response, its bytes, or a compiled `WebAssembly.Module`. */
export type EngineSource = string | { readonly href: string } | EngineResponse | Promise<EngineResponse> | ArrayBuffer | ArrayBufferView | object;

let pending: Promise<void> | undefined;

/**
 * Makes the engine ready. From a module or from bytes it is ready when this returns, before the promise is settled. A
 * second call does no harm; one after a failure tries again. Rejects with `not-ready`.
 */
export function init(source: EngineSource): Promise<void> {
  if (started()) return Promise.resolve();
  if (pending !== undefined) return pending;
  const attempt = begin(source)
    .catch((error: unknown) => {
      throw new RolescopeError("not-ready", `the engine cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
    })
    .finally(() => {
      pending = undefined;
    });
  if (!started()) pending = attempt;
  return attempt;
}

async function begin(source: EngineSource): Promise<void> {
  if (source instanceof WebAssembly.Module) start(source);
  else if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) start(new WebAssembly.Module(source as BufferSource));
  else start(await compile(source));
}

interface Host {
  process?: { getBuiltinModule?: (name: string) => { readFile(file: URL): Promise<Uint8Array<ArrayBuffer>> } };
}

async function compile(source: EngineSource): Promise<WebAssembly.Module> {
  const address = typeof source === "string" ? source : (source as { href?: unknown }).href;
  if (typeof address !== "string") return compileResponse(await (source as EngineResponse | Promise<EngineResponse>));
  // Node's `fetch` reads no files. Looked up as a property, so that no bundler looks for the module.
  const files = address.startsWith("file:") ? (globalThis as Host).process?.getBuiltinModule?.("node:fs/promises") : undefined;
  return files ? WebAssembly.compile(await files.readFile(new URL(address))) : compileResponse(await fetch(address));
}

async function compileResponse(response: EngineResponse): Promise<WebAssembly.Module> {
  if (!response.ok) throw new Error(`status ${response.status}`);
  // Streaming demands this very type, and many servers send another.
  if (response.headers.get("content-type") === "application/wasm") return WebAssembly.compileStreaming(response as Response);
  return WebAssembly.compile(await response.arrayBuffer());
}
