/** The vendors of the demo, in the order in which they are shown. */
export const VENDOR_IDS = ["twilio", "studio", "voiceflow"] as const;

export type VendorId = (typeof VENDOR_IDS)[number];

export function isVendorId(text: string): text is VendorId {
  return VENDOR_IDS.some((id) => id === text);
}
