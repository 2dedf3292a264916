import type { Explanation } from "rolescope/slim";
import { plural } from "../parts/reasons";
import { useConsole } from "../state/context";
import { Way } from "./Way";
import { nearWayOf, noWayOf, wayOf, type Step } from "./ways";

/** An answer drawn: the ways of its grants; else those that stop short; else where nothing leads on. */
export function Ways({ explanation, heading = "h3" }: { explanation: Explanation; heading?: "h2" | "h3" }) {
  const state = useConsole();
  const { grants, nearMisses } = explanation;
  return (
    <>
      {grants.length > 0 && <Pictures heading={heading} title="Where it comes from" ways={grants.map((grant) => wayOf(state, explanation, grant))} />}
      {nearMisses.length > 0 && <Pictures heading={heading} title="What comes close" ways={nearMisses.map((miss) => nearWayOf(state, explanation, miss))} />}
      {grants.length + nearMisses.length === 0 && <Pictures heading={heading} title="Where it stops" ways={[noWayOf(state, explanation)]} />}
    </>
  );
}

/** One picture for each way; those beyond the first are unfolded on request. */
function Pictures({ heading: Heading, title, ways: [first, ...more] }: { heading: "h2" | "h3"; title: string; ways: Step[][] }) {
  return (
    <div className="stack">
      <Heading className="ways-title">{title}</Heading>
      {first && <Way label={title} steps={first} />}
      {more.length > 0 && (
        <details className="seats">
          <summary>and {plural(more.length, "other way")}</summary>
          {more.map((way, index) => (
            <Way key={index} label={`${title}, way ${index + 2}`} steps={way} />
          ))}
        </details>
      )}
    </div>
  );
}
