import { useId, useState } from "react";
import type { Remedy } from "rolescope/slim";
import { sameChange } from "../access/offers";
import { ACCESS } from "../state/sections";
import { principalName, roleName, scopeName, useConsole } from "../state/context";
import { plural } from "../parts/reasons";
import { Message } from "../parts/Message";
import { Ways } from "./Ways";

/** How many remedies are shown: the least ones come first. */
const SHOWN = 5;

/** What nobody's id can be: spaces are not in ids. */
const STAFF = " staff";

/** What the server's directory says beyond yes and no: the way of each grant, what is nearly one, and what would bring it. */
export function Explained({ permission }: { permission: string }) {
  const state = useConsole();
  const { server, place } = state;
  const { directory } = server;
  const [chosen, setBy] = useState("");
  const field = useId();
  const people = directory.principals();
  const by = chosen === STAFF || people.some(({ id }) => id === chosen) ? chosen : place.principal;
  const explanation = directory.explain(place.principal, permission, place.scope, by === STAFF ? {} : { by });
  const { remedies } = explanation;
  return (
    <>
      <Ways explanation={explanation} />
      {remedies.length > 0 && (
        <div className="stack">
          <h3>What would bring it</h3>
          <div className="field">
            <label htmlFor={field}>If given by</label>
            <select id={field} value={by} onChange={(event) => setBy(event.target.value)}>
              <option value={STAFF}>the vendor's own staff, with full authority</option>
              {people.map((person) => (
                <option key={person.id} value={person.id}>
                  {principalName(state, person.id)}
                  {person.id === place.principal && " (signed in)"}
                </option>
              ))}
            </select>
          </div>
          <ul className="rows rows-tight">
            {remedies.slice(0, SHOWN).map((remedy) => (
              <RemedyRow key={`${remedy.role} ${remedy.scope} ${remedy.resource?.id}`} remedy={remedy} />
            ))}
          </ul>
          {remedies.length > SHOWN && <p className="muted">and {remedies.length - SHOWN} more that bring more besides</p>}
        </div>
      )}
    </>
  );
}

function RemedyRow({ remedy }: { remedy: Remedy }) {
  const state = useConsole();
  const { place, hrefTo } = state;
  const { role, scope, resource, extra, blockedBy } = remedy;
  const text = `${roleName(state, role)} at ${scopeName(state, scope)}${resource ? `, for ${scopeName(state, resource.id)}` : ""}`;
  const change = { type: "assign", principal: place.principal, role, scope, ...(resource && { resource }) } as const;
  const there = place.draft.some((other) => sameChange(other, change));
  return (
    <li className="row">
      <span>{text}</span>
      <span className="muted">{extra.length === 0 ? "and nothing else" : `and ${plural(extra.length, "other permission")}`}</span>
      {blockedBy && (
        <span className="muted">
          refused: <code className="code">{blockedBy.code}</code> <Message text={blockedBy.message} />
        </span>
      )}
      {there ? (
        <button type="button" className="small" aria-disabled="true">
          In the set<span className="sr-only">: {text}</span>
        </button>
      ) : (
        <a className="small" href={hrefTo({ page: ACCESS, draft: [...place.draft, change] })}>
          Into a change set<span className="sr-only">: {text}</span>
        </a>
      )}
    </li>
  );
}
