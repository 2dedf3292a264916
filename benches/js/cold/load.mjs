// What either entry of rolescope does at a cold start, once it is imported.
import { decided, done, json, text } from "./clock.mjs";

export function loadAndDecide({ Catalog, Session }, catalogFile) {
  done("import");
  const { permission, scope } = json("question.json");
  const catalog = Catalog.parse(text(catalogFile));
  done("catalog");
  const session = Session.load(catalog, text("snapshot.json"));
  done("session");
  const allowed = session.can(permission, scope);
  done("decision");
  decided(allowed);
}
