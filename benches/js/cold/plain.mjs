import { decided, json } from "./clock.mjs";
const { plain } = await import("../contestants/plain.mjs");
const { permission, scope } = json("question.json");
decided(plain.create(json("world.json")).can(permission, scope));
