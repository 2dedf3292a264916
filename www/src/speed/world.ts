import { Catalog, Directory, Session } from "rolescope/slim";
import { flatten } from "../../../benches/js/contestants/flatten.mjs";
import {
  ACCOUNTS,
  PERMISSIONS,
  PRINCIPAL,
  PRINCIPAL_ASSIGNMENTS,
  ROLES,
  ROLE_PERMISSIONS,
  SUBACCOUNTS,
  catalogText,
  directoryText,
  neutral,
  onePrincipal,
  questionsInSteps,
} from "../../../benches/js/workload.mjs";
import type { Pace } from "./pace";

/** The workload of `npm run bench`, made by the same code. */
export const SHAPE = { accounts: ACCOUNTS, subaccounts: SUBACCOUNTS, roles: ROLES, rolePermissions: ROLE_PERMISSIONS, permissions: PERMISSIONS, assignments: PRINCIPAL_ASSIGNMENTS };

interface Asked {
  permissions: string[];
  scopes: string[];
  /** The same scopes as other strings: what is asked before the clock runs must not be found by identity later. */
  rehearsed: string[];
  answers: boolean[];
}

export interface Page {
  id: string;
  path: string;
  title: string;
  state: string;
  children: Page[];
}

/** The plain form that the contestants other than rolescope are built from. */
export interface Plain {
  scopes: { id: string; type: string; parent?: string }[];
  permissions: string[];
  assignments: unknown[];
}

export interface World {
  plain: () => Plain;
  asked: Asked;
  catalog: Catalog;
  snapshot: string;
  load: () => Session;
  scopes: string[];
  pages: number;
}

const HOUR = 3_600_000;

/** The vendor, the tenant and the questions. The server's part is played here too: it writes the snapshot. */
export async function makeWorld(pace: Pace): Promise<World> {
  const world = onePrincipal();
  await pace.breathe();
  const catalog = Catalog.parse(catalogText(world));
  await pace.breathe();
  const snapshot = Directory.parse(catalog, directoryText(world)).snapshot(PRINCIPAL, { expiresIn: HOUR });
  await pace.breathe();
  const flat: Map<string, Set<string>> = flatten(world);
  await pace.breathe();
  const asked = await ask(questionsInSteps(world, (permission: string, scope: string) => flat.get(scope)?.has(permission) === true), pace);
  return {
    plain: () => neutral(world),
    asked,
    catalog,
    snapshot,
    load: () => Session.load(catalog, snapshot),
    scopes: world.scopes.map(({ id }) => id),
    pages: world.pages.filter((page) => "requires" in page).length,
  };
}

async function ask(steps: Iterator<unknown, Asked>, pace: Pace): Promise<Asked> {
  for (;;) {
    await pace.breathe();
    const { done, value } = steps.next();
    if (done) return value;
  }
}
