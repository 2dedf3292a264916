import type { AccessDiff, Change, Directory, Issue, Override, RoleAssignment } from "rolescope/slim";
import { errorsOf, sameKey } from "../access/offers";
import type { ConsoleState } from "../state/model";

/** What an update of a role does for one holder. */
export interface Holder {
  row: RoleAssignment;
  override: Override | undefined;
  /** Effective permissions at the scope of the role assignment. */
  before: number;
  gained: readonly string[];
  lost: readonly string[];
  /** Why nothing changes, where no override is the cause: the engine's reason about a right of the role. */
  reason: string;
}

export interface Reach {
  /** Whether it is made, or only tried. */
  made: boolean;
  issues: Issue[];
  arrives: Holder[];
  customised: Holder[];
  others: Holder[];
}

const ALL = 1000;

/** The update as it is put together; else the last one that was made; else none. */
export function reachOf({ server, place }: ConsoleState, role: string, update: { change: Change; by: string | undefined } | null): Reach | null {
  if (update) {
    const found = server.simulate([update.change], update.by, ALL);
    return { made: false, issues: errorsOf(found.issues), ...sorted(server.directory, role, found.diff) };
  }
  const index = place.saved.findLastIndex(({ changes }) => changes.some((change) => change.type === "update-role" && change.role === role));
  const set = place.saved[index];
  if (!set) return null;
  const before = server.directoryBefore(index);
  const { diff } = before.simulate(set.changes, { ...(set.by !== undefined && { by: set.by }), ...(set.at !== undefined && { at: set.at }), diffLimit: ALL });
  return { made: true, issues: [], ...sorted(before, role, diff) };
}

/** The role assignments of a role, and of roles that inherit it. */
export function holdersOf(directory: Directory, role: string): RoleAssignment[] {
  const roles = directory.roles().filter(({ id, permissions }) => id === role || permissions.some(({ inheritedFrom }) => inheritedFrom === role));
  const ids = new Set(roles.map(({ id }) => id));
  return directory.roleAssignments().filter((row) => ids.has(row.role));
}

function sorted(directory: Directory, role: string, diff: readonly AccessDiff[]): Pick<Reach, "arrives" | "customised" | "others"> {
  const overrides = directory.overrides();
  const asked = directory.role(role).permissions[0]?.id ?? "";
  const reach: Pick<Reach, "arrives" | "customised" | "others"> = { arrives: [], customised: [], others: [] };
  for (const row of holdersOf(directory, role)) {
    const change = diff.find((place) => place.principal === row.principal && place.scope === row.scope);
    const override = overrides.find((other) => other.mode === "narrow" && sameKey(other, row));
    const holder: Holder = {
      row,
      override,
      before: directory.listPermissions(row.principal, row.scope).length,
      gained: change?.gained ?? [],
      lost: change?.lost ?? [],
      reason: directory.check(row.principal, asked, row.scope).reason,
    };
    if (change) reach.arrives.push(holder);
    else if (override) reach.customised.push(holder);
    else reach.others.push(holder);
  }
  return reach;
}
