import type { VendorId } from "../state/vendor-id";
import type { Random } from "./random";
import type { Shape } from "./shape";
import { studioShape } from "./studio-shape";
import { twilioShape } from "./twilio-shape";
import { voiceflowShape } from "./voiceflow-shape";

export const SHAPES: Record<VendorId, (random: Random) => Shape> = {
  twilio: twilioShape,
  studio: studioShape,
  voiceflow: voiceflowShape,
};
