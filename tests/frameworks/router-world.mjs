// A console whose pages are easily taken for one another, and people who may open any choice of them.
import { Catalog, Directory, Session } from "rolescope";

const store = (id, path, more) => ({ id, path, title: id, scopeTypes: ["store"], requires: `p.${id}`, ...more });

export const PAGES = [
  store("home", "home"),
  store("flows", "flows"),
  store("flow-new", "flows/new"),
  store("flow", "flows/:flow"),
  store("flow-edit", "flows/:flow/edit"),
  store("flow-tab", "flows/:flow/:tab"),
  store("report", "reports/v1.0"),
  store("admin", "admin", { whenDenied: "disable" }),
  { id: "plan", path: "plan", title: "Plan", scopeTypes: ["region"], requires: "p.plan" },
];

export const catalog = Catalog.parse({
  id: "paths",
  version: "1",
  title: "Paths",
  scopeTypes: [{ id: "region", parents: [] }, { id: "store", parents: ["region"] }],
  permissions: PAGES.map(({ requires, scopeTypes }) => ({ id: requires, appliesTo: scopeTypes })),
  roles: PAGES.map(({ id, requires, scopeTypes }) => ({ id: `can-${id}`, name: id, kind: "standard", assignableAt: scopeTypes, grants: [{ permission: requires }] })),
  pages: PAGES,
  rules: [],
});

/** The snapshot of somebody who may open `pages` at store S1, and everything at S2. */
export function snapshotOf(pages, revision = 1, expiresAt = undefined) {
  const at = (scope) => (id) => ({ principal: "ann", role: `can-${id}`, scope, ...(expiresAt && { expiresAt }) });
  const stores = PAGES.filter(({ scopeTypes }) => scopeTypes[0] === "store").map(({ id }) => id);
  const directory = Directory.parse(catalog, {
    catalog: "paths",
    revision,
    scopes: [{ id: "R1", type: "region" }, { id: "S1", type: "store", parent: "R1" }, { id: "S2", type: "store", parent: "R1" }],
    principals: [{ id: "ann" }],
    roleAssignments: [...pages.map(at("S1")), ...stores.map(at("S2"))],
  });
  return directory.snapshot("ann");
}

export const sessionOf = (pages, options) => Session.load(catalog, snapshotOf(pages), options);

/** The routes of an app that mounts the catalog's pages below a store. */
export const ROUTES = [
  { path: "/stores/:store/*", scope: ":store" },
  { path: "/forbidden", open: true },
];
export const REDIRECT = { redirect: "/forbidden" };

/** A random number generator that a seed repeats. */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { below, pick: (list) => list[below(list.length)], chance: (share) => next() < share };
}

const ENCODED = (character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
const SUFFIXES = [".data", ".rsc", ".json", ".txt", "/_.data", "/index.rsc", "/_root.data", "%2edata", ".segments/_tree.segment.rsc", ".DATA", "..data", ".data/"];
const NOISE = ["//", "/./", "/%2e/", "/x/../", "/x/%2e%2e/", "/../", "/%2E%2e/", "%2f", "%5c", "\\", "%00", "\t", "%", "%zz", ";x=1", "%252e%252e/", "%c0%af", "\u212a", "%E2%84%AA", "*", ":flow", "$"];

/**
 * The path written in another way. `same`: it means the same place, or the data of it; else it may mean anything.
 */
export function variant(path, { below, pick, chance }) {
  let text = path;
  if (chance(0.3)) text = [...text].map((character) => (chance(0.5) ? character.toUpperCase() : character)).join("");
  if (chance(0.3)) text = [...text].map((character) => (character !== "/" && chance(0.2) ? ENCODED(character) : character)).join("");
  if (chance(0.2)) text = text.replace("/", pick(["//", "/./", "/x/../", "/%2e/"]));
  const same = chance(0.5);
  for (let times = same ? 0 : 1 + below(2); times > 0; times--) {
    const at = below(text.length + 1);
    text = text.slice(0, at) + pick(NOISE) + text.slice(at);
  }
  if (chance(0.3)) text += pick(SUFFIXES);
  if (chance(0.2)) text += "/";
  if (chance(0.2)) text += pick(["?x=1", "?/../new", "#top", "?a#b", "??", "#/flows/new"]);
  return { text, same };
}

/** Paths that lead to every page of a store, with values that could be mistaken for the names of other pages. */
export const PLACES = ["home", "flows", "flows/new", "flows/FW1", "flows/New.v2", "flows/a b", "flows/new/edit", "flows/FW1/edit", "flows/FW1/log", "flows/FW1/new", "reports/v1.0", "reports/v1", "admin", "plan", "nowhere", ""];

/** Every choice of store pages is somebody; `below` picks one. */
export function somebody({ chance }) {
  return PAGES.filter(({ scopeTypes }) => scopeTypes[0] === "store" && chance(0.5)).map(({ id }) => id);
}

/** A path that the router itself refuses shows nothing. Any other error is one of the gate's, and counts for nobody. */
export function onlyMalformed(error) {
  if (!(error instanceof URIError) && !/URI malformed/.test(error?.message)) throw error;
}
