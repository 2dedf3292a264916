import { useConsole } from "../state/context";

/** A link may name a role that this tenant does not have, or no longer has. What stands below is not the answer to it. */
export function NoSuchRole({ id }: { id: string }) {
  const { vendor } = useConsole();
  return (
    <p className="note">
      There is no role <code className="code">{id}</code> in {vendor.tenantName}.
    </p>
  );
}
