import { useMemo } from "react";
import { useConsole } from "../state/context";

interface Widening {
  scopeTypes: string[];
  role: string;
}

export interface OverridePolicy {
  /** Whether a role can be narrowed for one principal. */
  narrows: boolean;
  /** The role that a principal can be given at a deeper scope, and at which. */
  widening: Widening | undefined;
}

/** Which overrides the catalog has, by its rules as the engine writes them. */
export function usePolicy(): OverridePolicy {
  const { catalog } = useConsole().server;
  return useMemo(() => {
    const { rules = [] } = catalog.toJSON() as { rules?: { rule: string }[] };
    const widening = rules.find(({ rule }) => rule === "widening") as (Widening & { rule: string }) | undefined;
    return { narrows: rules.some(({ rule }) => rule === "narrowing"), widening };
  }, [catalog]);
}
