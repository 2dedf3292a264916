// The same laws with React 18.
import { resolveFrom } from "./resolve-from.mjs";

resolveFrom(new URL("react-18/", import.meta.url));
await import("./document.mjs");
const { laws } = await import("./react/laws.mjs");
laws("18.");
const { serverLaws } = await import("./react/server-laws.mjs");
serverLaws();
