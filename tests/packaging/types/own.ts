// A catalog of one's own, with the types that `npx rolescope types catalog.json --name RetailNames` has written.
import { Catalog, Directory, Session, type BuiltinNames, type Change, type PageState, type Role, type View } from "rolescope";
import type { RetailNames } from "./names.js";

declare const text: string;
const retail = Catalog.parse<RetailNames>(text);
const directory = Directory.parse(retail, text);
const session: Session<RetailNames> = Session.load(retail, directory.snapshot("ann"));
const view: View<RetailNames> = session.at("S1");

session.can("sales.receipts.read", "S1");
view.can("stock.items.update");
directory.can("ann", "sales.refunds.create", "T1");
session.page("receipts", "S1");
session.page("/stores/S1/receipts", "S1");
retail.role("store-manager");
retail.leastRoles({ permissions: ["sales.totals.read"], scopeType: "store" });
directory.role("a-role-of-the-tenant");
directory.apply([{ type: "assign", principal: "ann", role: "a-role-of-the-tenant", scope: "S1" }]);

// @ts-expect-error a misspelt permission
session.can("sales.receipts.reed", "S1");
// @ts-expect-error a permission of a built-in catalog
session.can("studio.flows.read", "S1");
// @ts-expect-error a misspelt permission
view.check("sales.receipts.reed");
// @ts-expect-error a misspelt permission
directory.listPrincipals("sales.receipts.reed", "S1");
// @ts-expect-error a misspelt permission
directory.session("ann").canAny(["sales.receipts.reed"], "S1");
// @ts-expect-error a misspelt role
retail.role("store-manger");
// @ts-expect-error a misspelt permission
retail.leastRoles({ permissions: ["sales.totals.reed"], scopeType: "store" });
// @ts-expect-error a misspelt page id
session.page("recipts", "S1");
// @ts-expect-error a misspelt permission in a change
directory.apply([{ type: "narrow", principal: "ann", role: "cashier", scope: "S1", permissions: ["sales.receipts.reed"] }]);
// @ts-expect-error a type without the three kinds of ids
Catalog.parse<{ permission: "a" }>(text);
// @ts-expect-error a built-in catalog has its own names
const renamed: Catalog<RetailNames> = Catalog.builtin("studio");
// @ts-expect-error names are said, they do not come from where the catalog goes to
const guessed: Catalog<RetailNames> = Catalog.parse(text);
// @ts-expect-error nor does a parsed catalog become a built-in one
const disguised: Catalog<BuiltinNames["twilio"]> = Catalog.parse(text);

// Without names, every string is an id.
const plain = Catalog.parse(text);
const any: string[] = plain.roles().map(({ id }) => id);
Session.load(plain, text).can("whatever.it.is", "S1");

// What the package gives may be asked again, and the narrow types fit where the wide ones are asked for.
for (const id of session.listPermissions("S1")) session.can(id, "S1");
for (const { id } of retail.pages()) session.page(id, "S1");
const wide: [Catalog, Directory, Session, PageState, Role] = [retail, directory, session, session.page("sales", "S1"), retail.role("cashier")];
const change: Change<RetailNames> = { type: "widen", principal: "ann", scope: "S1", role: "analyst" };

export { any, change, disguised, guessed, renamed, wide };
