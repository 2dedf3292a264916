import { createContext, useContext, useId, useLayoutEffect } from "react";
import type { Issue } from "rolescope/slim";
import { IssueList } from "./IssueList";

/** What the engine finds in a change, for the fields of the form that makes it. */
export interface FormIssues {
  of(field: string): readonly Issue[];
  /** A field that shows its own issues says so, and they stand nowhere else. Gives what takes it back. */
  claim(field: string): () => void;
}

export const FormIssuesContext = createContext<FormIssues | null>(null);

interface Found {
  id: string;
  issues: readonly Issue[];
  attributes: { "aria-describedby"?: string; "aria-invalid"?: true };
}

/** The field of a change that an issue points at; empty when it points at the change as a whole. */
export function fieldOf({ path }: Issue): string {
  return path.findLast((part) => typeof part === "string") ?? "";
}

export function useFieldIssues(field: string | undefined): Found {
  const id = useId();
  const form = useContext(FormIssuesContext);
  const claim = form?.claim;
  useLayoutEffect(() => (field === undefined ? undefined : claim?.(field)), [field, claim]);
  const issues = field === undefined ? [] : (form?.of(field) ?? []);
  const wrong = issues.some((issue) => issue.severity === "error");
  return { id, issues, attributes: issues.length > 0 ? { "aria-describedby": id, ...(wrong && { "aria-invalid": true as const }) } : {} };
}

export function FieldIssues({ found }: { found: Found }) {
  return found.issues.length > 0 ? (
    <div id={found.id}>
      <IssueList issues={found.issues} />
    </div>
  ) : null;
}
