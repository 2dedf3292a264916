import type { Override } from "rolescope/slim";
import { withForm } from "../state/address";
import { roleName, useConsole } from "../state/context";
import { plural } from "../parts/reasons";
import { DraftButton } from "./DraftButton";
import { IssueList } from "../parts/IssueList";
import { keyOf } from "./offers";
import { Person } from "./Person";
import { periodText } from "./words";

/** An override with its state: in effect or idle, and what the review says of it. */
export function OverrideRow({ row }: { row: Override }) {
  const state = useConsole();
  const { server, place, hrefTo } = state;
  const index = server.directory.overrides().findIndex((other) => other.id === row.id);
  const found = server.directory.review().filter((issue) => issue.path[0] === "overrides" && issue.path[1] === index);
  const drifted = found.some((issue) => issue.code === "drifted");
  const name = server.directory.principals().find(({ id }) => id === row.principal)?.name ?? row.principal;
  const about = <span className="sr-only"> {`${row.mode} override of ${name}`}</span>;
  return (
    <li className="row access-row">
      <Person id={row.principal} />
      <div>
        <p className="row-line">
          <span className="tag tag-accent">{row.mode}</span>
          <span>{roleName(state, row.role)}</span>
          <span className={row.effective ? "badge badge-good" : "badge badge-odd"}>{row.effective ? "in effect" : "no effect"}</span>
          {drifted && <span className="badge badge-odd">drifted</span>}
        </p>
        {row.permissions && (
          <p className="muted">
            {plural(row.permissions.length, "permission")} left{row.pinned && ` of the ${row.pinned.length} that the role had`}
          </p>
        )}
        {(row.startsAt || row.expiresAt) && <p className="muted">{periodText(row)}</p>}
        <IssueList issues={found} />
      </div>
      <p className="row-actions">
        {row.mode === "narrow" && (
          <a className="small" href={hrefTo(withForm(place, { type: "narrow", ...keyOf(row) }))}>
            Edit{about}
          </a>
        )}
        <DraftButton change={{ type: "clear-override", ...keyOf(row) }} label="Clear">
          {about}
        </DraftButton>
      </p>
    </li>
  );
}
