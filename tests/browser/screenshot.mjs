// For looking at a page: node screenshot.mjs PAGE PREFIX writes PREFIX-desktop.png, -phone.png and -print.pdf.
import { resolve } from "node:path";
import { launch, openPage } from "./browser.mjs";

const [file, prefix] = process.argv.slice(2);
const browser = await launch();
for (const [name, viewport] of [["desktop", { width: 1280, height: 900 }], ["phone", { width: 390, height: 844 }]]) {
  const { page, context, faults } = await openPage(browser, resolve(file), viewport);
  await page.screenshot({ path: `${prefix}-${name}.png`, fullPage: true });
  if (name === "desktop") await page.pdf({ path: `${prefix}-print.pdf`, format: "A4", printBackground: true });
  faults.forEach((fault) => console.log(name, fault));
  await context.close();
}
await browser.close();
