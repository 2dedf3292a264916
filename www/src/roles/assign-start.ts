import type { Role } from "rolescope/slim";
import type { FormStart } from "../state/address";
import type { ConsoleState } from "../state/model";

/** The form that assigns these roles, at the scope in sight where they can be assigned there, else at the first that fits. */
export function assignStart({ server, place }: ConsoleState, roles: readonly Role[], type?: string): FormStart {
  const fits = (kind: string) => (type ? kind === type : roles.every((role) => role.assignableAt.includes(kind)));
  const scopes = server.directory.scopes();
  const scope = scopes.find(({ id, type: kind }) => id === place.scope && fits(kind)) ?? scopes.find(({ type: kind }) => fits(kind));
  return { type: "assign", role: roles.map(({ id }) => id), ...(scope && { scope: [scope.id] }) };
}
