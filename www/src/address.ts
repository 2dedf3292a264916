import { NO_EDITS, type Edits } from "./edits";
import { VENDORS, isVendorId, type VendorId } from "./vendors";

/** Everything that the console shows follows from its address, so every view can be linked. */
export interface Place {
  vendor: VendorId;
  /** Principal id; empty: the vendor's first story decides. */
  principal: string;
  /** Scope id; empty: the first scope where the principal holds a permission. */
  scope: string;
  /** Page id or path, as typed. It goes to `session.page` untouched; empty is the overview. */
  page: string;
  edits: Edits;
}

/** `#/vendor/principal/scope/page/path?plan=…&on=…&off=…` */
export function parseAddress(hash: string): Place {
  const text = hash.replace(/^#\/?/, "");
  const mark = text.indexOf("?");
  const path = mark < 0 ? text : text.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? "" : text.slice(mark + 1));
  const [vendor = "", principal = "", scope = "", ...page] = path.split("/");
  return {
    vendor: isVendorId(vendor) ? vendor : VENDORS[0].id,
    principal: decoded(principal),
    scope: decoded(scope),
    page: page.join("/"),
    edits: { plan: query.get("plan") ?? "", on: query.getAll("on"), off: query.getAll("off") },
  };
}

export function formatAddress(place: Place): string {
  const query = new URLSearchParams();
  if (place.edits.plan) query.set("plan", place.edits.plan);
  for (const key of place.edits.on) query.append("on", key);
  for (const key of place.edits.off) query.append("off", key);
  const search = query.toString();
  const parts = [place.vendor, encodeURIComponent(place.principal), encodeURIComponent(place.scope)];
  return `#/${parts.join("/")}/${place.page}${search ? `?${search}` : ""}`;
}

/** The address of the same console with something changed. Another vendor starts from its own data. */
export function moved(from: Place, to: Partial<Place>): Place {
  const next = { ...from, ...to };
  return to.vendor && to.vendor !== from.vendor ? { ...next, edits: to.edits ?? NO_EDITS } : next;
}

// A broken escape in a pasted link is an id that nobody knows, and the engine says so.
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
