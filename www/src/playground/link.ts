import { normalized } from "./texts";

/** The longest link that is written: every browser takes it, and a server never sees it. */
export const LONGEST_LINK = 32_000;

/** A text that unpacks to more than this is none that was packed here. */
const LARGEST_TEXT = 4 << 20;

/** A text, made small and fit for an address. */
export async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The text of an address. Throws where it is cut short, or was never one. */
export async function unpacked(part: string): Promise<string> {
  const binary = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    text += decoder.decode(next.value, { stream: true });
    if (text.length > LARGEST_TEXT) {
      await reader.cancel();
      throw new RangeError("the text is too large");
    }
  }
  return normalized(text + decoder.decode());
}
