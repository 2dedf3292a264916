import { decided, json } from "./clock.mjs";
const { createPermix } = await import("permix");
const { permission, scope } = json("question.json");
const { sets, scopes } = json("permix.json");
const instances = sets.map((rules) => createPermix(rules));
decided(instances[scopes[scope]].check(permission.replaceAll(".", "-")));
