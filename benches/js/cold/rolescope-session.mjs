import { decided, json, text } from "./clock.mjs";
const { Catalog, Session } = await import("rolescope/session");
const { permission, scope } = json("question.json");
const session = Session.load(Catalog.parse(text("catalog.json")), text("snapshot.json"));
decided(session.can(permission, scope));
