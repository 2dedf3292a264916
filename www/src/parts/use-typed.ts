import { useEffect, useRef, useState } from "react";
import { useConsole } from "../state/context";

/** Long enough that what is typed or walked through does not write the address at every key. */
const SETTLE_MS = 250;

/** A word of the view that changes at every key. It is written into the address when the keys rest. */
export function useTyped(key: string): [string, (text: string) => void] {
  const { place, becomes } = useConsole();
  const inAddress = place.view[key] ?? "";
  const [text, setText] = useState(inAddress);
  const latest = useRef({ place, becomes });
  latest.current = { place, becomes };
  useEffect(() => setText(inAddress), [inAddress]);
  useEffect(() => {
    if (text === inAddress) return;
    const timer = setTimeout(() => latest.current.becomes({ view: { ...latest.current.place.view, [key]: text } }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, inAddress, key]);
  return [text, setText];
}
