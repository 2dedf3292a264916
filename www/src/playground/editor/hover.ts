import { hoverTooltip, type EditorView, type Tooltip } from "@codemirror/view";
import { getLocation } from "jsonc-parser";
import type { Hover, LanguageService } from "vscode-json-languageservice";
import { idsAt, type Known } from "../ids";
import { documentOf } from "../language";
import type { TextName } from "../texts";

/** What the schema says of the field under the pointer, and what the id there is called. */
export function hover(name: TextName, service: LanguageService, known: () => Known) {
  return hoverTooltip(async (view: EditorView, pos: number): Promise<Tooltip | null> => {
    const text = view.state.doc.toString();
    const document = documentOf(text);
    const found = await service.doHover(document, document.positionAt(pos), service.parseJSONDocument(document));
    const lines = [idThere(name, text, pos, known()), ...wordsOf(found)].filter((line) => line !== "");
    if (lines.length === 0) return null;
    return {
      pos: found?.range ? document.offsetAt(found.range.start) : pos,
      ...(found?.range && { end: document.offsetAt(found.range.end) }),
      above: true,
      create: () => {
        const dom = window.document.createElement("div");
        dom.className = "cm-hover-words";
        for (const line of lines) dom.appendChild(window.document.createElement("p")).textContent = line;
        return { dom };
      },
    };
  });
}

function idThere(name: TextName, text: string, pos: number, known: Known): string {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, pos);
  if (isAtPropertyKey || previousNode?.type !== "string") return "";
  const found = idsAt(name, path, known);
  const id = found?.ids.find((one) => one.id === previousNode.value);
  return found && id ? `${found.kind}: ${id.title || id.id}` : "";
}

function wordsOf(hover: Hover | null): string[] {
  const contents = hover?.contents ?? [];
  return (Array.isArray(contents) ? contents : [contents]).map((part) => (typeof part === "string" ? part : part.value));
}
