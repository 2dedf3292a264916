import { useId, useRef, useState, type DragEvent, type ReactNode } from "react";
import { useConsole } from "../state/context";
import { Editor, type EditorHandle } from "./editor/Editor";
import { download, textOf } from "./files";
import type { Known } from "./ids";
import { ProblemList } from "./ProblemList";
import type { Problem } from "./problems";
import { normalized, TITLES, type TextName } from "./texts";

interface Props {
  name: TextName;
  text: string;
  generation: number;
  problems: readonly Problem[];
  waits: boolean;
  known: () => Known;
  onChange: (text: string) => void;
  /** What stands beside the count of problems. */
  children?: ReactNode;
}

/** One text: files in and out, the editor, and what is wrong. */
export function TextPanel({ name, text, generation, problems, waits, known, onChange, children }: Props) {
  const { say } = useConsole();
  const editor = useRef<EditorHandle>(null);
  const [over, setOver] = useState(false);
  const heading = useId();
  const title = TITLES[name];

  const open = async (file: File | undefined) => {
    if (!file) return;
    const read = await textOf(file);
    if ("refusal" in read) return say({ refused: read.refusal });
    editor.current?.replace(normalized(read.text));
    say(`${file.name} is open as the ${name}`);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    if (event.dataTransfer.files.length === 0) return;
    // Before the editor, which would put the text at the pointer.
    event.preventDefault();
    event.stopPropagation();
    void open(event.dataTransfer.files[0]);
  };
  const drag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };

  return (
    <section
      className="pg-text"
      aria-labelledby={heading}
      data-over={over || undefined}
      onDragOver={drag}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDropCapture={drop}
    >
      <div className="pg-text-head">
        <h2 id={heading}>{title}</h2>
        <span className="row-actions">
          <FileField label={`Open a ${name} file`} onFile={open} />
          <button type="button" className="small" onClick={() => download(`${name}.json`, text)}>
            Download<span className="sr-only"> the {name}</span>
          </button>
        </span>
      </div>
      <Editor ref={editor} name={name} text={text} generation={generation} problems={problems} known={known} onChange={onChange} />
      <ProblemList title={title} problems={problems} waits={waits} editor={() => editor.current}>
        {children}
      </ProblemList>
    </section>
  );
}

function FileField({ label, onFile }: { label: string; onFile: (file: File | undefined) => void }) {
  return (
    <label className="small pg-file">
      <span aria-hidden="true">Open</span>
      <input
        type="file"
        accept=".json,application/json"
        aria-label={label}
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          event.target.value = ""; // so that the same file can be opened again
        }}
      />
    </label>
  );
}
