import { useCallback, useEffect, useRef, useState } from "react";
import { useConsole } from "../state/context";
import { packed, unpacked, LONGEST_LINK } from "./link";
import { startOf, type Start } from "./starts";
import type { TextName, Texts } from "./texts";

/** A pause in the typing after which the texts are judged, and one after which the address follows. */
const SETTLED_MS = 150;
const WRITTEN_MS = 500;

interface Opened {
  texts: Texts;
  /** The texts of the start, which need not stand in the address. */
  origin: Texts;
  /** Counts what was opened, so that editors know when to begin anew. */
  generation: number;
  /** Whether the link's texts could not be read, so that the start stands there. */
  broken: boolean;
}

export interface TextState extends Opened {
  edit: (name: TextName, text: string) => void;
  /** Brings the address up to date at once. Gives the link, or nothing where it would be too long. */
  link: () => Promise<string | null>;
  /** Set while the texts are too long for the address: the length that the link would have. */
  tooLong: number;
}

/** What was typed last when the playground was left, and the address that it belongs to: it may be too new, or too long, to be in there. */
let left: { key: string; texts: Texts } | null = null;

/** The texts: from the address, or of a start; and back into the address as they are typed. */
export function useTexts(): TextState | null {
  const context = useConsole();
  const { view } = context.place;
  const start = startOf(context.place);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [tooLong, setTooLong] = useState(0);
  const latest = useRef({ ...context, opened });
  latest.current = { ...context, opened };
  /** What is typed and not yet in the address. */
  const typed = useRef<Texts | null>(null);
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  const open = useRef(true);
  /** The address that the texts stand for. */
  const stands = useRef("");
  const key = keyOf(start, view.catalog, view.directory);

  const forget = useCallback(() => {
    for (const timer of timers.current) clearTimeout(timer);
    typed.current = null;
  }, []);

  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
      if (typed.current) left = { key: stands.current, texts: typed.current };
      forget();
    };
  }, [forget]);

  const link = useCallback(async () => {
    const texts = typed.current ?? latest.current.opened?.texts;
    const origin = latest.current.opened?.origin;
    if (!texts || !origin) return null;
    const [catalog, directory] = await Promise.all([
      texts.catalog === origin.catalog ? "" : packed(texts.catalog),
      texts.directory === origin.directory ? "" : packed(texts.directory),
    ]);
    const { place, becomes, hrefTo } = latest.current;
    const to = { view: { ...place.view, catalog, directory } };
    const href = new URL(hrefTo(to), location.href).href;
    // Typed on meanwhile: the next pause writes it. Gone elsewhere: that address stays.
    const here = stands.current === keyOf(startOf(place), place.view.catalog, place.view.directory);
    if (!open.current || !here || texts !== (typed.current ?? latest.current.opened?.texts)) return null;
    setTooLong(href.length > LONGEST_LINK ? href.length : 0);
    if (href.length > LONGEST_LINK) return null;
    stands.current = keyOf(startOf(place), catalog, directory);
    becomes(to);
    return href;
  }, []);

  useEffect(() => {
    if (stands.current === key) return;
    let wanted = true;
    void opening(start, view.catalog, view.directory).then((next) => {
      if (!wanted) return;
      forget();
      stands.current = key;
      setTooLong(0);
      const back = left?.key === key ? left.texts : null;
      left = null;
      setOpened((before) => ({ ...next, ...(back && { texts: back }), generation: (before?.generation ?? 0) + 1 }));
      if (!back) return;
      typed.current = back;
      timers.current = [setTimeout(() => void link(), WRITTEN_MS)];
    });
    return () => {
      wanted = false;
    };
  }, [key, start, view.catalog, view.directory, forget, link]);

  const edit = useCallback(
    (name: TextName, text: string) => {
      const before = typed.current ?? latest.current.opened?.texts;
      if (!before || before[name] === text) return;
      forget();
      const texts = { ...before, [name]: text };
      typed.current = texts;
      timers.current = [
        setTimeout(() => setOpened((held) => held && { ...held, texts, broken: false }), SETTLED_MS),
        setTimeout(() => void link(), WRITTEN_MS),
      ];
    },
    [forget, link],
  );

  return opened && { ...opened, edit, link, tooLong };
}

function keyOf(start: Start, catalog = "", directory = ""): string {
  return `${start.id} ${catalog} ${directory}`;
}

async function opening(start: Start, catalog = "", directory = ""): Promise<Omit<Opened, "generation">> {
  const origin = await start.load();
  try {
    const texts = {
      catalog: catalog ? await unpacked(catalog) : origin.catalog,
      directory: directory ? await unpacked(directory) : origin.directory,
    };
    return { texts, origin, broken: false };
  } catch {
    return { texts: origin, origin, broken: true };
  }
}
