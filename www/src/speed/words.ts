import { duration, times } from "../../../benches/js/words.mjs";
import { plural } from "../parts/reasons";
import type { Run } from "./use-run";

export { duration };

/** A ratio that says something also where it is far below one. */
export function ratio(value: number): string {
  return value < 0.1 ? `${value.toPrecision(2)} ×` : times(value);
}

/** Said once for each state and quarter: a live region that speaks at every round would never be silent. */
export function announced({ state, done, of, agreement, results, error }: Run): string {
  switch (state) {
    case "idle":
      return "";
    case "preparing":
      return "Preparing the questions and the contestants.";
    case "comparing":
      return "Comparing the answers.";
    case "measuring":
      return `Measuring: ${Math.floor((4 * done) / of) * 25} %.`;
    case "differs":
      return `Nothing was measured: the answers differ. ${agreement?.differences.join("; ")}.`;
    case "failed":
      return `Nothing was measured: ${error}.`;
    case "stopped":
      return results ? `Stopped after ${plural(done, "round")} of ${of}. The times below are of those.` : "Stopped before the first round was over.";
    case "done":
      return `Done: ${plural(done, "round")}.`;
  }
}

export function agreed({ agreement }: Run): string {
  if (!agreement || agreement.differences.length > 0) return "";
  const { contestants, questions, pagesAt } = agreement;
  return `All ${contestants} gave the same answer to ${questions.toLocaleString("en-US")} of ${questions.toLocaleString("en-US")} questions, and the navigation is the same at ${pagesAt} of ${pagesAt} scopes.`;
}
