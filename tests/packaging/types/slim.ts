import { Session } from "rolescope";
import { Catalog, init, Session as SlimSession, type EngineSource } from "rolescope/slim";

const sources: EngineSource[] = ["/engine.wasm", new URL("https://example.org/engine.wasm"), fetch("/engine.wasm"), new Uint8Array(), new ArrayBuffer(8)];
const ready: Promise<void> = init(sources[0]!);
init(new WebAssembly.Module(new Uint8Array()));
init(await fetch("/engine.wasm"));
// @ts-expect-error no source
init(5);

const session: Session = SlimSession.load(Catalog.builtin("studio"), "{}");
export { ready, session };
