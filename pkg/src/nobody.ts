/** Who answers where there is no session. */
export const NOBODY = {
  valueOf: () => null,
  can: () => false,
  pages: () => [],
  check: (permission: string, scope: string) =>
    ({ allowed: false, principal: "", permission, scope, reason: "unknown-principal", decision: "deny", message: "not signed in" }) as const,
};
