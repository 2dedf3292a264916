import { grantPlace } from "../../parts/grant-row";
import { DecisionBadge, ReasonCodeText } from "../../parts/Reason";
import type { Loaded } from "../use-judged";
import { Words } from "../../parts/Words";
import type { Asked } from "./question";

/** The decision with its reason, in the engine's words, and the rows that it rests on. */
export function Answer({ directory, asked: { principal, permission, scope } }: Loaded & { asked: Asked }) {
  const { decision, reason, message, grants } = directory.explain(principal, permission, scope);
  const people = new Map(directory.principals().map(({ id, name }) => [id, name]));
  const scopes = new Map(directory.scopes().map(({ id, name }) => [id, name ?? id]));
  const roles = new Map(directory.roles().map(({ id, name }) => [id, name]));
  return (
    <div className="pg-answer" role="status" aria-label="Decision">
      <p className="row-line">
        <DecisionBadge decision={decision} />
        <ReasonCodeText reason={reason} />
      </p>
      <p className="muted">
        <Words text={message} name={(id) => scopes.get(id) ?? people.get(id)} />
      </p>
      {grants.map((grant) => (
        <p key={`${grant.source} ${grant.id}`} className="muted">
          by {grant.source === "override" ? "an override" : "the role"} {roles.get(grant.role) ?? grant.role}{" "}
          {grantPlace(directory, principal, grant, (id) => scopes.get(id) ?? id)}
        </p>
      ))}
    </div>
  );
}
