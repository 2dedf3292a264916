// The laws of rolescope/vue.
import { resolveFrom } from "./resolve-from.mjs";

resolveFrom(new URL("./", import.meta.url));
await import("./document.mjs");
const { laws } = await import("./vue/laws.mjs");
laws();
const { directiveLaws } = await import("./vue/directive-laws.mjs");
directiveLaws();
const { serverLaws } = await import("./vue/server-laws.mjs");
serverLaws();
