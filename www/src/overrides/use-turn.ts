import { messageText } from "../parts/Message";
import { refusalText } from "../access/words";
import { withSaved } from "../state/address";
import { actorOf, principalName, useConsole } from "../state/context";
import type { ConsoleState } from "../state/model";
import type { Cell } from "./cells";
import { seatsText } from "./seats";

export const cellKey = (cell: Cell) => `${cell.principal}~${cell.project.id}`;

/** What a switch has done. */
export function turnedText(state: ConsoleState, { principal, project, override }: Cell): string {
  return `${principalName(state, principal)} ${override ? "no longer has" : "has"} project-level edit at ${project.name ?? project.id}.`;
}

/** Makes the change of a cell's switch, or says why it is refused. */
export function useTurn(): (cell: Cell) => void {
  const state = useConsole();
  const { server, place, goTo, say } = state;
  return (cell) => {
    const by = actorOf(state);
    const view = { ...place.view, cell: cellKey(cell) };
    const [refusal] = cell.refusals;
    if (refusal) {
      const said = { refused: `${refusalText(state, cell.refusals, by)}: ${messageText(state, refusal.message)}.` };
      if (place.view.cell === view.cell) say(said);
      else goTo({ view }, said);
      return;
    }
    const seats = cell.project.parent ? seatsText(server.seatsAfter([cell.change], by, [cell.project.parent]).get(cell.project.parent)) : "";
    goTo({ ...withSaved(place, { changes: [cell.change], by }), view }, `${turnedText(state, cell)} Seats: ${seats}.`);
  };
}
