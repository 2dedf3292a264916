import { messageText } from "../parts/Message";
import { mayText } from "../access/words";
import { withSaved } from "../state/address";
import { actorOf, principalName, useConsole } from "../state/context";
import type { Cell } from "./cells";
import { seatsText } from "./seats";

export const cellKey = (cell: Cell) => `${cell.principal}~${cell.project.id}`;

/** Makes the change of a cell's switch, or says why it is refused. */
export function useTurn(): (cell: Cell) => void {
  const state = useConsole();
  const { server, place, goTo, say } = state;
  return (cell) => {
    const by = actorOf(state);
    const name = principalName(state, cell.principal);
    const project = cell.project.name ?? cell.project.id;
    const view = { ...place.view, cell: cellKey(cell) };
    const [refusal] = cell.refusals;
    if (refusal) {
      const said = { refused: `${mayText(state, false, by)}: ${messageText(state, refusal.message)}.` };
      if (place.view.cell === view.cell) say(said);
      else goTo({ view }, said);
      return;
    }
    const seats = cell.project.parent ? seatsText(server.seatsAfter([cell.change], by, [cell.project.parent]).get(cell.project.parent)) : "";
    const said = cell.override ? `${name} no longer has project-level edit at ${project}.` : `${name} has project-level edit at ${project}.`;
    goTo({ ...withSaved(place, { changes: [cell.change], by }), view }, `${said} Seats: ${seats}.`);
  };
}
