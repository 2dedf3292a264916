import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useImperativeHandle, useRef, type Ref } from "react";
import type { Known } from "../ids";
import type { Fix, Problem } from "../problems";
import type { TextName } from "../texts";
import { setup } from "./setup";

export interface EditorHandle {
  /** Puts the cursor there, in sight. */
  show: (from: number) => void;
  mend: (fix: Fix) => void;
  /** Another text, as one step that can be undone. */
  replace: (text: string) => void;
}

interface Props {
  name: TextName;
  text: string;
  generation: number;
  problems: readonly Problem[];
  known: () => Known;
  onChange: (text: string) => void;
  ref: Ref<EditorHandle>;
}

/**
 * The editor stands in a shadow root: there its styles are adopted sheets, which the page's policy allows, where it
 * would write a style element into the document.
 */
export function Editor({ name, text, generation, problems, known, onChange, ref }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef({ text, onChange });
  latest.current = { text, onChange };

  useEffect(() => {
    if (!host.current) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    const listener = EditorView.updateListener.of((update) => {
      if (update.docChanged) latest.current.onChange(update.state.doc.toString());
    });
    const state = EditorState.create({ doc: latest.current.text, extensions: [setup(name, known), listener] });
    const editor = new EditorView({ state, root, parent: root });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [name, known, generation]);

  useEffect(() => {
    const editor = view.current;
    // Typed on meanwhile: the next judgement has the places.
    if (editor?.state.doc.length !== text.length || editor.state.doc.toString() !== text) return;
    editor.dispatch(setDiagnostics(editor.state, problems.map(diagnosticOf)));
  }, [problems, text, generation]);

  useImperativeHandle(ref, () => ({
    show: (from) => {
      const editor = view.current;
      if (!editor) return;
      const anchor = Math.min(from, editor.state.doc.length);
      editor.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      editor.focus();
    },
    mend: (fix) => {
      const editor = view.current;
      if (!editor || editor.state.doc.toString() !== latest.current.text) return;
      write(editor, fix.from, fix.to, fix.insert);
    },
    replace: (next) => {
      const editor = view.current;
      editor?.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: next }, selection: { anchor: 0 }, scrollIntoView: true });
    },
  }));

  return <div ref={host} className="pg-editor" />;
}

/** Mends the text. What was pressed goes with the problem, so the focus goes to the text. */
function write(editor: EditorView, from: number, to: number, insert: string): void {
  editor.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true, userEvent: "input.replace" });
  editor.focus();
}

function diagnosticOf({ from, to, severity, code, message, hint, fix }: Problem): Diagnostic {
  return {
    from,
    to,
    severity,
    source: code,
    message: hint && !fix ? `${message} (${hint})` : message,
    ...(fix && { actions: [{ name: `Use ${fix.name}`, apply: (editor, start, end) => write(editor, start, end, fix.insert) }] }),
  };
}
