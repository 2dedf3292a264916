import { Fragment } from "react";

/** A permission id that may break after its dots, so that a narrow column stays readable. */
export function PermissionId({ id }: { id: string }) {
  return (
    <code className="code-plain">
      {id.split(".").map((segment, index) => (
        <Fragment key={index}>
          {index > 0 && (
            <>
              .<wbr />
            </>
          )}
          {segment}
        </Fragment>
      ))}
    </code>
  );
}
