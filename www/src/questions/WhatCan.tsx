import { useMemo } from "react";
import { AnswerRow } from "./AnswerRow";
import { Answers } from "./Answers";
import type { Asked } from "./asked";
import type { LargeTenant } from "./large-tenant";
import { timed } from "./measure";
import { OpenPages } from "./OpenPages";
import { useLinks } from "./use-links";

export function WhatCan({ tenant, scope, person }: Asked & { tenant: LargeTenant }) {
  const { directory, permissions } = tenant;
  const links = useLinks();
  const asked = useMemo(() => timed(() => directory.listPermissions(person, scope)), [directory, person, scope]);
  return (
    <Answers
      asked={asked}
      counted={(count, one) => `${count} ${one ? "permission" : "permissions"}`}
      call={`directory.listPermissions("${person}", "${scope}")`}
      nothing="Nothing at all."
      before={<OpenPages tenant={tenant} person={person} scope={scope} />}
      row={(id) => {
        const question = { permission: id, scope, person };
        return (
          <AnswerRow
            key={id}
            id={id}
            tenant={tenant}
            question={question}
            title={permissions.find(({ value }) => value === id)?.label ?? id}
            note={id}
            href={links.who(question)}
            links={[{ label: "Where else", href: links.where(question) }]}
          />
        );
      }}
    />
  );
}
