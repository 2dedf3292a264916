import type { Scope } from "rolescope/slim";

/** Each scope before those below it, siblings in the tenant's order. */
export function inTreeOrder(scopes: readonly Scope[]): Scope[] {
  const ids = new Set(scopes.map((scope) => scope.id));
  const below = (parent: string | undefined): Scope[] =>
    scopes
      .filter((scope) => (parent === undefined ? !scope.parent || !ids.has(scope.parent) : scope.parent === parent))
      .flatMap((scope) => [scope, ...below(scope.id)]);
  return below(undefined);
}

export function depthOf(scopes: readonly Scope[], scope: Scope): number {
  const parent = scopes.find((other) => other.id === scope.parent);
  return parent ? depthOf(scopes, parent) + 1 : 0;
}
