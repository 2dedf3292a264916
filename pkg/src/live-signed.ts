// Detached JWS (RFC 7515, appendix F) over the text of a snapshot, with Ed25519 and WebCrypto. The text is verified as it
// came, before anything reads it.
import { RolescopeError } from "./error.js";

/** A snapshot as it came from the server. Plain data has no bytes that could be signed. */
export type SnapshotText = string | Uint8Array;

/** A `CryptoKey`, of any realm. */
export interface KeyHandle {
  readonly type: string;
  readonly algorithm: { readonly name: string };
}

/** A public key as JSON: `kty` is `OKP`, `crv` is `Ed25519`. */
export interface PublicJwk {
  readonly kty?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly kid?: string;
}

export type Key = KeyHandle | PublicJwk;
/** Keys of the server, several while it changes them, or a JWK set. */
export type Keys = Key | readonly Key[] | { readonly keys: readonly PublicJwk[] };

/** A `CryptoKey` that may sign, or a JWK with `d`. */
export type PrivateKey = KeyHandle | (PublicJwk & { readonly d?: string });

// EdDSA is what JOSE has called it; RFC 9864 says which curve. No header chooses what we do: it is always Ed25519.
const ALGORITHM = "Ed25519";
const NAMES: unknown[] = ["EdDSA", ALGORITHM];
const SIGNATURE_LENGTH = 86;
const SIGNATURE = /^([\w-]+)\.\.([\w-]*)$/;

/**
 * Gives the text that was verified, or throws `not-signed`, `wrong-algorithm`, `wrong-key` or `wrong-signature`. With
 * `required: false` a text without signature passes; a signature that is there must be right all the same.
 */
export async function verifySnapshot(
  text: SnapshotText,
  signature: string | null | undefined,
  keys: Keys,
  options?: { required?: boolean },
): Promise<SnapshotText> {
  const { required }: { required?: boolean } = Object.assign(Object.create(null), options);
  // A copy: the caller's bytes could change between here and the load.
  const kept = typeof text === "string" ? text : bytesOf(text);
  if (signature === undefined || signature === null) {
    if (required === false) return kept;
    throw new RolescopeError("not-signed", "the snapshot has no signature");
  }
  const [, head, tail] = SIGNATURE.exec(signature) ?? malformed();
  const { alg, kid, crit, b64 } = headerOf(head!);
  if (!NAMES.includes(alg)) throw new RolescopeError("wrong-algorithm", `the signature's algorithm is \`${alg}\``);
  if (tail!.length !== SIGNATURE_LENGTH) malformed();
  // One way to write the payload, so that no text can be read as two.
  if (crit !== undefined || (b64 !== undefined && b64 !== true)) malformed();
  const candidates = listOf(keys).filter((key) => isPublic(key) && (kid === undefined || !("kid" in key) || key.kid === undefined || key.kid === kid));
  if (candidates.length === 0) throw new RolescopeError("wrong-key", "no key for this signature");
  const signed = payload(head!, kept);
  for (const key of candidates) {
    if (await subtle((crypto) => verifies(crypto, key, fromBase64(tail!), signed))) return kept;
  }
  throw new RolescopeError("wrong-signature", "the signature is not of this text by this key");
}

/** `verifySnapshot`, and then `session.update`. After a refusal nothing has changed. */
export async function updateSigned(
  session: { update(text: SnapshotText): void },
  text: SnapshotText,
  signature: string | null | undefined,
  keys: Keys,
  options?: { required?: boolean },
): Promise<void> {
  session.update(await verifySnapshot(text, signature, keys, options));
}

/** `verifySnapshot`, and then `load`, which is given the verified text: `(text) => Session.load(catalog, text)`. */
export async function loadSigned<S>(
  load: (text: SnapshotText) => S,
  text: SnapshotText,
  signature: string | null | undefined,
  keys: Keys,
  options?: { required?: boolean },
): Promise<S> {
  return load(await verifySnapshot(text, signature, keys, options));
}

/** For the server: the detached JWS of a snapshot, to be sent beside it. */
export async function signSnapshot(text: SnapshotText, key: PrivateKey, options?: { kid?: string }): Promise<string> {
  const { kid }: { kid?: string } = Object.assign(Object.create(null), options);
  const head = toBase64(encoder.encode(JSON.stringify({ alg: NAMES[0], kid })));
  const signature = await subtle(async (crypto) => {
    const { kty, crv, x, d } = key as { kty?: string; crv?: string; x?: string; d?: string };
    const own = isHandle(key) ? key : await crypto.importKey("jwk", { kty, crv, x, d }, ALGORITHM, false, ["sign"]);
    return crypto.sign(ALGORITHM, own as CryptoKey, payload(head, text));
  });
  return `${head}..${toBase64(new Uint8Array(signature))}`;
}

type Header = Partial<Record<"alg" | "kid" | "crit" | "b64", unknown>>;

function headerOf(head: string): Header {
  try {
    return Object.assign(Object.create(null), JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(fromBase64(head))));
  } catch {
    return malformed();
  }
}

function malformed(): never {
  throw new RolescopeError("wrong-signature", "the signature is no detached JWS, or has an extension that is not known");
}

const isHandle = (key: Key): key is KeyHandle => "algorithm" in key;

function isPublic(key: Key): boolean {
  if (typeof key !== "object" || key === null) return false;
  return isHandle(key) ? key.type === "public" && key.algorithm.name === ALGORITHM : key.kty === "OKP" && key.crv === ALGORITHM;
}

function listOf(keys: Keys): readonly Key[] {
  // A list has a method `keys` too.
  const list = Array.isArray(keys) ? keys : (keys as { keys?: readonly Key[] } | undefined)?.keys ?? [keys];
  return Array.isArray(list) ? list : [];
}

async function verifies(crypto: SubtleCrypto, key: Key, signature: Uint8Array<ArrayBuffer>, signed: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const { kty, crv, x } = key as PublicJwk;
  const own = isHandle(key) ? key : await crypto.importKey("jwk", { kty, crv, x } as JsonWebKey, ALGORITHM, false, ["verify"]);
  return crypto.verify(ALGORITHM, own as CryptoKey, signature, signed);
}

async function subtle<T>(run: (crypto: SubtleCrypto) => Promise<T>): Promise<T> {
  try {
    return await run(globalThis.crypto.subtle);
  } catch (cause) {
    // No WebCrypto outside of secure contexts, no Ed25519 in older browsers.
    const absent = cause instanceof TypeError || (cause as Error).name === "NotSupportedError";
    const error = absent ? new RolescopeError("wrong-algorithm", "there is no Ed25519 here") : new RolescopeError("wrong-key", "the key cannot be used");
    throw Object.assign(error, { cause });
  }
}

const encoder = new TextEncoder();

/** What is signed: the header and the payload, both in base64url. */
function payload(head: string, text: SnapshotText): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${head}.${toBase64(bytesOf(text))}`);
}

function bytesOf(text: SnapshotText): Uint8Array {
  if (typeof text === "string") return encoder.encode(text);
  if (ArrayBuffer.isView(text)) return Uint8Array.from(text);
  throw new RolescopeError("invalid-type", "the snapshot is neither text nor bytes");
}

/** Bytes that are written at once: a call takes no more arguments than so many, and it is a multiple of three. */
const CHUNK = 0x6000;

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += btoa(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return text.replace(/[+/=]/g, (character) => ({ "+": "-", "/": "_" })[character] ?? "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/[-_]/g, (character) => (character === "-" ? "+" : "/"))), (character) => character.charCodeAt(0));
}
