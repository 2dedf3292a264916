import { enter } from "../../../benches/js/agreement.mjs";
import { caslFlat } from "../../../benches/js/contestants/casl.mjs";
import { heldSet, mapSet } from "../../../benches/js/contestants/map-set.mjs";
import type { Pace } from "./pace";
import type { Plain, World } from "./world";

/** What stands for a scope: its id, or what a contestant holds for it. */
type Place = unknown;
type Can = (permission: string, place: Place) => boolean;
type Loop = (can: Can, permissions: readonly string[], places: readonly Place[], from: number, n: number) => number;

export interface Contestant {
  id: string;
  label: string;
  ours: boolean;
  can: Can;
  loop: Loop;
  permissions: string[];
  places: Place[];
  rehearsed: Place[];
  answers: boolean[];
}

interface Entrant {
  id: string;
  label: string;
  /** Asked scope by scope, as a page does that holds what belongs to one place. */
  byScope?: boolean;
  create: (world: Plain) => { can: Can; askScope?: (scope: string) => Place };
}

/**
 * The loop over the questions, once for each contestant and not once for all: a call that has met five functions is
 * slower for everybody. The number of questions is a power of two.
 */
const LOOPS: Record<string, Loop> = {
  "map-set": (can, permissions, places, from, n) => {
    let allowed = 0;
    for (let i = from, mask = permissions.length - 1; i < from + n; i++) if (can(permissions[i & mask]!, places[i & mask])) allowed++;
    return allowed;
  },
  session: (can, permissions, places, from, n) => {
    let allowed = 0;
    for (let i = from, mask = permissions.length - 1; i < from + n; i++) if (can(permissions[i & mask]!, places[i & mask])) allowed++;
    return allowed;
  },
  "casl-flat": (can, permissions, places, from, n) => {
    let allowed = 0;
    for (let i = from, mask = permissions.length - 1; i < from + n; i++) if (can(permissions[i & mask]!, places[i & mask])) allowed++;
    return allowed;
  },
  "held-set": (can, permissions, places, from, n) => {
    let allowed = 0;
    for (let i = from, mask = permissions.length - 1; i < from + n; i++) if (can(permissions[i & mask]!, places[i & mask])) allowed++;
    return allowed;
  },
  view: (can, permissions, places, from, n) => {
    let allowed = 0;
    for (let i = from, mask = permissions.length - 1; i < from + n; i++) if (can(permissions[i & mask]!, places[i & mask])) allowed++;
    return allowed;
  },
};

function entrants(world: World): Entrant[] {
  return [
    mapSet,
    {
      id: "session",
      label: "rolescope, session.can",
      create() {
        const session = world.load();
        return { can: (permission, scope) => session.can(permission, scope as string) };
      },
    },
    caslFlat,
    heldSet,
    {
      id: "view",
      label: "rolescope, view.can at one scope, held",
      byScope: true,
      create() {
        const session = world.load();
        const views = new Map(world.scopes.map((scope) => [scope, session.at(scope)]));
        type View = ReturnType<typeof session.at>;
        return { askScope: (scope) => views.get(scope), can: (permission, view) => (view as View).can(permission) };
      },
    },
  ];
}

/** Everybody with the questions in the own words, before any clock runs. */
export async function enterAll(world: World, pace: Pace): Promise<Contestant[]> {
  const entered: Contestant[] = [];
  for (const entrant of entrants(world)) {
    const { id, label, can, permissions, scopes, rehearsed, answers } = await enter(entrant, world.plain(), world.asked);
    entered.push({ id, label, ours: label.startsWith("rolescope"), can, loop: LOOPS[id]!, permissions, places: scopes, rehearsed, answers });
    await pace.breathe();
  }
  return entered;
}
