import { useMemo } from "react";
import { AnswerRow } from "./AnswerRow";
import { Answers } from "./Answers";
import type { Asked } from "./asked";
import type { LargeTenant } from "./large-tenant";
import { timed } from "./measure";
import { useLinks } from "./use-links";

export function WhereCan({ tenant, permission, person }: Asked & { tenant: LargeTenant }) {
  const { directory, scopes } = tenant;
  const links = useLinks();
  const asked = useMemo(() => timed(() => directory.listScopes(person, permission)), [directory, person, permission]);
  const known = useMemo(() => new Map(scopes.map((item) => [item.value, item])), [scopes]);
  return (
    <Answers
      asked={asked}
      counted={(count, one) => `${count} ${one ? "scope" : "scopes"}`}
      call={`directory.listScopes("${person}", "${permission}")`}
      nothing="Nowhere."
      row={(id) => {
        const question = { permission, scope: id, person };
        return (
          <AnswerRow
            key={id}
            id={id}
            tenant={tenant}
            question={question}
            title={known.get(id)?.label ?? id}
            note={known.get(id)?.note}
            href={links.what(question)}
            links={[{ label: "Who else", href: links.who(question) }]}
          />
        );
      }}
    />
  );
}
