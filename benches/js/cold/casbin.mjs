import { decided, json } from "./clock.mjs";
const { casbinGraph } = await import("../contestants/casbin.mjs");
const { permission, scope } = json("question.json");
decided((await casbinGraph.create(json("world.json"))).can(permission, scope));
