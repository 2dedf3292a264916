import type { Seat } from "rolescope/slim";

export function seatsText(seats: readonly Seat[] | undefined): string {
  return seats?.map(({ seat, count }) => `${count} ${seat}`).join(", ") || "none";
}
