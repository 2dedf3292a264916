import type { RoleAssignment } from "rolescope/slim";
import { sameKey } from "../access/offers";
import { periodText } from "../access/words";
import { principalName, roleName, useConsole } from "../state/context";
import { Avatar } from "../shell/People";

interface Props {
  rows: readonly RoleAssignment[];
  chosen: string | undefined;
  hrefOf: (row: RoleAssignment) => string;
}

/** Those with a role at one scope. */
export function UserList({ rows, chosen, hrefOf }: Props) {
  const state = useConsole();
  const { directory } = state.server;
  const overrides = directory.overrides();
  const people = directory.principals();
  return (
    <ul className="people users">
      {rows.map((row) => (
        <li key={row.id}>
          <a className="person" href={hrefOf(row)} aria-current={row.id === chosen ? "true" : undefined}>
            <Avatar name={principalName(state, row.principal)} />
            <span className="person-text">
              <span className="person-name">
                {principalName(state, row.principal)}
                {overrides.some((other) => other.mode === "narrow" && sameKey(other, row)) && <span className="tag tag-accent">customised</span>}
                {people.some(({ id, active }) => id === row.principal && !active) && <span className="tag">inactive</span>}
              </span>
              <span className="muted">
                {roleName(state, row.role)} {periodText(row)}
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
