import { principalName, roleName, scopeName, useConsole } from "../state/context";
import { Icon, type IconName } from "../parts/Icon";
import { reasonLabel } from "../parts/reasons";
import { showFirstPart } from "./NarrowUser";
import type { Holder, Reach } from "./reach";

/** Everybody who holds the role: those whom the update reaches, those who are customised, and the rest. */
export function ReachLists({ reach }: { reach: Reach }) {
  const { arrives, customised, others, made } = reach;
  return (
    <>
      <Holders title={made ? "Arrived at" : "Would arrive at"} icon="check" tone="good" holders={arrives} />
      <Holders title={made ? "Stayed away from, because customised" : "Would stay away from, because customised"} icon="lock" tone="odd" holders={customised} />
      <Holders title="Nothing to change" icon="ban" tone="off" holders={others} />
    </>
  );
}

function Holders({ title, icon, tone, holders }: { title: string; icon: IconName; tone: string; holders: readonly Holder[] }) {
  if (holders.length === 0) return null;
  return (
    <div className={`holders holders-${tone}`} role="group" aria-label={`${title}: ${holders.length}`}>
      <h3>
        <Icon name={icon} /> {title}: {holders.length}
      </h3>
      <ul>
        {holders.map((holder) => (
          <HolderRow key={holder.row.id} holder={holder} />
        ))}
      </ul>
    </div>
  );
}

function HolderRow({ holder: { row, override, before, gained, lost, reason } }: { holder: Holder }) {
  const state = useConsole();
  const { place, hrefTo } = state;
  const after = before + gained.length - lost.length;
  return (
    <li className="holder">
      <a href={hrefTo({ view: { ...place.view, at: row.scope, who: row.principal } })} onClick={showFirstPart}>{principalName(state, row.principal)}</a>
      <span className="muted">
        {roleName(state, row.role)} at {scopeName(state, row.scope)}
      </span>
      <span className="holder-counts">
        {gained.length + lost.length > 0 ? (
          <>
            {before} <span aria-hidden="true">→</span>
            <span className="sr-only">then</span> {after}
          </>
        ) : (
          <>stays {before}</>
        )}
      </span>
      <span className="holder-changes">
        {gained.length > 0 && <span className="gain">gains {gained.length}</span>}
        {lost.length > 0 && <span className="loss">loses {lost.length}</span>}
        {gained.length + lost.length === 0 && !override && reason !== "granted" && (
          <span title={reasonLabel(reason)}>
            <code className="code">{reason}</code>
          </span>
        )}
      </span>
    </li>
  );
}
