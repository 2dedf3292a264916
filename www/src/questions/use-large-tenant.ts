import { useEffect, useState } from "react";
import { useConsole } from "../state/context";
import { largeTenant, type LargeTenant } from "./large-tenant";

/** The large tenant of the vendor in sight; null while it is made. */
export function useLargeTenant(): LargeTenant | null {
  const { vendor, server } = useConsole();
  const [held, setHeld] = useState<{ vendor: string; tenant: LargeTenant } | null>(null);
  useEffect(() => {
    let left = false;
    void largeTenant(vendor.id, server.catalog).then((tenant) => !left && setHeld({ vendor: vendor.id, tenant }));
    return () => {
      left = true;
    };
  }, [vendor.id, server.catalog]);
  return held?.vendor === vendor.id ? held.tenant : null;
}
