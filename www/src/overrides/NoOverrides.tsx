import type { Change } from "rolescope/slim";
import { changeText } from "../access/words";
import { keyOf } from "../access/offers";
import { Icon } from "../parts/Icon";
import { IssueList } from "../parts/IssueList";
import { formatAddress } from "../state/address";
import { OVERRIDES } from "../state/sections";
import { useConsole } from "../state/context";

/** A catalog without a rule for overrides. The engine is asked for one of each kind, and says no. */
export function NoOverrides() {
  const state = useConsole();
  const { server, vendor, place } = state;
  const { directory } = server;
  const row = directory.roleAssignments({ principal: place.principal })[0] ?? directory.roleAssignments()[0];
  const asked: Change[] = row
    ? [
        { type: "narrow", ...keyOf(row), permissions: directory.role(row.role).permissions.slice(1).map(({ id }) => id) },
        { type: "widen", principal: row.principal, role: row.role, scope: row.scope },
      ]
    : [];
  return (
    <>
      <p className="lead">
        {vendor.name}&rsquo;s catalog has no overrides: no role is narrowed for one user, and nobody is given one more role at one deeper scope. What
        a user may do is the sum of the roles.
      </p>
      <section className="section" aria-labelledby="asked">
        <h2 id="asked">The engine, asked for one of each, with full authority</h2>
        <ul className="asked">
          {asked.map((change) => (
            <li key={change.type} className="panel">
              <p className="change-text">{changeText(state, change)}</p>
              <IssueList issues={server.simulate([change], undefined).issues} />
            </li>
          ))}
        </ul>
      </section>
      <section className="section" aria-labelledby="others">
        <h2 id="others">The two vendors that have them</h2>
        <ul className="stories">
          <Other href={formatAddress(state.visits.placeOf("studio", OVERRIDES))} title="Studio" text="A user's permissions narrowed inside the role, and pinned against its updates" />
          <Other href={formatAddress(state.visits.placeOf("voiceflow", OVERRIDES))} title="Voiceflow" text="A Viewer who may edit one project, and an Owner lifted by the plan" />
        </ul>
      </section>
    </>
  );
}

function Other({ href, title, text }: { href: string; title: string; text: string }) {
  return (
    <li>
      <a className="story" href={href}>
        <span>
          <strong>{title}</strong>
          <span className="muted">{text}</span>
        </span>
        <Icon name="arrow" />
      </a>
    </li>
  );
}
