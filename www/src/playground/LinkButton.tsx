import { useConsole } from "../state/context";
import { LONGEST_LINK } from "./link";
import type { TextState } from "./use-texts";

/** Mail and chat programs may cut what is longer. */
const LONG_LINK = 8_000;

/** The address is the whole state; this puts it on the clipboard, and says how long it is. */
export function LinkButton({ texts }: { texts: TextState }) {
  const { say } = useConsole();
  const length = location.href.length;
  const copy = async () => {
    const href = await texts.link();
    if (href === null) return say({ refused: "The link is not ready" });
    try {
      await navigator.clipboard.writeText(href);
      say(`The link is copied: ${count(href.length)} characters`);
    } catch {
      say({ refused: "The clipboard is closed to this page: copy the address of the page" });
    }
  };
  if (texts.tooLong > 0) {
    return (
      <p className="note" role="status">
        A link would have {count(texts.tooLong)} characters, and {count(LONGEST_LINK)} is the most. The address no longer follows: download the files.
      </p>
    );
  }
  return (
    <span className="pg-link">
      <button type="button" className="small" onClick={() => void copy()}>
        Copy link
      </button>
      <span className="muted">
        {count(length)} characters long{length > LONG_LINK && ": some programs cut long links"}
      </span>
    </span>
  );
}

function count(number: number): string {
  return number.toLocaleString("en");
}
