import type { TenantText } from "../state/tenant-text";

export type Scopes = TenantText["scopes"];

export interface Row {
  principal: string;
  role: string;
  scope: string;
  resource?: { type: string; id: string };
}

/** What a large tenant of one vendor looks like. */
export interface Shape {
  name: string;
  domain: string;
  scopes: Scopes;
  idOf: (handle: string) => string;
  /** What the `index`th person holds: some five role assignments, no two of one key; and now and then an override. */
  rowsOf: (index: number, principal: string) => { assignments: Row[]; overrides: object[] };
  /** What is asked before anybody has chosen anything. */
  ask: { permission: string; scope: string };
}

/** Rows by their key, so that none is there twice. */
export class Rows {
  readonly #held = new Map<string, Row>();

  add(row: Row): void {
    this.#held.set(`${row.role} ${row.scope} ${row.resource?.id ?? ""}`, row);
  }

  get all(): Row[] {
    return [...this.#held.values()];
  }
}
