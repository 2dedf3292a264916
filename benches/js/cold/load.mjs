// What either entry of rolescope does at a cold start, once it is imported.
import { decided, done, json, text } from "./clock.mjs";

export function loadAndDecide({ Catalog, Session }) {
  done("import");
  const { permission, scope } = json("question.json");
  const catalog = Catalog.parse(text("catalog.json"));
  done("catalog");
  const session = Session.load(catalog, text("snapshot.json"));
  done("session");
  const allowed = session.can(permission, scope);
  done("decision");
  decided(allowed);
}
