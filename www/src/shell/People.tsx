import type { Principal } from "rolescope/slim";
import { rolesText } from "../access/in-effect";
import { useConsole } from "../state/context";
import { firstScope, holdsAnything } from "../state/model";

/** Everybody in the tenant: the demo's stand-in for signing in as somebody else. */
export function People({ onChoose }: { onChoose: () => void }) {
  const { server } = useConsole();
  return (
    <ul className="people">
      {server.directory.principals().map((principal) => (
        <li key={principal.id}>
          <Person principal={principal} onChoose={onChoose} />
        </li>
      ))}
    </ul>
  );
}

function Person({ principal, onChoose }: { principal: Principal; onChoose: () => void }) {
  const { server, place, hrefTo } = useConsole();
  const session = server.directory.session(principal.id);
  const scope = holdsAnything(session, place.scope) ? place.scope : firstScope(server, session);
  const modes = new Set(server.directory.overrides().filter((row) => row.principal === principal.id).map((row) => row.mode));
  return (
    <a
      className="person"
      href={hrefTo({ principal: principal.id, scope })}
      aria-current={principal.id === place.principal ? "true" : undefined}
      onClick={onChoose}
    >
      <Avatar name={principal.name ?? principal.id} />
      <span className="person-text">
        <span className="person-name">
          {principal.name ?? principal.id}
          {!principal.active && <span className="tag">inactive</span>}
          {modes.has("narrow") && <span className="tag tag-accent">narrow</span>}
          {modes.has("widen") && <span className="tag tag-accent">widen</span>}
        </span>
        <span className="muted">{rolesText(server, principal.id) || "no role assignment"}</span>
      </span>
    </a>
  );
}

export function Avatar({ name }: { name: string }) {
  const letters = name.split(/\s+/).map((word) => word[0] ?? "");
  return (
    <span className="avatar" aria-hidden="true">
      {[letters[0], letters.length > 1 ? letters.at(-1) : ""].join("").toUpperCase()}
    </span>
  );
}
