import studio from "./samples/studio.json";
import twilio from "./samples/twilio.json";
import voiceflow from "./samples/voiceflow.json";
import type { VendorId } from "../state/vendor-id";

/** What a page shows in its body: a sentence and a small table. Labels only, nothing that decides. */
export interface Sample {
  about: string;
  columns: string[];
  rows: string[][];
  /** A column that is masked for those who lack a permission. */
  masked?: { column: number; permission: string };
}

const SAMPLES: Record<VendorId, Record<string, Sample>> = { twilio, studio, voiceflow };

export function sampleOf(vendor: VendorId, page: string): Sample | undefined {
  return Object.hasOwn(SAMPLES[vendor], page) ? SAMPLES[vendor][page] : undefined;
}
