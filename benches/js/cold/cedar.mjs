import { decided, json } from "./clock.mjs";
const { cedarTree } = await import("../contestants/cedar.mjs");
const { permission, scope } = json("question.json");
const { askPermission, askScope, can } = cedarTree.create(json("world.json"));
decided(can(askPermission(permission), askScope(scope)));
