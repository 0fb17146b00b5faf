// The pages of comity report in a real browser. Needs COMITY_BINARY, COMITY_SOURCE_DIR, and as arguments a folder to write in and the names
// of the pages (none: all).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { makeAttempts } from "./attempts.mjs";
import { launch, openPage } from "./browser.mjs";
import * as check from "./checks.mjs";

const { COMITY_BINARY: comity, COMITY_SOURCE_DIR: source } = process.env;
const [, , folder, ...wanted] = process.argv;
rmSync(folder, { recursive: true, force: true }); // a sweep of another version would be refused
mkdirSync(folder, { recursive: true });

const WORLDS = ["--set", `worlds.file=${source}/scenarios/worlds/plausible-2013.csv`];
const PAGES = [
  { name: "dispute", make: ["run", "scenarios/microsoft-ireland.toml", "--replicates", "8", "--quiet"],
    charts: ["adoption", "network", "precedent", "routes", "consent", "stance", "statutes", "conflicts", "caught", "distribution", "map", "milestones", "dispute", "history"], without: ["places", "flows"] },
  { name: "demands", make: ["run", "scenarios/two-states.toml", "--replicates", "40", "--set", "run.log_demands=true", ...WORLDS, "--quiet"], unknowns: true,
    charts: ["adoption", "places", "routes", "flows", "consent", "stance", "statutes", "caught", "distribution", "milestones"], without: ["map"] },
  { name: "sensitivities", make: ["sweep", "scenarios/sweeps/what-matters.toml", "--quiet"], charts: ["tornado", "response", "boxes", "caught", "distribution"] },
  // At the defaults: in few plausible worlds two arms may be one to the last bit, and with them the pictures of a filter.
  { name: "arms", make: ["sweep", "scenarios/sweeps/policies.toml", "--replicates", "6", "--set", "worlds.use=false", "--keep", "all", "--quiet"],
    charts: ["arms", "armlines", "map", "adoption", "network", "precedent", "routes", "consent", "stance", "statutes", "conflicts", "caught", "distribution"], without: ["places", "flows"] },
  { name: "pair", make: ["run", "scenarios/two-states.toml", "--replicates", "40", "--set", "assist.load=0.5", ...WORLDS, "--quiet"],
    against: "demands", charts: ["arms", "pair"] },
];

const CHECKS = ["everyChartHasMarks", "namesAreWholeAndNumbersPlain", "filtersWork", "savedSvgIsWellFormed", "savedPngIsAPicture", "savedCsvEqualsTheData", "keyboardReaches", "printsEveryChart", "answersInWordsFirst", "axeFindsNothing", "isReadableInTheDark"];

function makeResults({ name, make }) {
  const results = join(folder, `${name}.h5`);
  if (!existsSync(results)) execFileSync(comity, [...make, "--out", results], { cwd: source, stdio: "inherit" });
  return results;
}

function makePage(one) {
  const { name, against } = one;
  const results = makeResults(one);
  const page = join(folder, `${name}.html`);
  execFileSync(comity, ["report", ...(against ? [makeResults(PAGES.find((other) => other.name === against))] : []), results, "--out", page, "--force"], { cwd: source, stdio: "inherit" });
  assert.ok(statSync(page).size < 1.5e6, `${name}: the page is larger than 1.5 MB`);
  return page;
}

const attempts = makeAttempts();
const { attempt } = attempts;

const browser = await launch();
for (const one of PAGES) {
  if (wanted.length > 0 && !wanted.includes(one.name)) continue;
  const file = makePage(one);
  const { page, context, faults } = await openPage(browser, file);
  await attempt(`${one.name}: hasItsCharts`, async () => {
    const drawn = (await check.contentsOf(page)).charts.map((chart) => chart.id);
    assert.deepEqual(one.charts.filter((id) => !drawn.includes(id)), [], `charts are missing; there are ${drawn}`);
    assert.deepEqual((one.without ?? []).filter((id) => drawn.includes(id)), [], "charts that say what another says");
  });
  await attempt(`${one.name}: tellsWhatIsNotKnown`, async () => {
    const { unknowns } = await check.contentsOf(page);
    assert.equal(unknowns !== undefined, one.unknowns === true);
    if (!unknowns) return;
    const shown = page.locator("#unknowns");
    assert.deepEqual(await shown.locator(":scope > ul > li").allTextContents(), unknowns.sentences);
    await shown.locator("summary").click();
    assert.equal(await shown.locator("table").count(), unknowns.tables.length);
    assert.ok(await shown.getByText("worlds. A parameter is named where").isVisible());
  });
  for (const name of CHECKS) await attempt(`${one.name}: ${name}`, () => check[name](page));
  await attempt(`${one.name}: asksNoNetworkAndComplainsOfNothing`, () => assert.deepEqual(faults, []));
  await attempt(`${one.name}: runsNoScriptOfOthers`, () => check.runsNoScriptOfOthers(page));
  await context.close();
  const phone = await openPage(browser, file, { width: 390, height: 844 });
  await attempt(`${one.name}: fitsAPhone`, () => check.nothingIsWiderThanThePage(phone.page));
  await attempt(`${one.name}: hasMarksOnAPhone`, () => check.everyChartHasMarks(phone.page));
  await attempt(`${one.name}: hasWholeNamesOnAPhone`, () => check.namesAreWholeAndNumbersPlain(phone.page));
  await attempt(`${one.name}: complainsOfNothingOnAPhone`, () => assert.deepEqual(phone.faults, []));
  await phone.context.close();
  const paper = await openPage(browser, file, { width: 680, height: 960 }); // A4 within its margins
  await attempt(`${one.name}: fitsPaper`, () => check.nothingIsCutOnPaper(paper.page));
  await paper.context.close();
}
await browser.close();
process.exitCode = attempts.failures === 0 ? 0 : 1;
