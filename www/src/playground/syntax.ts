import { parseTree, printParseErrorCode, type ParseError } from "jsonc-parser";
import type { Issue } from "rolescope/slim";
import { firstOf, lineCounter, type Problem } from "./problems";

/**
 * Where a text goes wrong that the engine cannot read as JSON. The engine stops at the first fault and says where in
 * words; a lenient reader goes on and gives each its place. What only the engine refuses stands at the start.
 */
export function syntaxProblems(text: string, refused: readonly Issue[]): Problem[] {
  const line = lineCounter(text);
  const faults = faultsOf(text).map(({ error, offset, length }): Problem => {
    // At the very end there is nothing to mark but what stands before.
    const from = Math.min(offset, Math.max(0, text.length - 1));
    const to = Math.min(offset + Math.max(1, length), text.length);
    return { code: "invalid-json", severity: "error", message: inWords(printParseErrorCode(error)), from, to, line: line(from) };
  });
  return faults.length > 0 ? faults : refused.map(({ path: _, ...issue }) => ({ ...issue, ...firstOf(text), line: 1 }));
}

function faultsOf(text: string): ParseError[] {
  const faults: ParseError[] = [];
  try {
    parseTree(text, faults, { disallowComments: true });
  } catch {
    return []; // nested too deeply to be walked
  }
  return faults;
}

/** `PropertyNameExpected` as `property name expected`. */
function inWords(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
