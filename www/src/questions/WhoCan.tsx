import { useMemo } from "react";
import { AnswerRow } from "./AnswerRow";
import { Answers } from "./Answers";
import type { Asked } from "./asked";
import type { LargeTenant } from "./large-tenant";
import { timed } from "./measure";
import { useLinks } from "./use-links";

export function WhoCan({ tenant, permission, scope }: Asked & { tenant: LargeTenant }) {
  const { directory, people } = tenant;
  const links = useLinks();
  const asked = useMemo(() => timed(() => directory.listPrincipals(permission, scope)), [directory, permission, scope]);
  const known = useMemo(() => new Map(people.map((item) => [item.value, item])), [people]);
  return (
    <Answers
      asked={asked}
      counted={(count, one) => `${count} ${one ? "person" : "people"}`}
      call={`directory.listPrincipals("${permission}", "${scope}")`}
      nothing="Nobody can."
      row={(id) => {
        const question = { permission, scope, person: id };
        return (
          <AnswerRow
            key={id}
            id={id}
            tenant={tenant}
            question={question}
            title={known.get(id)?.label ?? id}
            note={known.get(id)?.note}
            href={links.what(question)}
            links={[{ label: "Where else", href: links.where(question) }]}
          />
        );
      }}
    />
  );
}
