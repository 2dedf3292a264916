import { snippet, startCompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { getLocation } from "jsonc-parser";
import { CompletionItemKind, type CompletionItem, type LanguageService } from "vscode-json-languageservice";
import { idsAt, type Known } from "../ids";
import { documentOf } from "../language";
import type { TextName } from "../texts";

const WORD = /^[\w.$|-]*$/;

/** What the schema offers: fields, and the values that it lists. */
export function schemaSource(service: LanguageService) {
  return async ({ state, pos, explicit }: CompletionContext): Promise<CompletionResult | null> => {
    const text = state.doc.toString();
    const document = documentOf(text);
    const list = await service.doComplete(document, document.positionAt(pos), service.parseJSONDocument(document));
    const items = list?.items.flatMap((item) => (item.textEdit && "range" in item.textEdit ? [{ item, edit: item.textEdit }] : [])) ?? [];
    const [first] = items;
    if (!first) return null;
    const start = document.offsetAt(first.edit.range.start);
    const quoted = text[start] === '"' && pos > start;
    if (!explicit && !quoted && start === pos) return null;
    const options = items.map(({ item, edit }) => {
      const [begins, ends] = [document.offsetAt(edit.range.start), document.offsetAt(edit.range.end)];
      // Where a field can be of several shapes the service writes its name alone.
      const bare = item.kind === CompletionItemKind.Property && /^"[^"]*"$/.test(edit.newText) && !/^\s*:/.test(text.slice(ends));
      return optionOf(item, bare ? `${edit.newText}: $1` : edit.newText, begins, ends - pos);
    });
    return { from: quoted ? start + 1 : start, options, validFor: WORD };
  };
}

function optionOf(item: CompletionItem, newText: string, start: number, behind: number): Completion {
  const info = typeof item.documentation === "string" ? item.documentation : item.documentation?.value;
  return {
    label: item.label.replace(/^"(.*)"$/, "$1"),
    type: item.kind === CompletionItemKind.Property ? "property" : "constant",
    ...(info && { info }),
    apply: (view, completion, _from, to) => {
      snippet(template(newText))(view, completion, start, to + behind);
      // A new field wants a value, and the ids for it may be known.
      if (/\$/.test(newText)) startCompletion(view);
    },
  };
}

/** A snippet of the language service, as the editor writes them. The last stop has no number there. */
function template(text: string): string {
  return text
    .replace(/\\([\\$}])|\$\{(\d+):([^}]*)\}|\$(\d+)/g, (_, escaped, number, name, bare) => {
      if (escaped) return escaped;
      const at = number ?? bare;
      return `#{${at === "0" ? "" : at}${name ? `:${name}` : ""}}`;
    });
}

/** The ids that the texts define, where a field takes one. */
export function idSource(name: TextName, known: () => Known) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const text = state.doc.toString();
    const { path, isAtPropertyKey, previousNode } = getLocation(text, pos);
    if (isAtPropertyKey) return null;
    const found = idsAt(name, path, known());
    if (!found) return null;
    const inside = previousNode?.type === "string" && pos > previousNode.offset && pos < previousNode.offset + previousNode.length;
    if (!inside && !explicit) return null;
    const from = inside ? previousNode.offset + 1 : pos;
    const behind = inside ? previousNode.offset + previousNode.length - 1 - pos : 0;
    const options = found.ids.map(({ id, title }): Completion => {
      const insert = inside ? JSON.stringify(id).slice(1, -1) : JSON.stringify(id);
      return {
        label: id,
        // Read out, label and detail would be one word.
        detail: ` ${title}`,
        type: "variable",
        apply: (view, _completion, start, to) =>
          view.dispatch({ changes: { from: start, to: to + behind, insert }, selection: { anchor: start + insert.length }, userEvent: "input.complete" }),
      };
    });
    return { from, options, validFor: WORD };
  };
}
