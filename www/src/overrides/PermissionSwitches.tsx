import { useId, useState } from "react";
import type { Issue, Permission } from "rolescope/slim";
import { Icon } from "../parts/Icon";
import { IssueList } from "../parts/IssueList";
import { PermissionId } from "../parts/PermissionId";
import { Switch } from "../parts/Switch";
import { useMedia } from "../state/context";

interface Line {
  permission: Permission;
  on: boolean;
  tag?: string;
  refusals?: readonly Issue[];
}

interface Props<L extends Line> {
  lines: readonly L[];
  onTurn: (line: L) => void;
  /** What is said to all of them, and the element where. Beside the switch stands the code then. */
  shared?: { id: string; issues: readonly Issue[] };
}

export function sameIssue(a: Issue, b: Issue): boolean {
  return a.code === b.code && a.message === b.message;
}

/** Permissions as switches, grouped by product. A refused one stays, with the code and the message beside it. */
export function PermissionSwitches<L extends Line>({ lines, onTurn, shared }: Props<L>) {
  const id = useId();
  const phone = useMedia("(max-width: 719px)");
  // On a phone a product is opened by hand, but for one that there is news of. It is not closed under the visitor's fingers.
  const [news] = useState(() => new Set(lines.flatMap(({ tag, permission }) => (tag ? [permission.product] : []))));
  const products = [...new Set(lines.map(({ permission }) => permission.product))];
  return (
    <div className="products">
      {products.map((product) => {
        const inside = lines.filter(({ permission }) => permission.product === product);
        return (
          <details key={product} className="product" open={!phone || news.has(product)} aria-labelledby={`${id}${product}`}>
            <summary className="product-head">
              <Icon name="chevron" />
              <h3 id={`${id}${product}`}>{product.replace(/[_-]/g, " ")}</h3>
              <span>
                {inside.filter(({ on }) => on).length} of {inside.length}
              </span>
            </summary>
            <ul>
              {inside.map((line) => {
                const refused = (line.refusals?.length ?? 0) > 0;
                const own = line.refusals?.filter((issue) => !shared?.issues.some((other) => sameIssue(other, issue))) ?? [];
                const note = `${id}${line.permission.id}`;
                return (
                  <li key={line.permission.id} className={line.tag ? "permission permission-tagged" : "permission"}>
                    <Switch
                      label={line.permission.title}
                      on={line.on}
                      disabled={refused}
                      describedBy={refused && shared ? `${shared.id} ${note}` : note}
                      onChange={() => onTurn(line)}
                    />
                    <div id={note} className="permission-note">
                      <PermissionId id={line.permission.id} />
                      {line.tag && <span className="tag tag-odd">{line.tag}</span>}
                      {shared?.issues.map(({ code }) => (
                        <code key={code} className="code">
                          {code}
                        </code>
                      ))}
                      <IssueList issues={own} />
                    </div>
                  </li>
                );
              })}
            </ul>
          </details>
        );
      })}
    </div>
  );
}
