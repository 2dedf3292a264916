import type { Permission, Role } from "rolescope/slim";
import type { PickItem } from "../parts/pick";
import { productTitle } from "./words";

export function roleItems(roles: readonly Role[]): PickItem[] {
  return roles.map(({ id, name, product }) => ({ value: id, label: name, note: [name !== id && id, product].filter(Boolean).join(" · ") }));
}

export function permissionItems(permissions: readonly Permission[]): PickItem[] {
  return permissions.map(({ id, title, product }) => ({ value: id, label: title, note: `${productTitle(product)} · ${id}` }));
}
