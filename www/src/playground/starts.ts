import type { Place } from "../state/address";
import { normalized, type Texts } from "./texts";

/** Texts to start from. */
export interface Start {
  id: string;
  title: string;
  about: string;
  load: () => Promise<Texts>;
}

type Loading = Promise<{ default: string }>;

function start(id: string, title: string, about: string, catalog: () => Loading, directory: () => Loading): Start {
  return {
    id,
    title,
    about,
    load: async () => {
      const [first, second] = await Promise.all([catalog(), directory()]);
      return { catalog: withSchema(normalized(first.default)), directory: normalized(second.default) };
    },
  };
}

/** Where the schema is for somebody who puts the file beside an installed package. */
function withSchema(catalog: string): string {
  return catalog.replace(/"\$schema": "[^"]*"/, '"$schema": "./node_modules/rolescope/schema/catalog.json"');
}

const VENDOR_STARTS: Record<Place["vendor"], Start> = {
  twilio: start("twilio", "Twilio", "with Harbourline", () => import("../../../catalogs/twilio.json?raw"), () => import("../tenants/twilio.json?raw")),
  studio: start("studio", "Studio", "with Voicebridge", () => import("../../../catalogs/studio.json?raw"), () => import("../tenants/studio.json?raw")),
  voiceflow: start("voiceflow", "Voiceflow", "with Tidepool", () => import("../../../catalogs/voiceflow.json?raw"), () => import("../tenants/voiceflow.json?raw")),
};

const OWN_STARTS = [
  // The example of docs/catalogs.md.
  start("retail", "Retail", "regions, stores, tills", () => import("../../../tests/catalogs/retail.json?raw"), () => import("./starts/retail-directory.json?raw")),
  start("blank", "Blank", "to begin your own", () => import("./starts/blank-catalog.json?raw"), () => import("./starts/blank-directory.json?raw")),
];

/** The start that an address names; without a name it is the vendor's own. */
export function startOf({ vendor, view }: Place): Start {
  return OWN_STARTS.find(({ id }) => id === view.start) ?? VENDOR_STARTS[vendor];
}

/** Every start: a vendor's own texts stand in its own console, the others in the one that is open. */
export const STARTS: readonly { start: Start; vendor?: Place["vendor"]; view: Place["view"] }[] = [
  ...Object.values(VENDOR_STARTS).map((start) => ({ start, vendor: start.id as Place["vendor"], view: {} })),
  ...OWN_STARTS.map((start) => ({ start, view: { start: start.id } })),
];
