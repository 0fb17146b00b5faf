// The page of comity law page in a real browser. Needs COMITY_BINARY, COMITY_SOURCE_DIR and a folder to write in as argument.
// What it shows of random days is held against the files, read by another reader of TOML, and against comity law's answers.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeAttempts } from "./attempts.mjs";
import { launch, openPage } from "./browser.mjs";
import * as check from "./checks.mjs";

const { COMITY_BINARY: comity, COMITY_SOURCE_DIR: source } = process.env;
const folder = process.argv[2];
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const ask = (...words) => execFileSync(comity, words, { cwd: source, encoding: "utf8", maxBuffer: 1 << 28 });

const DAYS = ["2013-12-04", "2026-09-01"];
const FILES = readdirSync(join(source, "scenarios/law")).filter((name) => name.endsWith(".toml")).map((name) => join("scenarios/law", name));
const READ = `
import json, sys, tomllib
print(json.dumps([tomllib.load(open(name, "rb")) for name in sys.argv[1:]], default=str))`;
const read = (files) => JSON.parse(execFileSync("/usr/bin/python3", ["-c", READ, ...files], { cwd: source, encoding: "utf8", maxBuffer: 1 << 28 }));

// Of a rule with several sources the page names those up to its day, and links and quotes the newest of them that has a link or words.
const citedOn = (day, row) => row.later?.findLast((one) => one.from <= day && (one.url || one.quote)) ?? { url: row.url, quote: row.quote };

// Every rule, schedule or balance as its file has it: { name, state, from, until, url, quote, source, …; of rules also effect, confirmed, open }.
function rowsOf(documents, table) {
  const regimes = new Map(documents.filter((one) => one.regime).map((one) => [one.regime.id, one.regime]));
  const stateOf = (regime) => regime.state ?? stateOf(regimes.get(regime.amends));
  return documents.filter((one) => one.regime).flatMap((document) => Object.entries(document[table] ?? {}).map(([name, row]) => ({
    ...row, name: `${document.regime.id}.${name}`, state: stateOf(document.regime), confirmed: row.confirmed ?? true, open: row.arguable !== undefined,
  }))).filter(({ state }) => !/^X[A-Z]$/.test(state));
}

const within = (day, { from, until }) => (from === undefined || from <= day) && (until === undefined || day < until);

// The same numbers every time (mulberry32).
let seed = 20261129;
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const one = (list) => list[Math.floor(random() * list.length)];

async function show(page, day, since = "") {
  for (const [field, text] of [["#day", day], ["#since", since]]) {
    if ((await page.inputValue(field)) === text) continue; // the page would draw the same once more
    await page.fill(field, text);
    await page.locator(field).blur(); // which is when it changes
  }
  assert.equal(await page.evaluate(() => document.documentElement.dataset.day), day);
}

// What a reader sees of every rule shown.
function shownRules(page) {
  return page.evaluate(() => [...document.querySelectorAll("article.rule")].map((article) => ({
    name: article.dataset.rule, state: article.closest("section").id.replace("state-", ""), effect: article.closest(".effect").dataset.effect,
    gone: article.classList.contains("gone"), badges: [...article.querySelectorAll(".badge")].map((badge) => badge.className.replace("badge ", "")),
    url: article.querySelector(".source a")?.getAttribute("href"), source: article.querySelector(".source").textContent,
    quote: article.querySelector("blockquote")?.textContent, whole: article.textContent, condition: article.querySelector(".condition").textContent,
  })));
}

const folded = (text) => text.replace(/#[^\n]*/g, "").replace(/\s+/g, " ").trim();
const byName = (left, right) => (left.name < right.name ? -1 : 1);

async function showsTheRulesOf(page, rules, day, since) {
  await show(page, day, since);
  const shown = (await shownRules(page)).sort(byName);
  const expected = rules.filter((rule) => within(day, rule) || (since !== "" && within(since, rule))).sort(byName);
  assert.deepEqual(shown.map((rule) => rule.name), expected.map((rule) => rule.name), `rules on ${day}`);
  expected.forEach((rule, i) => {
    const { name, state, effect, gone, badges, url, source: cited, quote, condition, whole } = shown[i];
    const badge = (kind) => badges.includes(kind);
    assert.deepEqual({ state, effect, gone, url, quote, doubt: badge("doubt"), open: badge("open"), begun: badge("begun"), ended: badge("ended") }, {
      state: rule.state, effect: rule.effect, gone: !within(day, rule), url: citedOn(day, rule).url, quote: citedOn(day, rule).quote, doubt: !rule.confirmed, open: rule.open,
      begun: since !== "" && within(day, rule) && !within(since, rule), ended: !within(day, rule),
    }, `${name} on ${day}`);
    if (rule.source) assert.ok(cited.includes(rule.source), `${name}: its source reads ${cited}`);
    for (const later of rule.later ?? []) {
      assert.equal(cited.includes(later.source), later.from <= day, `${name} on ${day}, source of ${later.from}: ${cited}`);
      assert.ok(whole.includes(later.from <= day ? later.source : `${later.source} (${later.from})`), `${name} on ${day}: ${whole}`);
    }
    assert.equal(condition, `when ${folded(rule.when)}${rule.unless ? ` unless ${folded(rule.unless)}` : ""}`, name);
  });
}

// Deadlines, fines, days to object, and what is weighed.
const SAID = { deadline_hours: "an order must be answered within {} hours", days_to_object: "who objects must do so within {} days", fine_percent_of_turnover: "who does not obey is fined at most {} % of turnover" };
const signed = (number) => (number > 0 ? `+${number}` : `${number}`.replace("-", "−"));

function itemsOf(kind, row, name) {
  if (kind === "schedule") {
    const says = (value) => SAID[row.sets ?? name]?.replace("{}", value) ?? `${row.sets ?? name} is ${value}`;
    return row.case.map((one) => (one.otherwise ? `otherwise ${says(one.value)}` : `${says(one.value)}, when ${folded(one.when)}`));
  }
  return row.weigh.map((one) => `${signed(one.weight)} when ${folded(one.when)}${one.source ? ` (${one.source})` : ""}`);
}

async function showsWhatIsBesideRules(page, kind, rows, day, since = "") {
  await show(page, day, since);
  const shown = await page.evaluate((which) => [...document.querySelectorAll(`article.${which}`)].map((article) => ({
    name: article.dataset[which], state: article.closest("section").id.replace("state-", ""), gone: article.classList.contains("gone"),
    url: article.querySelector(".source a")?.getAttribute("href"), items: [...article.querySelectorAll("li")].map((item) => item.textContent), source: article.querySelector(".source").textContent,
  })), kind);
  const expected = rows.filter((row) => within(day, row) || (since !== "" && within(since, row)));
  assert.deepEqual(shown.map((row) => row.name).sort(), expected.map((row) => row.name).sort(), `${kind}s on ${day}`);
  for (const row of expected) {
    const { state, gone, url, items, source: cited } = shown.find((other) => other.name === row.name);
    assert.deepEqual({ state, gone, url }, { state: row.state, gone: !within(day, row), url: row.url }, row.name);
    for (const item of itemsOf(kind, row, row.name.split(".")[1])) assert.ok(items.includes(item), `${row.name}: ${item} is not among ${items.join("; ")}`);
    if (row.source) assert.ok(cited.includes(row.source), `${row.name}: its source reads ${cited}`);
  }
  return expected.length;
}

// Rules that an answer of `why` names stand on the page under the effect asked about.
async function agreesWithWhy(page, rules) {
  const states = [...new Set(rules.map((rule) => rule.state))].filter((state) => /^[A-W]/.test(state) && state !== "EU");
  const facts = ["order is ours", "data here", "provider established here", "provider controls data from here", "content data", "judge approved", "serious offence"];
  const state = one(states);
  const rule = one(rules.filter((other) => other.state === state));
  const given = facts.filter(() => random() < 0.7).join(", ") || "data here";
  const reasons = JSON.parse(ask("law", "why", ...FILES, "--states", state, "--on", rule.from, "--given", given, "--format", "json")).filter((reason) => reason.effect); // the others are schedules
  await show(page, rule.from);
  const shown = await shownRules(page);
  for (const reason of reasons) {
    for (const acting of reason.rules)
      assert.ok(shown.some((other) => other.name === acting.rule && other.effect === reason.effect && !other.gone), `${acting.rule} ${reason.effect} on ${rule.from}, but is not shown`);
  }
  return reasons.reduce((sum, reason) => sum + reason.rules.length, 0);
}

// The matrix and the reasons behind its cells are those of `conflicts`.
async function agreesWithConflicts(page, day) {
  await show(page, day);
  const { pairs } = JSON.parse(ask("law", "conflicts", ...FILES, "--on", day, "--format", "json"));
  assert.equal(await page.locator(".matrix button").count(), pairs.length);
  const cells = await page.evaluate(() => {
    const ids = [...document.querySelectorAll(".matrix thead th")].map((head) => head.textContent);
    return [...document.querySelectorAll(".matrix tbody tr")].flatMap((row, i) => [...row.querySelectorAll("td")].map((cell, j) => [ids[i], ids[j], cell.querySelector("button")?.className ?? null])).filter(([, , kind]) => kind !== null);
  });
  assert.deepEqual(cells.sort(), pairs.map((pair) => [pair.orders, pair.forbids, pair.conflict]).sort());
  for (let i = 0; i < 6; i += 1) {
    const pair = one(pairs.filter((other) => other.conflict !== "never"));
    const [orders, forbids] = await page.locator("#conflicts select").all();
    await orders.selectOption(pair.orders);
    await forbids.selectOption(pair.forbids);
    const told = await page.locator("#reasons").textContent();
    for (const example of [pair.certain_example, pair.arguable_example].filter((other) => other !== undefined)) {
      assert.ok(told.includes(`${example.demand}: ${example.verdict}.`), `${pair.orders} ${pair.forbids}: ${told}`);
      for (const { name, words, other_words } of example.open_questions) assert.ok(told.includes(`Open question: ${name} Either ${words}, or ${other_words}.`), `${pair.orders} ${pair.forbids}: ${told}`);
      for (const rule of [...example.compelling, ...example.forbidding]) {
        const link = page.locator("#reasons a", { hasText: rule.rule }).first();
        assert.equal(await page.evaluate((id) => document.getElementById(id) !== null, (await link.getAttribute("href")).slice(1)), true, `the link to ${rule.rule} leads nowhere`);
      }
    }
  }
}

async function saysWhereThereIsNoMatrix(page) {
  await show(page, "2015-06-01");
  assert.equal(await page.locator(".matrix").count(), 0);
  await page.locator("#conflicts button", { hasText: DAYS[0] }).click();
  assert.equal(await page.inputValue("#day"), DAYS[0]);
  assert.equal(await page.locator(".matrix").count(), 1);
}

async function refusesWhatIsNoDay(page) {
  await show(page, DAYS[1]);
  for (const text of ["01.07.2005", "2013-02-30", ""]) {
    await page.fill("#day", text);
    await page.dispatchEvent("#day", "change");
    assert.match(await page.locator("[role=status]").textContent(), /is no day. Write it like/);
    assert.equal(await page.getAttribute("#day", "aria-invalid"), "true");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.day), DAYS[1]);
  }
  await show(page, DAYS[1]);
}

// Words of conditions, definitions, questions and exceptions lead to places that are there; no place is there twice.
async function innerLinksLeadSomewhere(page) {
  for (const day of ["1998-01-01", ...DAYS]) {
    await show(page, day);
    const { lost, twice, count } = await page.evaluate(() => {
      const targets = [...document.querySelectorAll("#page a[href^='#']")].map((link) => link.getAttribute("href").slice(1));
      const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
      return { lost: targets.filter((id) => document.getElementById(id) === null), twice: ids.filter((id, i) => ids.indexOf(id) !== i), count: targets.length };
    });
    assert.deepEqual(lost, []);
    assert.deepEqual(twice, []);
    assert.ok(count > 100);
  }
}

async function keyboardReachesDayReasonsAndSources(page) {
  await show(page, DAYS[1]);
  await page.locator("a.skip").focus();
  const seen = new Set();
  for (let i = 0; i < 90; i += 1) {
    await page.keyboard.press("Tab");
    seen.add(await page.evaluate(() => `${document.activeElement.tagName} ${document.activeElement.id || document.activeElement.className}`));
  }
  for (const place of ["INPUT day", "INPUT since", "DIV scroll", "SELECT ", "A term"]) assert.ok(seen.has(place), `the keyboard does not reach ${place}: ${[...seen].join("; ")}`);
}

async function printsTheLawWithoutControls(page) {
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#day").isVisible(), false);
  assert.equal(await page.locator("article.rule").first().isVisible(), true);
  assert.ok((await page.pdf({ format: "A4" })).length > 100000, "the print is empty");
  await page.emulateMedia({ media: "screen" });
}

const attempts = makeAttempts();
const { attempt } = attempts;

const EVIL = "</script><script>document.title='broken'</script><img src=http://evil.example/x onerror=alert(1)>{{data}}";
const HOSTILE = `
[regime]
id = "evil"
name = ${JSON.stringify(`Evil: ${EVIL}`)}
state = "XE"
powers = ["executive agreements"]
[rule.r]
effect = "compels"
when = "order is ours and content data"
from = 2000-01-01
arguable = 0.5
source = ${JSON.stringify(EVIL)}
url = "https://example.org/a&b?c=1"
quote = ${JSON.stringify(EVIL)}
confirmed = false
`;

async function showsHostileTextAsText(browser) {
  const [file, made] = [join(folder, "evil.toml"), join(folder, "evil.html")];
  writeFileSync(file, HOSTILE);
  ask("law", "page", file, "--out", made);
  const { page, context, faults } = await openPage(browser, made);
  assert.equal(await page.title(), `The law of Evil · comity`);
  const text = await page.locator("#state-XE").textContent();
  assert.equal(text.split(EVIL).length - 1, 4, text); // the file's name, at the head and at the rule; source; quote
  assert.equal(await page.locator("img, script[src]").count(), 0);
  assert.equal(await page.locator(".rule .source a").getAttribute("href"), "https://example.org/a&b?c=1");
  assert.deepEqual(faults, []);
  // What came into the page all the same would not run.
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'broken'";
    document.body.append(script);
  });
  assert.notEqual(await page.title(), "broken");
  await context.close();
}

// A rule of every effect that there is stands under words of its own.
async function showsEveryEffect(browser) {
  const effects = [...JSON.parse(ask("law", "facts", "--format", "json")).effects.map(({ name }) => name), "none"];
  const [file, made] = [join(folder, "all.toml"), join(folder, "all.html")];
  const rule = (effect) => `[rule.r-${effect}]\neffect = "${effect}"\nwhen = "order is ours"\nfrom = 2000-01-01\n${effect === "none" ? 'exception_to = ["r-compels"]\n' : ""}`;
  writeFileSync(file, `[regime]\nid = "all"\nstate = "XA"\n${effects.map(rule).join("")}`);
  ask("law", "page", file, "--out", made);
  const { page, context } = await openPage(browser, made);
  assert.deepEqual(await page.locator("#state-XA .effect").evaluateAll((parts) => parts.map((part) => part.dataset.effect)), effects);
  for (const heading of await page.locator("#state-XA .effect h3").evaluateAll((parts) => parts.map((part) => part.firstChild.textContent)))
    assert.ok(!effects.includes(heading), `${heading} has no words`);
  await context.close();
}

const documents = read(FILES);
const rules = rowsOf(documents, "rule");
const file = join(folder, "law.html");
ask("law", "page", ...FILES, "--on", DAYS.join(","), "--out", file);
const browser = await launch();
const { page, context, faults } = await openPage(browser, file, { width: 1400, height: 1000 });
await attempt("is small", () => assert.ok(statSync(file).size < 3e6, `the page has ${statSync(file).size} bytes`));
await attempt("holds all in one file", () => assert.doesNotMatch(readFileSync(file, "utf8").replace(/<script type="application\/json".*?<\/script>/s, ""), /(src|href)="?http/));
for (let i = 0; i < 12; i += 1) {
  const days = [...new Set(rules.flatMap((rule) => [rule.from, rule.until ?? rule.from]))].sort();
  const day = i < 2 ? DAYS[i] : one(days);
  const since = i % 2 === 0 ? "" : one(days);
  await attempt(`shows the rules of ${day}${since && ` against ${since}`}`, () => showsTheRulesOf(page, rules, day, since));
}
await attempt("cites what was decided by the day", async () => {
  const cited = rules.filter((rule) => rule.later);
  assert.ok(cited.length > 5);
  for (const rule of [one(cited), one(cited), one(cited)]) {
    const { from } = one(rule.later);
    for (const days of [-1, 0]) await showsTheRulesOf(page, rules, new Date(Date.parse(from) + days * 86400000).toISOString().slice(0, 10), "");
  }
});
for (const kind of ["schedule", "balance"]) {
  await attempt(`shows every ${kind}`, async () => {
    const rows = rowsOf(documents, kind);
    let shown = await showsWhatIsBesideRules(page, kind, rows, "1990-01-01", DAYS[1]);
    for (const { from } of rows) if (from) shown += await showsWhatIsBesideRules(page, kind, rows, from);
    assert.ok(shown > rows.length);
  });
}
await attempt("agrees with why", async () => {
  let acting = 0;
  for (let i = 0; i < 15; i += 1) acting += await agreesWithWhy(page, rules);
  assert.ok(acting > 10, `only ${acting} rules were compared`);
});
for (const day of DAYS) await attempt(`agrees with conflicts on ${day}`, () => agreesWithConflicts(page, day));
await attempt("says where there is no matrix", () => saysWhereThereIsNoMatrix(page));
await attempt("refuses what is no day", () => refusesWhatIsNoDay(page));
await attempt("inner links lead somewhere", () => innerLinksLeadSomewhere(page));
await attempt("keyboard reaches day, reasons and sources", () => keyboardReachesDayReasonsAndSources(page));
await attempt("prints the law without controls", () => printsTheLawWithoutControls(page));
await attempt("axe finds nothing", () => check.axeFindsNothing(page));
await attempt("axe finds nothing in the dark", async () => {
  await page.emulateMedia({ colorScheme: "dark" });
  await check.axeFindsNothing(page, check.COLOURS);
});
await attempt("asks no network and complains of nothing", () => assert.deepEqual(faults, []));
await context.close();
const phone = await openPage(browser, file, { width: 390, height: 844 });
await attempt("fits a phone", () => check.nothingIsWiderThanThePage(phone.page));
await attempt("complains of nothing on a phone", () => assert.deepEqual(phone.faults, []));
await phone.context.close();
await attempt("shows rules of every effect", () => showsEveryEffect(browser));
await attempt("shows hostile text as text", () => showsHostileTextAsText(browser));
await browser.close();
process.exitCode = attempts.failures === 0 ? 0 : 1;
