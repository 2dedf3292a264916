import { useMemo } from "react";
import { grantPlace } from "../parts/grant-row";
import type { Asked } from "./asked";
import type { LargeTenant } from "./large-tenant";

/** The rows that grant it, as the engine explains them. */
export function WhyAnswer({ tenant, person, permission, scope }: Asked & { tenant: LargeTenant }) {
  const { directory, scopes } = tenant;
  const explanation = useMemo(() => directory.explain(person, permission, scope), [directory, person, permission, scope]);
  const role = (id: string) => directory.roles().find((known) => known.id === id)?.name ?? id;
  const name = (id: string) => scopes.find(({ value }) => value === id)?.label ?? id;
  return (
    <ul className="answer-why">
      {explanation.grants.map((grant) => (
        <li key={`${grant.source} ${grant.id}`}>
          <strong>{role(grant.role)}</strong>
          {grant.inheritedFrom && `, which inherits it from ${role(grant.inheritedFrom)},`} by {grant.source === "override" ? "an override" : "a role assignment"}{" "}
          {grantPlace(directory, person, grant, name)}
          {grant.basis !== "stated" && <span className="muted"> ({grant.basis})</span>}
        </li>
      ))}
    </ul>
  );
}
