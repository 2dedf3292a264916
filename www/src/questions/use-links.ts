import { useConsole } from "../state/context";
import { pageOf, QUESTIONS } from "../state/sections";
import { viewOf, type Asked } from "./asked";
import type { Kind } from "./kinds";

/** The addresses of the other questions about the same. */
export function useLinks(): Record<Kind, (asked: Asked) => string> {
  const { hrefTo } = useConsole();
  return {
    who: (asked) => hrefTo({ page: QUESTIONS, view: viewOf(asked) }),
    where: (asked) => hrefTo({ page: pageOf(QUESTIONS, "where"), view: viewOf(asked) }),
    what: (asked) => hrefTo({ page: pageOf(QUESTIONS, "what"), view: viewOf(asked) }),
  };
}
