import type { FormStart } from "../state/address";

/** What every form of a change is given: the change as far as it is known when the form opens. */
export interface FormProps {
  start: FormStart;
}
