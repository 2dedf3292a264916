import { useMemo } from "react";
import { useConsole } from "../state/context";
import type { PickItem } from "../parts/pick";
import type { LargeTenant } from "./large-tenant";

/** What is asked about: of the address, else what the tenant begins with. */
export interface Asked {
  permission: string;
  scope: string;
  person: string;
}

const KEYS = { permission: "p", scope: "s", person: "who" } as const;

export function viewOf(asked: Partial<Asked>): Record<string, string> {
  return Object.fromEntries(Object.entries(asked).map(([name, value]) => [KEYS[name as keyof Asked], value]));
}

export function useAsked(tenant: LargeTenant): Asked {
  const { view } = useConsole().place;
  return useMemo(() => {
    const { directory, ask, people, scopes, permissions } = tenant;
    const known = (items: readonly PickItem[], value: string | undefined) => (items.some((item) => item.value === value) ? value : undefined);
    const permission = known(permissions, view.p) ?? ask.permission;
    const scope = known(scopes, view.s) ?? ask.scope;
    // Somebody of whom there is something to tell.
    const person = known(people, view.who) ?? directory.listPrincipals(ask.permission, ask.scope)[0] ?? people[0]?.value ?? "";
    return { permission, scope, person };
  }, [tenant, view.p, view.s, view.who]);
}
