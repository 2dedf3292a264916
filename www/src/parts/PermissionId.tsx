import { Breakable } from "./Breakable";

/** A permission id that may break after its dots, so that a narrow column stays readable. */
export function PermissionId({ id }: { id: string }) {
  return (
    <code className="code-plain">
      <Breakable text={id} after="." />
    </code>
  );
}
