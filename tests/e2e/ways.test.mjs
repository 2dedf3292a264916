// The ways around in the demo: sheets that open from sheets, stories that lead elsewhere, and the vendors.
import assert from "node:assert/strict";
import { storyteller, WIDTHS } from "./demo.mjs";

const { story } = storyteller();

const LENA = "#/twilio/US800e56a81bd8a0a3a2c170bdbdfc21db/ACc444f1aa1b3c17e1dae7732f9750337d";
const sheet = (v, name) => v.page.getByRole("dialog", { name, exact: true });
const scrolled = (v) => v.page.evaluate(() => Math.round(scrollY));

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

for (const [leads, title, heading] of [
  ["to another page of another person", "Message logs without personal data", "Messages"],
  ["to the same page of another person", "The same account through its Owner’s eyes", "Ferries Booking"],
  ["to another section", "Give a role, and look before saving", "Access"],
]) {
  story(`a story ${leads} begins at the top, with the focus on its heading`, LENA, async (v) => {
    const link = v.main.getByRole("link", { name: new RegExp(title.replace("’", "'")) });
    await link.scrollIntoViewIfNeeded();
    await v.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    assert.ok((await scrolled(v)) > 0, "the stories stand below the fold");
    await link.click();
    await v.main.getByRole("heading", { level: 1, name: heading }).waitFor();
    await v.focuses(heading);
    assert.equal(await scrolled(v), 0);
  }, { width: WIDTHS.phone });
}

story("another vendor opens in the section that is open", `${LENA}/~roles/matrix`, async (v) => {
  await v.vendor("Studio");
  await v.reads(v.page.getByRole("banner"), /Studio demo: Voicebridge/);
  await v.main.getByRole("grid").waitFor();
  await v.section("Access");
  await v.vendor("Voiceflow");
  await v.main.getByRole("heading", { level: 1, name: "Access" }).waitFor();
  await v.reads(v.page.getByRole("banner"), /Voiceflow demo: Tidepool/);
  await v.page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Console" }).click();
  await v.main.getByRole("heading", { level: 2, name: "Worth a look" }).waitFor();
  await v.vendor("Twilio");
  await v.main.getByRole("heading", { level: 1, name: "Ferries Booking" }).waitFor();
});

story("of one vendor's role the others know nothing, so their roles open", "#/studio/adaeze.obi/sys-voicebridge/~roles/role/ac_rw", async (v) => {
  await v.vendor("Twilio");
  await v.main.getByRole("heading", { level: 1, name: "Roles" }).waitFor();
  await v.reads(v.main, "Studio Admin");
});

story("who presses the vendor that is open, or comes back to one, finds everything as it was left", "#/voiceflow/femi.adeyemi/ws-customer-care/~overrides", async (v) => {
  const steps = v.page.getByRole("region", { name: "Steps made" });
  await v.main.getByRole("switch", { name: /^Pawel Zielinski, Phone Line:/ }).click();
  await v.reads(steps, /^Step 1/);
  await v.section("Access");
  await v.row("Clara Moreau", "Editor").first().getByRole("button", { name: /^Remove/ }).click();
  await v.reads(v.changeSet, /Take the role Editor/);
  const address = v.page.url();
  await v.vendor("Voiceflow");
  assert.equal(v.page.url(), address, "the vendor that is open is pressed in vain");

  await v.vendor("Studio");
  await v.reads(v.page.getByRole("banner"), /Studio demo: Voicebridge/);
  await v.vendor("Voiceflow");
  assert.equal(v.page.url(), address);
  await v.reads(v.changeSet, /Take the role Editor/);
  await v.section("Overrides");
  await v.reads(steps, /^Step 1/);
  // From another section too, and by the texts of the playground.
  await v.vendor("Twilio");
  await v.section("Playground");
  await v.page.getByRole("navigation", { name: "Start from" }).getByRole("link", { name: /^Voiceflow/ }).click();
  await v.reads(v.page.getByRole("banner"), "Femi Adeyemi");
  await v.section("Overrides");
  await v.reads(steps, /^Step 1/);
  await steps.getByRole("button", { name: "Undo" }).click();
  await v.reads(steps, "No step made yet.");
});
