import { useConsole } from "../state/context";
import { QUESTIONS, viewOf, type Asked } from "./asked";

/** The addresses of the other questions about the same. */
export function useLinks(): Record<"who" | "where" | "what", (asked: Asked) => string> {
  const { hrefTo } = useConsole();
  return {
    who: (asked) => hrefTo({ page: QUESTIONS, view: viewOf(asked) }),
    where: (asked) => hrefTo({ page: `${QUESTIONS}/where`, view: viewOf(asked) }),
    what: (asked) => hrefTo({ page: `${QUESTIONS}/what`, view: viewOf(asked) }),
  };
}
