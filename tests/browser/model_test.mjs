// The page that runs the model (results/comity.html) in a real browser with its network off. Needs COMITY_BINARY, COMITY_SOURCE_DIR,
// COMITY_PAGE, COMITY_WASM, a folder to write in as argument, and there hashes.json of tests/page/bits_test.mjs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeAttempts } from "./attempts.mjs";
import { launch, openPage, until } from "./browser.mjs";
import * as check from "./checks.mjs";
import { hashesInWorkers, nativeHash as nativeHashOf } from "./hashes.mjs";

const { COMITY_BINARY: comity, COMITY_PAGE: file, COMITY_SOURCE_DIR: source, COMITY_WASM: wasm } = process.env;
const folder = resolve(process.argv[2]);
mkdirSync(folder, { recursive: true });

const attempts = makeAttempts();
const { attempt } = attempts;

const nativeHash = (scenario, settings) => nativeHashOf(join(folder, "native.h5"), { scenario, settings, replicates: 20 });

const SMALL = "#s=two-states&n=20";
const status = (page) => page.locator("#status").textContent();

async function runAgain(page) {
  await page.evaluate(() => { delete document.documentElement.dataset.ready; });
  await page.click("#run");
  await until(page, () => document.documentElement.dataset.ready === "yes" || !document.getElementById("error").hidden);
  return page.evaluate(() => document.documentElement.dataset.hash);
}

// What a reader sees, scrolled to, chart by chart.
async function drawAll(page) {
  for (const figure of await page.locator("#charts figure").all()) {
    await figure.scrollIntoViewIfNeeded();
    await figure.locator(".picture svg").waitFor({ timeout: 20000 });
  }
}

// The report of one run of the main scenario taken again and again: more than the worker keeps in memory.
const MANY = 20;
async function reportOfMany(ask) {
  const load = { ask: "load", side: 1, scenario: "scenarios/microsoft-ireland.toml", settings: ["worlds.use=false", `run.replicates=${MANY}`], edits: {} };
  await ask(load);
  const { record } = await ask({ ask: "run", side: 1, replicate: 0 });
  for (let replicate = 0; replicate < MANY; replicate += 1) await ask({ ask: "take", side: 1, replicate }, record);
  return (await ask({ ask: "report", side: 1, replicates: MANY })).answer;
}

async function reportOfManyHere(files) {
  const { Core } = await import(join(source, "web/page/src/core.js"));
  const core = await Core.of(await WebAssembly.compile(readFileSync(wasm)));
  core.ask({ ask: "files", files });
  return reportOfMany((question, record) => core.ask(question, record));
}

// As text, for what goes to a page knows nothing of this file.
const reportOfManyThere = `(async () => {
  const MANY = ${MANY};
  const reportOfMany = ${reportOfMany};
  const { worker, module, files } = window.comityParts;
  const hand = new Worker(worker);
  hand.postMessage({ module, files });
  const ask = (question, record) => new Promise((resolve) => { hand.onmessage = ({ data }) => resolve(data); hand.postMessage({ id: 1, question, record }); });
  const report = await reportOfMany(ask);
  hand.terminate();
  return report;
})()`;

assert.ok(statSync(file).size <= 1.6e6, `the page has ${statSync(file).size} bytes`);
const browser = await launch();

const { page, context, faults } = await openPage(browser, `${file}${SMALL}`);
await attempt("two-states as shipped has the bits of the program", async () => {
  assert.equal(await page.evaluate(() => document.documentElement.dataset.hash), nativeHash("two-states", []));
  assert.match(await status(page), /^20 runs/);
});
await attempt("every shipped scenario has the bits of the program", async () => {
  const wanted = JSON.parse(readFileSync(join(folder, "hashes.json"), "utf8"));
  const found = await page.evaluate(hashesInWorkers, wanted);
  assert.ok(Object.keys(found).length > 40);
  for (const [scenario, { hash }] of Object.entries(wanted)) assert.equal(found[scenario], hash, scenario);
});
await attempt("a report of more runs than fit in memory is that of node", async () => {
  const files = await page.evaluate(() => window.comityParts.files);
  const [here, there] = [await reportOfManyHere(files), await page.evaluate(reportOfManyThere)];
  assert.deepEqual(there, here);
  assert.ok(here.charts.length > 8);
});
await attempt("every chart is drawn", async () => {
  await drawAll(page);
  assert.ok((await page.locator("#charts figure").count()) > 8);
  for (const svg of await page.locator("#charts .picture svg").all()) assert.ok(!/undefined|NaN|null|Invalid/.test(await svg.textContent()));
});
await attempt("a control changes the bits as --set does, and the address says so", async () => {
  await page.locator("#set-phases-locate").selectOption("false");
  const hash = await runAgain(page);
  assert.equal(hash, nativeHash("two-states", ["phases.locate=false"]));
  assert.ok((await page.url()).includes("phases.locate"), page.url());
  assert.match(await page.locator("#answer").textContent(), /run for run with the same random numbers/);
  assert.match(await page.locator("#compared").textContent(), /phases\.locate/);
  await page.locator("#arms").scrollIntoViewIfNeeded();
  await page.locator("#arms .picture svg").waitFor();
});
await attempt("ten controls come first, each with meaning, range, source and tag of the program's table", async () => {
  const rows = JSON.parse(execFileSync(comity, ["list", "parameters", "--format", "json"], { cwd: source, encoding: "utf8", maxBuffer: 1 << 26 }));
  const controls = await page.evaluate(() => [...document.querySelectorAll(".first .control")].map((row) => [row.querySelector("label").textContent, row.querySelector(".facts").textContent]));
  assert.equal(controls.length, 10);
  let numbers = 0;
  for (const [meaning, facts] of controls) {
    const row = rows.find(({ name }) => facts.startsWith(`${name} · `));
    if (!row) {
      assert.match(facts, /^(phases|reform)\..* · a (phase of each step|reform of the scenario)/);
      continue;
    }
    numbers += 1;
    assert.equal(meaning, row.meaning);
    assert.ok(facts.includes(row.tag === "A" ? "an assumption (A)" : row.tag) && facts.endsWith(row.source), facts);
    if (row.type === "real") assert.ok(facts.includes(`range ${row.low} to ${row.high}`), facts);
  }
  assert.ok(numbers >= 3);
});
await attempt("a slider is moved by the keyboard, to what the field beside it says", async () => {
  await page.locator(".control", { hasText: "reciprocate.affront" }).locator("input[type=range]").focus();
  for (let i = 0; i < 5; i += 1) await page.keyboard.press("PageUp");
  await page.keyboard.press("Tab");
  const value = await page.inputValue("#set-reciprocate-affront");
  assert.ok(Number(value) > 0.02, value);
  assert.equal(await runAgain(page), nativeHash("two-states", ["phases.locate=false", `reciprocate.affront=${value}`]));
  await page.click('[aria-label^="Back to the scenario\'s value: loss of stance"]');
  assert.equal(await page.inputValue("#set-reciprocate-affront"), "0.02");
  await runAgain(page);
});
await attempt("each chart is saved as SVG and the answer as CSV", async () => {
  const saved = async (press) => {
    const [download] = await Promise.all([page.waitForEvent("download"), press()]);
    return readFileSync(await download.path(), "utf8");
  };
  assert.match(await saved(() => page.locator("#arms .buttons button", { hasText: /^SVG$/ }).click()), /^<svg[^]*<\/svg>\s*$/);
  const rows = (await saved(() => page.click("#csv"))).trim().split("\r\n");
  assert.equal(rows[0], "quantity,arm,unit,median,low,high,runs");
  assert.equal(rows.length - 1, await page.locator(".answers tbody tr").count());
});
await attempt("a print has every chart and no control", async () => {
  await until(page, () => [...document.querySelectorAll("#charts .picture")].every((picture) => picture.querySelector("svg")));
  await check.printsEveryChart(page);
  await page.emulateMedia({ media: "print" });
  const printed = await page.evaluate(() => ["setup", "controls", "texts", "away"].filter((id) => document.getElementById(id).offsetHeight > 0));
  await page.emulateMedia({ media: "screen" });
  assert.deepEqual(printed, []);
});
await attempt("a link gives the same run in another window", async () => {
  const other = await openPage(browser, file + new URL(page.url()).hash);
  assert.equal(await other.page.evaluate(() => document.documentElement.dataset.hash), await page.evaluate(() => document.documentElement.dataset.hash));
  assert.deepEqual(other.faults, []);
  await other.context.close();
});
await attempt("a search finds a parameter by its meaning", async () => {
  await page.fill("#search", "patience months");
  assert.match(await page.locator(".found").textContent(), /assist\.patience_months/);
  await page.fill("#search", "");
});
await attempt("the scenario can be taken to the command line", async () => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#toml")]);
  const mine = join(folder, "mine.toml");
  await download.saveAs(mine);
  assert.equal(nativeHash(mine, []), await page.evaluate(() => document.documentElement.dataset.hash));
});
await attempt("a dispute is told", async () => {
  await page.click("#tell");
  await page.locator(".timeline li").nth(4).waitFor({ timeout: 20000 });
  assert.match(await page.locator(".timeline").textContent(), /the Harbour warrant/);
});
await attempt("an error in a law stands at its place", async () => {
  await page.evaluate(() => { document.getElementById("texts").open = true; });
  await page.selectOption("#file", "scenarios/law/northland.toml");
  const text = await page.inputValue("#text");
  await page.fill("#text", text.replace(/when += "/, 'when = "order is urs and '));
  await page.dispatchEvent("#text", "change");
  await runAgain(page);
  const said = await page.locator("#error").textContent();
  assert.match(said, /northland\.toml:\d+:\d+: error/);
  const [line, selected] = await page.evaluate(() => { const area = document.getElementById("text"); return [area.value.slice(0, area.selectionStart).split("\n").length, area.value.slice(area.selectionStart, area.selectionEnd)]; });
  assert.equal(line, Number(/northland\.toml:(\d+)/.exec(said)[1]));
  assert.match(selected, /urs/);
  const [bar, above] = await page.evaluate(() => [document.getElementById("setup").getBoundingClientRect().bottom, document.getElementById("file").getBoundingClientRect().top]);
  assert.ok(above >= bar, "the bar with the error covers the text");
  await page.fill("#text", text);
  await page.dispatchEvent("#text", "change");
});
await attempt("markup in a text stays text", async () => {
  await page.selectOption("#file", "scenarios/two-states.toml");
  const text = await page.inputValue("#text");
  await page.fill("#text", text.replace(/question = ".*"/, 'question = "<img src=x onerror=document.title=1><b>bold</b>"').replaceAll("Northland", "<i>North</i>"));
  await page.dispatchEvent("#text", "change");
  await runAgain(page);
  assert.equal(await page.locator("#error").isVisible(), false, await page.locator("#error").textContent());
  await drawAll(page);
  assert.equal(await page.locator('#page img, #page b:text-is("bold"), #page i:text-is("North")').count(), 0);
  await page.fill("#text", text);
  await page.dispatchEvent("#text", "change");
});
await attempt("charts grow as runs finish, and the bar with them", async () => {
  await page.evaluate(() => { location.hash = "#s=two-states&n=500"; });
  await until(page, () => /^[1-9]\d* of 500 runs/.test(document.getElementById("status").textContent) && document.querySelector("#charts svg") !== null);
  const told = await page.locator("#answer .facts").textContent();
  const share = await page.evaluate(() => document.getElementById("progress").value);
  assert.ok(Number(/^\d+/.exec(told)[0]) < 500, told);
  assert.ok(share > 0 && share < 1, String(share));
  await until(page, () => /^500 runs in .* workers/.test(document.getElementById("status").textContent));
  assert.match(await page.locator("#answer .facts").textContent(), /^500 runs of the scenario as shipped/);
});
await attempt("what never ends is stopped and the page stays awake", async () => {
  await page.evaluate(() => { location.hash = "#s=disputes/all&n=500&set=run.scale%3D1"; });
  await until(page, () => document.getElementById("scenario").value.includes("all") && !document.getElementById("stop").disabled);
  const begun = Date.now();
  await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 50); }));
  assert.ok(Date.now() - begun < 2000, "the page does not answer");
  await page.click("#stop");
  assert.equal(await status(page), "Stopped.");
  assert.equal(await page.locator("#run").isEnabled(), true);
  await page.selectOption("#scenario", "scenarios/two-states.toml");
  await until(page, () => /^40 runs in .*workers/.test(document.getElementById("status").textContent));
});
await attempt("axe finds nothing", () => check.axeFindsNothing(page));
await attempt("it asks no network and complains of nothing", () => assert.deepEqual(faults, []));
await attempt("no script and no connection of others", async () => {
  await check.runsNoScriptOfOthers(page);
  const refused = await page.evaluate(() => new Promise((resolve) => {
    document.addEventListener("securitypolicyviolation", (event) => event.violatedDirective.startsWith("connect-src") && resolve(event.blockedURI));
    fetch("https://example.org/").catch(() => setTimeout(() => resolve(""), 1000));
  }));
  assert.match(refused, /example\.org/);
});
await context.close();

const phone = await openPage(browser, `${file}${SMALL}`, { width: 390, height: 844 });
await attempt("it fits a phone", async () => {
  await drawAll(phone.page);
  await check.nothingIsWiderThanThePage(phone.page);
});
await attempt("axe finds nothing in the dark", async () => {
  await phone.page.emulateMedia({ colorScheme: "dark" });
  await check.axeFindsNothing(phone.page);
});
await attempt("it complains of nothing on a phone", () => assert.deepEqual(phone.faults, []));
await browser.close();
process.exitCode = attempts.failures === 0 ? 0 : 1;
