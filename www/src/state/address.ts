import type { Change } from "rolescope/slim";
import { formatChanges, formatSets, parseChanges, parseSets, type ChangeSet } from "./changes";
import { ACCESS } from "./sections";
import { isVendorId, VENDOR_IDS, type VendorId } from "./vendor-id";

/** Everything that the console shows follows from its address, so every view can be linked. */
export interface Place {
  vendor: VendorId;
  /** Principal id; empty: the vendor's first story decides. */
  principal: string;
  /** Scope id; empty: the first scope where the principal holds a permission. */
  scope: string;
  /** Page id or path, as typed. It goes to `session.page` untouched; empty is the overview, `~…` the access view. */
  page: string;
  /** The change sets that were saved, oldest first. The server makes them on the sample's data. */
  saved: readonly ChangeSet[];
  /** Changes that are being put together and are not saved. */
  draft: readonly Change[];
  /** Under whose authority the draft is judged: the signed-in person's, the vendor's own staff's, or that of `by`. */
  as: "" | "staff" | "other";
  /** The id of the person in whose name it is, when it is another one's. */
  by: string;
  /** What the open view itself remembers: a search, a form, two roles to compare. */
  view: Readonly<Record<string, string>>;
}

const OWN_KEYS = ["saved", "draft", "as", "by"];

/** `#/vendor/principal/scope/page/path?saved=…&draft=…&as=…&by=…` and what the view adds. */
export function parseAddress(hash: string): Place {
  const text = hash.replace(/^#\/?/, "");
  const mark = text.indexOf("?");
  const path = mark < 0 ? text : text.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? "" : text.slice(mark + 1));
  const [vendor = "", principal = "", scope = "", ...page] = path.split("/");
  return {
    vendor: isVendorId(vendor) ? vendor : VENDOR_IDS[0],
    principal: decoded(principal),
    scope: decoded(scope),
    page: page.join("/"),
    saved: parseSets(query.get("saved") ?? ""),
    draft: parseChanges(query.get("draft") ?? ""),
    as: query.has("by") ? "other" : query.get("as") === "staff" ? "staff" : "",
    by: query.get("by") ?? "",
    view: Object.fromEntries([...query].filter(([key]) => !OWN_KEYS.includes(key))),
  };
}

export function formatAddress(place: Place): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(place.view)) if (value) query.set(key, value);
  if (place.as === "staff") query.set("as", place.as);
  if (place.as === "other") query.set("by", place.by);
  if (place.draft.length > 0) query.set("draft", formatChanges(place.draft));
  if (place.saved.length > 0) query.set("saved", formatSets(place.saved));
  const search = query.toString();
  const parts = [place.vendor, encodeURIComponent(place.principal), encodeURIComponent(place.scope)];
  return `#/${parts.join("/")}/${place.page}${search ? `?${search}` : ""}`;
}

/** The address of the same console with something changed. Another vendor starts from its own data. */
export function moved(from: Place, to: Partial<Place>): Place {
  const next = { ...from, ...to };
  if (next.page !== from.page && !to.view) next.view = {};
  if (next.vendor === from.vendor) return next;
  return { ...next, saved: to.saved ?? [], draft: to.draft ?? [], as: to.as ?? "", by: to.by ?? "", view: to.view ?? {} };
}

/** The same place with one more change set saved. A draft is either what was saved, or stays. */
export function withSaved(from: Place, set: ChangeSet): Partial<Place> {
  return { saved: [...from.saved, { ...set, at: Date.now() }] };
}

/** The same place without the last change set. */
export function withoutLast(from: Place): Partial<Place> {
  return { saved: from.saved.slice(0, -1) };
}

/** What a form of the access view starts from: a type of change, and whatever of it is known. */
export type FormStart = { type: Change["type"]; [field: string]: unknown };

/** The access view with a form open. */
export function withForm(from: Place, start: FormStart): Partial<Place> {
  const page = from.page.startsWith(ACCESS) ? from.page : ACCESS;
  return { page, view: { ...(page === from.page && from.view), form: JSON.stringify(start) } };
}

/** The form that an address opens, if it names one. */
export function formOf({ view }: Place): FormStart | null {
  try {
    const start: unknown = JSON.parse(view.form ?? "");
    return typeof start === "object" && start !== null && typeof (start as FormStart).type === "string" ? (start as FormStart) : null;
  } catch {
    return null;
  }
}

// A broken escape in a pasted link is an id that nobody knows, and the engine says so.
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
