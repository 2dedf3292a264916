import studioTenant from "../tenants/studio.json";
import twilioTenant from "../tenants/twilio.json";
import voiceflowTenant from "../tenants/voiceflow.json";
import { STORIES, type Story } from "./stories";
import type { TenantText } from "./tenant-text";
import type { VendorId } from "./vendor-id";

export interface Vendor {
  id: VendorId;
  name: string;
  /** What a name alone does not say: a Studio is a section of another vendor's console too. */
  about?: string;
  /** The tenant's name, as the console shows it beside the vendor's. */
  tenantName: string;
  tenant: TenantText;
  start: { principal: string; scope: string };
  stories: Story[];
}

function vendor(id: VendorId, name: string, tenantName: string, tenant: TenantText, about?: string): Vendor {
  const stories = STORIES[id];
  const first = stories[0]?.to;
  return { id, name, about, tenantName, tenant, stories, start: { principal: first?.principal ?? "", scope: first?.scope ?? "" } };
}

export const VENDORS: [Vendor, ...Vendor[]] = [
  vendor("twilio", "Twilio", "Harbourline", twilioTenant),
  vendor("studio", "Studio", "Voicebridge", studioTenant, "voice bots"),
  vendor("voiceflow", "Voiceflow", "Tidepool", voiceflowTenant),
];

export function vendorOf(id: VendorId): Vendor {
  return VENDORS.find((vendor) => vendor.id === id) ?? VENDORS[0];
}
