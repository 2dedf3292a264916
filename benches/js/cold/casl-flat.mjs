import { decided, json } from "./clock.mjs";
const { createMongoAbility } = await import("@casl/ability");
const { permission, scope } = json("question.json");
const { sets, scopes } = json("casl-flat.json");
const abilities = sets.map((rules) => createMongoAbility(rules));
decided(abilities[scopes[scope]].can(permission));
