// As docs/packaging.md advises: a browser that loads sessions alone is sent which catalog it is, not the catalog.
import { loadAndDecide } from "./load.mjs";
loadAndDecide(await import("rolescope/session"), "identity.json");
