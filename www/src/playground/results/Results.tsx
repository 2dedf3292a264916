import { useMemo } from "react";
import { plural } from "../../parts/reasons";
import { useConsole } from "../../state/context";
import type { Verdict } from "../use-judged";
import { Answer } from "./Answer";
import { AskFields } from "./AskFields";
import { Pages } from "./Pages";
import { askedOf } from "./question";

/** What the texts answer, as one types. Broken texts leave the last answers in place. */
export function Results({ last, current }: Pick<Verdict, "last" | "current">) {
  return (
    <section className="pg-results" aria-labelledby="pg-answers">
      <h2 id="pg-answers">Answers</h2>
      {!current && last && <p className="note">These answers are from the last version that could be read.</p>}
      {last ? <Asking {...last} /> : <p className="muted">There is no answer before both texts load.</p>}
    </section>
  );
}

function Asking(loaded: NonNullable<Verdict["last"]>) {
  const { place, becomes } = useConsole();
  const { directory } = loaded;
  const asked = askedOf(place, loaded);
  const { principal, permission, scope } = asked;
  const pages = useMemo(() => directory.session(principal).pages(scope), [directory, principal, scope]);
  const names = (rows: { id: string; name?: string }[]) => new Map(rows.map(({ id, name }) => [id, name ?? id]));
  const [people, scopes] = [names(directory.principals()), names(directory.scopes())];
  const who = directory.listPrincipals(permission, scope);
  const where = directory.listScopes(principal, permission);
  const [person, place_] = [people.get(principal) ?? principal, scopes.get(scope) ?? scope];
  return (
    <>
      <AskFields {...loaded} asked={asked} onChange={(change) => becomes({ view: { ...place.view, ...asked, ...change } })} />
      <Answer {...loaded} asked={asked} />
      <Names title={`Who can, at ${place_}`} none="Nobody." names={who.map((id) => people.get(id) ?? id)} />
      <Names title={`Where ${person} can`} none="Nowhere." names={where.map((id) => scopes.get(id) ?? id)} />
      <div className="stack">
        <h3>
          Pages of {person} at {place_}
        </h3>
        {pages.length > 0 ? <Pages pages={pages} entries={loaded.catalog.pages()} /> : <p className="muted">None.</p>}
      </div>
    </>
  );
}

/** How many names are listed before they are counted. */
const SHOWN = 12;

function Names({ title, none, names }: { title: string; none: string; names: string[] }) {
  return (
    <div className="stack">
      <h3>{title}</h3>
      {names.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <ul className="chips">
          {names.slice(0, SHOWN).map((name) => (
            <li key={name} className="chip">
              {name}
            </li>
          ))}
          {names.length > SHOWN && <li className="muted">and {plural(names.length - SHOWN, "other")}</li>}
        </ul>
      )}
    </div>
  );
}
