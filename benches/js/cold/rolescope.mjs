import { loadAndDecide } from "./load.mjs";
loadAndDecide(await import("rolescope"), "catalog.json");
