// The ways around in the demo: sheets that open from sheets, stories that lead elsewhere, and the vendors.
import { storyteller, WIDTHS } from "./demo.mjs";

const { story } = storyteller();

const LENA = "#/twilio/US800e56a81bd8a0a3a2c170bdbdfc21db/ACc444f1aa1b3c17e1dae7732f9750337d";
const sheet = (v, name) => v.page.getByRole("dialog", { name, exact: true });

for (const [size, openMenu] of [["phone", true], ["tablet", false]]) {
  story(`${size}: the hidden pages open, and why? opens the reason in their place`, LENA, async (v) => {
    if (openMenu) await v.page.getByRole("button", { name: "Open navigation" }).click();
    await v.page.getByRole("button", { name: /hidden pages/ }).click();
    await sheet(v, "Hidden pages").waitFor();
    if (openMenu) await sheet(v, "Pages").waitFor({ state: "hidden" });
    await sheet(v, "Hidden pages").getByRole("button", { name: "why? is the page API keys hidden" }).click();
    await v.reads(sheet(v, "Why?"), /Does Lena Fischer see API keys at Ferries Booking\?/);
    await sheet(v, "Hidden pages").waitFor({ state: "hidden" });
    await v.page.keyboard.press("Escape");
    await sheet(v, "Why?").waitFor({ state: "hidden" });
  }, { width: WIDTHS[size] });
}
