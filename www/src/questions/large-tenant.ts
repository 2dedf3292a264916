import { Directory, type Catalog } from "rolescope/slim";
import type { PickItem } from "../parts/pick";
import type { VendorId } from "../state/vendor-id";
import { makePeople } from "./people";
import { Random } from "./random";
import type { Shape } from "./shape";
import { SHAPES } from "./shapes";

export const PEOPLE = 10_000;

/** People of which the rows are made in one go, so that the page is never busy for long. */
const CHUNK = 500;

const SEED = 20_260_401;

export interface LargeTenant {
  name: string;
  directory: Directory;
  people: PickItem[];
  scopes: PickItem[];
  permissions: PickItem[];
  rows: number;
  overrides: number;
  /** Characters of the text that the engine read. */
  size: number;
  /** Milliseconds: to make the text, and to load it. */
  made: number;
  loaded: number;
  ask: Shape["ask"];
}

const made = new Map<VendorId, Promise<LargeTenant>>();

/** A tenant of ten thousand people, made in this browser and the same at every visit. */
export function largeTenant(vendor: VendorId, catalog: Catalog): Promise<LargeTenant> {
  let tenant = made.get(vendor);
  if (!tenant) made.set(vendor, (tenant = make(vendor, catalog)));
  return tenant;
}

async function make(vendor: VendorId, catalog: Catalog): Promise<LargeTenant> {
  let busy = 0;
  /** Does a part, and gives the page the turn before the next. */
  const part = async <Result>(work: () => Result): Promise<Result> => {
    await turn();
    const start = performance.now();
    const result = work();
    busy += performance.now() - start;
    return result;
  };
  const random = new Random(SEED);
  const shape = await part(() => SHAPES[vendor](random));
  const people = await part(() => makePeople(PEOPLE, random, shape.domain, shape.idOf));
  const texts = [await part(() => listed("scopes", [JSON.stringify(shape.scopes)])), await part(() => listed("principals", [JSON.stringify(people)]))];
  const assignments: string[] = [];
  const overrides: string[] = [];
  let rows = 0;
  let exceptions = 0;
  for (let from = 0; from < PEOPLE; from += CHUNK) {
    await part(() => {
      const held = people.slice(from, from + CHUNK).map(({ id }, index) => shape.rowsOf(from + index, id));
      const all = held.flatMap((one) => one.assignments);
      rows += all.length;
      assignments.push(JSON.stringify(all));
      const own = held.flatMap((one) => one.overrides);
      exceptions += own.length;
      overrides.push(JSON.stringify(own));
    });
  }
  const text = await part(() => `{"catalog":${JSON.stringify(vendor)},"revision":1,${[...texts, listed("roleAssignments", assignments), listed("overrides", overrides)].join(",")}}`);
  await turn();
  const start = performance.now();
  const directory = Directory.parse(catalog, text);
  const loaded = performance.now() - start;
  await turn();
  return { name: shape.name, directory, ...items(directory, catalog), rows, overrides: exceptions, size: text.length, made: busy, loaded, ask: shape.ask };
}

/** One list of parts that are lists. */
function listed(name: string, parts: readonly string[]): string {
  const inner = parts.map((part) => part.slice(1, -1)).filter(Boolean);
  return `${JSON.stringify(name)}:[${inner.join(",")}]`;
}

function items(directory: Directory, catalog: Catalog): Pick<LargeTenant, "people" | "scopes" | "permissions"> {
  const scopes = directory.scopes();
  const names = new Map(scopes.map(({ id, name }) => [id, name ?? id]));
  const types = new Map(catalog.scopeTypes().map(({ id, title }) => [id, title]));
  return {
    people: directory.principals().map(({ id, name, email }) => ({ value: id, label: name ?? id, note: email })),
    scopes: scopes.map(({ id, name, type, parent }) => ({
      value: id,
      label: name ?? id,
      note: [types.get(type) ?? type, parent && `in ${names.get(parent)}`].filter(Boolean).join(" "),
    })),
    permissions: catalog.permissions().map(({ id, title }) => ({ value: id, label: title, note: id })),
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
