import type { Issue } from "rolescope/slim";
import { withForm } from "../state/address";
import { ACCESS } from "../state/sections";
import { useConsole } from "../state/context";
import { Icon } from "../parts/Icon";
import { Message } from "../parts/Message";
import { DraftButton } from "./DraftButton";
import { keyOf } from "./offers";

/** What somebody should see to, as the engine lists it. */
export function ReviewList() {
  const issues = useConsole().server.directory.review();
  if (issues.length === 0) {
    return (
      <div className="empty">
        <Icon name="check" />
        <p>The review finds nothing to see to.</p>
      </div>
    );
  }
  return (
    <section className="group" aria-label="Review">
      <ul className="rows">
        {issues.map((issue, index) => (
          <ReviewRow key={index} issue={issue} />
        ))}
      </ul>
    </section>
  );
}

function ReviewRow({ issue }: { issue: Issue }) {
  const { server, place, hrefTo } = useConsole();
  const { directory } = server;
  const [list, at] = issue.path;
  const text = directory.toJSON() as Record<string, { id?: string; principal?: string }[] | undefined>;
  const row = text[String(list)]?.[Number(at)];
  const override = list === "overrides" ? directory.overrides()[Number(at)] : undefined;
  const q = row?.principal ?? row?.id;
  return (
    <li className="row access-row access-row-two">
      <div>
        <p className="row-line">
          <span className="badge badge-odd">{issue.code}</span>
        </p>
        <p>
          <Message text={issue.message} />
        </p>
      </div>
      <p className="row-actions">
        {q && (
          <a className="small" href={hrefTo({ page: ACCESS, view: { q } })}>
            Show<span className="sr-only"> the rows behind {issue.code}</span>
          </a>
        )}
        {override?.mode === "narrow" && (
          <a className="small" href={hrefTo(withForm(place, { type: "narrow", ...keyOf(override) }))}>
            Edit<span className="sr-only"> the override</span>
          </a>
        )}
        {override && (
          <DraftButton change={{ type: "clear-override", ...keyOf(override) }} label="Clear">
            <span className="sr-only"> the override</span>
          </DraftButton>
        )}
      </p>
    </li>
  );
}
