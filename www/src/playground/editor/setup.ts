import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import type { Known } from "../ids";
import { SERVICES } from "../language";
import { TITLES, type TextName } from "../texts";
import { idSource, schemaSource } from "./complete";
import { hover } from "./hover";
import { replaceSelected } from "./replace";
import { theme } from "./theme";

/** An editor for one of the texts. Tab is left to the page, so that the keyboard gets out again. */
export function setup(name: TextName, known: () => Known): Extension {
  const service = SERVICES[name];
  return [
    json(),
    history(),
    lineNumbers(),
    codeFolding(),
    foldGutter(),
    lintGutter(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    replaceSelected,
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: false }),
    autocompletion({ override: [idSource(name, known), schemaSource(service)] }),
    hover(name, service, known),
    EditorView.lineWrapping,
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({ "aria-label": `${TITLES[name]} as JSON text`, spellcheck: "false", tabindex: "0" }),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
    theme,
  ];
}
