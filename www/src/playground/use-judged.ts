import { useMemo, useRef } from "react";
import type { Catalog, Directory } from "rolescope/slim";
import { judgedCatalog, judgedDirectory, type Judged } from "./check";
import { located, type Problem } from "./problems";
import { syntaxProblems } from "./syntax";
import type { TextName, Texts } from "./texts";

/** A catalog and a directory that loaded, and can be asked. */
export interface Loaded {
  catalog: Catalog;
  directory: Directory;
}

export interface Verdict {
  problems: Record<TextName, Problem[]>;
  /** The last that loaded together; null where nothing has yet. */
  last: Loaded | null;
  /** Whether it is of the texts as they are. */
  current: boolean;
  /** Whether the directory waits for a catalog that loads. */
  waits: boolean;
  /** The last catalog that loaded: while one types, ids are still offered. */
  catalog: Catalog | null;
}

/** What the engine says of the texts. The catalog is not read anew while one types in the directory. */
export function useJudged(texts: Texts, lenient: boolean, generation: number): Verdict {
  const catalog = useMemo(() => judgedCatalog(texts.catalog), [texts.catalog]);
  const directory = useMemo(
    () => (catalog.loaded ? judgedDirectory(catalog.loaded, texts.directory, lenient) : null),
    [catalog, texts.directory, lenient],
  );
  const problems = useMemo(
    () => ({
      catalog: problemsOf(texts.catalog, catalog),
      directory: directory ? problemsOf(texts.directory, directory) : syntaxProblems(texts.directory, []),
    }),
    [texts, catalog, directory],
  );
  const kept = useRef<{ generation: number; last: Loaded | null; catalog: Catalog | null }>({ generation, last: null, catalog: null });
  if (kept.current.generation !== generation) kept.current = { generation, last: null, catalog: null };
  if (catalog.loaded) kept.current.catalog = catalog.loaded;
  const now = useMemo(
    () => (catalog.loaded && directory?.loaded ? { catalog: catalog.loaded, directory: directory.loaded } : null),
    [catalog, directory],
  );
  if (now) kept.current.last = now;
  return { problems, last: kept.current.last, current: now !== null, waits: !catalog.loaded, catalog: kept.current.catalog };
}

function problemsOf(text: string, { issues }: Judged<unknown>): Problem[] {
  return issues[0]?.code === "invalid-json" ? syntaxProblems(text, issues) : located(text, issues);
}
