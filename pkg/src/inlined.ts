import hex from "../glue/engine-hex.js";

interface Host {
  Buffer?: { from(text: string, encoding: "hex"): Uint8Array<ArrayBuffer> };
}

/**
 * The engine's bytes, from two digits for each: what compresses bytes compresses these nearly as well, and base64, which
 * cuts them across, a quarter worse. `Buffer` is looked up as a property, so that no bundler adds one.
 */
export function inlined(): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as { fromHex?: (text: string) => Uint8Array<ArrayBuffer> }).fromHex;
  if (native) return native.call(Uint8Array, hex);
  const { Buffer } = globalThis as Host;
  if (Buffer) return Buffer.from(hex, "hex");
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = digit(2 * i) * 16 + digit(2 * i + 1);
  return bytes;
}

// 0 to 9 and a to f, by their character codes.
function digit(at: number): number {
  const code = hex.charCodeAt(at);
  return code > 57 ? code - 87 : code - 48;
}
