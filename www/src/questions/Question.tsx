import { useState } from "react";
import { Picker } from "../parts/Picker";
import { useConsole } from "../state/context";
import { useAsked, viewOf, type Asked } from "./asked";
import { Answers } from "./Answers";
import type { Kind } from "./kinds";
import type { LargeTenant } from "./large-tenant";

/** Each question as a sentence: words before a field, and what the field holds. */
const SENTENCES: Record<Kind, { words: string; field: keyof Asked }[]> = {
  who: [
    { words: "Who can", field: "permission" },
    { words: "at", field: "scope" },
  ],
  where: [
    { words: "Where can", field: "person" },
    { words: "do this:", field: "permission" },
  ],
  what: [
    { words: "What can", field: "person" },
    { words: "do at", field: "scope" },
  ],
};

const FIELDS = {
  permission: { list: "permissions", noun: "permissions", said: "permission" },
  scope: { list: "scopes", noun: "scopes", said: "scope" },
  person: { list: "people", noun: "people", said: "person" },
} as const;

/** A question with its fields, and its answer beside it. What is in sight while one types is asked about at once. */
export function Question({ tenant, kind }: { tenant: LargeTenant; kind: Kind }) {
  const { place, becomes } = useConsole();
  const chosen = useAsked(tenant);
  const [preview, setPreview] = useState<Partial<Asked>>({});
  const asked = { ...chosen, ...preview };
  return (
    <div className="question-columns">
      <section className="panel sentence" aria-label="The question">
        {SENTENCES[kind].map(({ words, field }) => {
          const { list, noun, said } = FIELDS[field];
          return (
            <Picker
              key={field}
              label={words}
              about={said}
              noun={noun}
              items={tenant[list]}
              value={chosen[field]}
              onPreview={(value) => setPreview(value ? { [field]: value } : {})}
              onChange={(value) => becomes({ view: { ...place.view, ...viewOf({ [field]: value }), n: "", why: "" } })}
            />
          );
        })}
      </section>
      <Answers tenant={tenant} kind={kind} asked={asked} />
    </div>
  );
}
