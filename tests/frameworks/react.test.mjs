// The laws of rolescope/react, with React 19.
import { resolveFrom } from "./resolve-from.mjs";

resolveFrom(new URL("./", import.meta.url));
await import("./document.mjs");
const { laws } = await import("./react/laws.mjs");
laws("19.");
const { serverLaws } = await import("./react/server-laws.mjs");
serverLaws();
