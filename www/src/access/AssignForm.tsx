import { useState } from "react";
import type { Change, Issue, RoleAssignment } from "rolescope/slim";
import { actorOf, principalName, roleName, scopeName, useConsole } from "../state/context";
import type { ConsoleState } from "../state/model";
import { Message } from "../parts/Message";
import { plural } from "../parts/reasons";
import { AddChanges } from "./AddChanges";
import type { FormProps } from "./form-props";
import { ALWAYS, asTyped, Choices, PeriodFields, SelectField, written } from "../parts/fields";
import { keyOf, refusalsAt } from "./offers";
import { listOf, peopleOptions, scopeOptions, textOf } from "./options";

/** Roles for people at scopes. The kind of scope comes first: it decides which roles there are to choose from. */
export function AssignForm({ start }: FormProps) {
  const state = useConsole();
  const { server, place } = state;
  const { directory } = server;
  const roles = directory.roles();
  const types = server.catalog.scopeTypes().filter(({ id }) => roles.some((role) => role.assignableAt.includes(id)));
  const typeOf = (id: string | undefined) => directory.scopes().find((scope) => scope.id === id)?.type;
  const started = listOf(start.scope);
  const firstType = [typeOf(started[0]), typeOf(place.scope)].find((id) => types.some((type) => type.id === id)) ?? types[0]?.id ?? "";
  const [type, setType] = useState(firstType);
  const [scopes, setScopes] = useState(() => (started.length > 0 ? started : [place.scope]).filter((id) => typeOf(id) === firstType));
  const [people, setPeople] = useState(() => listOf(start.principal));
  const [chosen, setChosen] = useState(() => listOf(start.role).filter((id) => roles.some((role) => role.id === id)));
  const [resource, setResource] = useState(() => (start as Partial<RoleAssignment>).resource?.id ?? "");
  // A role assignment is edited by a new one in its place: both changes are made in one step.
  const replaced = directory.roleAssignments().find((row) => row.id === textOf(start.replaces));
  const [period, setPeriod] = useState(() => (replaced ? asTyped(replaced) : ALWAYS));

  const refusals = allRefusals(state, people, scopes);
  // With changes before it in the set, a refusal of today may not stand. The preview then judges.
  const final = place.draft.length === 0 && !replaced;
  const possible = roles.filter((role) => role.assignableAt.includes(type));
  const others = roles.filter((role) => !role.assignableAt.includes(type));
  const resources = chosen.flatMap((role) => server.resourcesFor(role)).filter((one, at, all) => all.findIndex(({ id }) => id === one.id) === at);
  const named = resources.find(({ id }) => id === resource);
  const assigned = people.flatMap((principal) =>
    scopes.flatMap((scope) =>
      chosen.map((role): Change => {
        const about = server.resourcesFor(role).length > 0 ? named : undefined;
        return { type: "assign", principal, role, scope, ...(about && { resource: about }), ...written(period) };
      }),
    ),
  );
  const changes: Change[] = [...(replaced ? [{ type: "unassign" as const, ...keyOf(replaced) }] : []), ...assigned];
  const missing = [scopes.length === 0 && "a scope", people.length === 0 && "a person", chosen.length === 0 && "a role"].filter(Boolean);
  const typeTitle = types.find(({ id }) => id === type)?.title.toLowerCase() ?? type;
  return (
    <AddChanges changes={changes} missing={missing.length > 0 ? `Choose ${missing.join(", ")}.` : ""}>
      {replaced && (
        <p className="note">
          In the place of {roleName(state, replaced.role)} of {principalName(state, replaced.principal)} at {scopeName(state, replaced.scope)}, which is taken away in the same step.
        </p>
      )}
      <SelectField
        label="Kind of scope"
        value={type}
        options={types.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(next) => {
          setType(next);
          setScopes([]);
          setChosen([]);
        }}
      />
      <div className="fields">
        <Choices field="scope" legend="Scopes" options={scopeOptions(state, type)} chosen={scopes} onChange={setScopes} />
        <Choices field="principal" legend="People" options={peopleOptions(state)} chosen={people} onChange={setPeople} />
      </div>
      <Choices
        field="role"
        legend="Roles"
        options={possible.map(({ id, name }) => {
          const refusal = refusals.get(id);
          return { value: id, label: name, note: refusal && <Refusal state={state} refusal={refusal} />, disabled: final && refusal !== undefined };
        })}
        chosen={chosen}
        onChange={setChosen}
      />
      {others.length > 0 && (
        <details className="seats">
          <summary>{plural(others.length, "role")} for other kinds of scope than {typeTitle}</summary>
          <ul className="plain-rows">
            {others.map((role) => (
              <li key={role.id}>
                {role.name} <span className="muted">{refusals.get(role.id) ? <Message text={refusals.get(role.id)!.issue.message} /> : `is assigned at: ${role.assignableAt.join(", ")}`}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {resources.length > 0 && (
        <SelectField
          field="resource"
          label="For which resource"
          value={resource}
          options={resources.map(({ id }) => ({ value: id, label: scopeName(state, id) }))}
          onChange={setResource}
          empty="none yet"
        />
      )}
      <PeriodFields period={period} onChange={setPeriod} />
    </AddChanges>
  );
}

interface Refused {
  issue: Issue;
  principal: string;
  scope: string;
  /** Whether there were several to ask about, so that it must be said which. */
  several: boolean;
}

/** The first refusal of each role, over all people and scopes that are chosen. */
function allRefusals(state: ConsoleState, people: readonly string[], scopes: readonly string[]): Map<string, Refused> {
  const found = new Map<string, Refused>();
  const several = people.length * scopes.length > 1;
  for (const principal of people) {
    for (const scope of scopes) {
      for (const [role, issue] of refusalsAt(state.server, actorOf(state), principal, scope)) {
        if (!found.has(role)) found.set(role, { issue, principal, scope, several });
      }
    }
  }
  return found;
}

function Refusal({ state, refusal: { issue, principal, scope, several } }: { state: ConsoleState; refusal: Refused }) {
  return (
    <>
      <code className="code">{issue.code}</code> {several && `${principalName(state, principal)} at ${scopeName(state, scope)}: `}
      <Message text={issue.message} />
    </>
  );
}
