import { scopeName, useConsole } from "../context";
import { plural } from "../reasons";
import { Message } from "./Message";

/** How many remedies are shown: the least ones come first. */
const SHOWN = 3;

/** What the server's directory says beyond yes and no: the way of each grant, and what would bring it. */
export function Explained({ permission }: { permission: string }) {
  const state = useConsole();
  const { directory } = state.server;
  const { grants, remedies } = directory.explain(state.place.principal, permission, state.place.scope);
  const nameOf = (role: string) => directory.roles().find((known) => known.id === role)?.name ?? role;
  return (
    <>
      {grants.length > 0 && (
        <div className="stack">
          <h3>Where it comes from</h3>
          <ul className="rows rows-tight">
            {grants.map((grant) => (
              <li key={grant.id} className="row">
                <span>{nameOf(grant.role)}</span>
                <span className="muted">
                  {grant.path.map((scope) => scopeName(state, scope)).join(" → ")}
                  {grant.basis !== "stated" && <> ({grant.basis})</>}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {remedies.length > 0 && (
        <div className="stack">
          <h3>What would bring it</h3>
          <ul className="rows rows-tight">
            {remedies.slice(0, SHOWN).map((remedy) => (
              <li key={`${remedy.role} ${remedy.scope}`} className="row">
                <span>
                  {nameOf(remedy.role)} at {scopeName(state, remedy.scope)}
                </span>
                <span className="muted">
                  {remedy.extra.length === 0 ? "and nothing else" : `and ${plural(remedy.extra.length, "other permission")}`}
                </span>
                {remedy.blockedBy && (
                  <span className="muted">
                    refused: <Message text={remedy.blockedBy.message} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
