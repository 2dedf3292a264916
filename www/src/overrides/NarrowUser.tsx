import type { MouseEvent } from "react";
import type { Issue } from "rolescope/slim";
import { SelectField } from "../parts/fields";
import { plural } from "../parts/reasons";
import { countPages, navigation } from "../console/pages";
import { withSaved } from "../state/address";
import { actorOf, principalName, scopeName, useConsole, useMedia } from "../state/context";
import { inTreeOrder } from "../access/scope-order";
import { chosenUser } from "./chosen";
import { heldBy, leaving, linesOf, type Held, type PermissionLine } from "./narrowing";
import { PermissionSwitches, sameIssue } from "./PermissionSwitches";
import { ReturnButton } from "./ReturnButton";
import { UserList } from "./UserList";
import { WhoMay } from "./WhoMay";

const HEADING = "narrow-user";

/** For a link further down that chooses a user: it is answered in the first part. A link opened in a tab of its own moves nothing here. */
export function showFirstPart({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): void {
  if (ctrlKey || metaKey || shiftKey || altKey) return;
  const heading = document.getElementById(HEADING);
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView();
}

/** The first part: an account, a user there, and a switch for each permission of the user's role. */
export function NarrowUser() {
  const state = useConsole();
  const { server, place, hrefTo } = state;
  const { rows, row } = chosenUser(state);
  const narrow = useMedia("(max-width: 959px)");
  const scopes = inTreeOrder(server.directory.scopes()).filter(({ id }) => server.directory.roleAssignments().some(({ scope }) => scope === id));
  return (
    <section className="section chapter" aria-labelledby={HEADING}>
      <h2 id={HEADING} tabIndex={-1}>
        <span className="chapter-number">1</span> Narrow one user inside the role
      </h2>
      <div className="user-and-role">
        <div className="fields">
          <SelectField
            label="Account, service provider or system"
            value={row?.scope ?? ""}
            options={scopes.map(({ id, name }) => ({ value: id, label: name ?? id }))}
            onChange={(at) => state.goTo({ view: { ...place.view, at, who: "" } })}
          />
          {narrow ? (
            <SelectField
              label="User"
              value={row?.principal ?? ""}
              options={rows.map(({ principal, role }) => ({ value: principal, label: `${principalName(state, principal)} (${role})` }))}
              onChange={(who) => row && state.goTo({ view: { ...place.view, at: row.scope, who } })}
            />
          ) : (
            <UserList rows={rows} chosen={row?.id} hrefOf={({ principal, scope }) => hrefTo({ view: { ...place.view, at: scope, who: principal } })} />
          )}
        </div>
        {row && <UserSwitches key={row.id} held={heldBy(server, row)} />}
      </div>
    </section>
  );
}

const ALL_REFUSED = "narrow-refused";

function UserSwitches({ held }: { held: Held }) {
  const state = useConsole();
  const { server, place, goTo, hrefTo } = state;
  const { row, role, today, kept, override } = held;
  const name = principalName(state, row.principal);
  const lines = linesOf(server, held, actorOf(state));
  const common = sharedBy(lines);
  const view = { ...place.view, at: row.scope, who: row.principal };
  const turn = ({ permission, on, change }: PermissionLine) => {
    const left = change.type === "narrow" ? change.permissions.length : 0;
    goTo({ ...withSaved(place, { changes: [change], by: actorOf(state) }), view }, `${permission.title}: ${on ? "off" : "on"} for ${name}. ${left} of ${today.length} are left.`);
  };
  const lost = kept.filter((id) => !today.includes(id));
  return (
    <div className="stack">
      <div className="user-head">
        <h3 className="user-name">
          {name}
          <span className="muted">
            {" "}
            {role.name} at {scopeName(state, row.scope)}
          </span>
          {override && <span className="tag tag-accent">customised</span>}
        </h3>
        <p className="row-actions">
          <a className="small" href={hrefTo({ principal: row.principal, scope: row.scope, page: "" })}>
            See the console of {name}
          </a>
          {override && <ReturnButton override={override} />}
        </p>
      </div>
      <Figures held={held} />
      {common.length > 0 && <WhoMay id={ALL_REFUSED} change={leaving(held, kept)} refusals={common} view={{ at: row.scope, who: row.principal }} />}
      {lost.length > 0 && (
        <p className="note">
          {plural(lost.length, "permission")} kept from the role as it was. The next switch pins the role as it is today, and{" "}
          {lost.length === 1 ? "this one goes" : "these go"} with it: {lost.join(", ")}.
        </p>
      )}
      {override && today.every((id) => kept.includes(id)) && (
        <p className="note">Nothing is narrowed away, but {name} is still customised: updates of {role.name} do not arrive.</p>
      )}
      <PermissionSwitches lines={lines} shared={common.length > 0 ? { id: ALL_REFUSED, issues: common } : undefined} onTurn={turn} />
    </div>
  );
}

/** What the engine says to every one of them is told once, above. */
function sharedBy([first, ...rest]: readonly PermissionLine[]): Issue[] {
  return first?.refusals.filter((issue) => rest.every((line) => line.refusals.some((other) => sameIssue(other, issue)))) ?? [];
}

/** What is left, from the engine: permissions here, and the pages that they open. */
function Figures({ held: { row, today } }: { held: Held }) {
  const { server } = useConsole();
  const effective = server.directory.listPermissions(row.principal, row.scope).length;
  const pages = countPages(navigation(server.directory.session(row.principal), row.scope));
  return (
    <dl className="figures figures-small" aria-label="What is left">
      <div>
        <dt>The role today</dt>
        <dd>{today.length}</dd>
      </div>
      <div>
        <dt>May do here</dt>
        <dd>{effective}</dd>
      </div>
      <div>
        <dt>Pages open</dt>
        <dd>
          {pages.visible} <span className="muted">of {pages.visible + pages.disabled + pages.hidden}</span>
        </dd>
      </div>
    </dl>
  );
}
