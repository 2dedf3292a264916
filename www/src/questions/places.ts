/** Places and lines of work; each account, provider or workspace is called by one of each. */
export const CITIES = [
  "Lisbon", "Porto", "Madrid", "Lyon", "Nantes", "Antwerp", "Rotterdam", "Bremen", "Leipzig", "Vienna", "Gdansk", "Kraków", "Riga", "Tallinn", "Turku", "Malmö",
  "Bergen", "Aarhus", "Leeds", "Cork", "Milan", "Trieste", "Athens", "Izmir", "Nairobi", "Accra", "Durban", "Pune", "Dhaka", "Osaka", "Busan", "Hanoi", "Perth",
  "Recife", "Bogotá", "Lima", "Monterrey", "Denver", "Halifax", "Tucson",
];

export const WORK = ["Freight", "Clinics", "Energy", "Retail", "Transit", "Housing", "Foods", "Insurance", "Travel", "Learning", "Repairs", "Library", "Pharmacy", "Water"];

export const TEAMS = ["Orders", "Returns", "Bookings", "Reminders", "Billing questions", "Night line", "Complaints", "Loyalty", "Field service", "Onboarding", "Surveys", "Staging", "Callbacks", "Outages", "Archive", "Pilot"];

/** A name for the `index`th, none twice as far as there are combinations. */
export function placeName(index: number): string {
  const city = CITIES[index % CITIES.length]!;
  return `${city} ${WORK[(index + Math.floor(index / CITIES.length) * 5) % WORK.length]!}`;
}

/** As an id that a person can read. */
export function slug(name: string): string {
  return name.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").replace(/[^a-z0-9]+/g, "-");
}
