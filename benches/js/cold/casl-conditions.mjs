import { decided, json } from "./clock.mjs";
const { createMongoAbility, subject } = await import("@casl/ability");
const { permission, scope } = json("question.json");
const { rules, parents } = json("casl-conditions.json");
const ability = createMongoAbility(rules);
const path = [];
for (let at = scope; at !== undefined; at = parents[at]) path.push(at);
decided(ability.can(permission, subject("Scope", { id: scope, path })));
