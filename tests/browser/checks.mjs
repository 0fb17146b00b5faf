// What every page must do; each check throws with a sentence when it does not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// The rules that another scheme of colours can break.
export const COLOURS = { runOnly: ["color-contrast", "link-in-text-block"] };

export async function contentsOf(page) {
  return page.evaluate(() => JSON.parse(document.getElementById("contents").textContent));
}

// Marks that show data: not axes, legends, headings, frames, nor paths without a line.
function countMarks(svg) {
  const drawn = [...svg.querySelectorAll(".role-mark:not(.mark-group) > *")];
  return drawn.filter((mark) => mark.tagName !== "path" || (mark.getAttribute("d") ?? "").length > 3).length;
}

// How much of a picture's width its marks take, without words.
function spreadOfMarks(svg) {
  const boxes = [...svg.querySelectorAll(".role-mark:not(.mark-group) > :not(text)")].map((mark) => mark.getBoundingClientRect()).filter((box) => box.width > 0 || box.height > 0);
  return (Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left))) / svg.getBoundingClientRect().width;
}

export async function everyChartHasMarks(page) {
  const contents = await contentsOf(page);
  assert.ok(contents.charts.length > 0, "the page has no chart");
  for (const chart of contents.charts) {
    const marks = await page.locator(`#${chart.id} .picture svg`).evaluate(countMarks);
    assert.ok(marks > 2, `chart ${chart.id} has ${marks} marks`);
    const spread = await page.locator(`#${chart.id} .picture svg`).evaluate(spreadOfMarks);
    assert.ok(spread > 0.1, `chart ${chart.id} has all its marks in ${(100 * spread).toFixed(0)} % of its width`);
    const words = await page.locator(`#${chart.id} .picture svg`).evaluate((svg) => svg.textContent);
    assert.ok(!/undefined|NaN|null|Invalid/.test(words), `chart ${chart.id} says ${words}`);
  }
  assert.equal(await page.locator("figure").count(), contents.charts.length);
}

// What is drawn, without the names that a drawing gives to its parts anew each time.
function pictureOf(id) {
  const svg = document.querySelector(`#${id} .picture svg`);
  return svg === null ? "" : [...svg.querySelectorAll(".role-mark:not(.mark-group)")].map((mark) => mark.innerHTML.replace(/(id="|url\(#)[^")]*/g, "")).join("");
}

// Asked from here again and again: the page's policy lets no text become a function there.
async function eventually(holds, complaint) {
  for (const end = Date.now() + 30000; Date.now() < end;) {
    if (await holds()) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  assert.fail(complaint);
}

// Another choice gives another picture, and the first choice the first picture again.
export async function filtersWork(page) {
  const contents = await contentsOf(page);
  let tried = 0;
  for (const chart of contents.charts) {
    for (const filter of chart.filters) {
      const select = page.locator(`#${chart.id} select[id="${chart.id}-${filter.column}"]`);
      const values = await select.locator("option").evaluateAll((options) => options.map((option) => option.value));
      assert.ok(values.includes(filter.first), `${chart.id}: ${filter.first} is not among the choices`);
      const other = values.find((value) => value !== filter.first);
      if (other === undefined) continue;
      const before = await page.evaluate(pictureOf, chart.id);
      await select.selectOption(other);
      await eventually(async () => (await page.evaluate(pictureOf, chart.id)) !== before, `${chart.id}: the picture is the same for ${filter.column} ${other}`);
      await select.selectOption(filter.first);
      await eventually(async () => (await page.evaluate(pictureOf, chart.id)) === before, `${chart.id}: going back to ${filter.first} gives another picture`);
      tried += 1;
    }
  }
  return tried;
}

// The file that a button of a chart saves. Chromium swallows a download that follows too many
// others, so the button is pressed again; told by its name, for an earlier file may come late.
async function saved(page, chart, label, isIts) {
  const waiting = page.waitForEvent("download", { predicate: (download) => isIts(download.suggestedFilename()), timeout: 60000 }).catch(() => null);
  const press = () => page.locator(`#${chart.id} .buttons button`, { hasText: new RegExp(`^${label}$`) }).click();
  await press();
  const again = setInterval(() => press().catch(() => {}), 5000);
  const download = await waiting;
  clearInterval(again);
  assert.ok(download, `${chart.id}: nothing is saved as ${label}`);
  return readFileSync(await download.path());
}

function savedPicture(page, chart, ending) {
  return saved(page, chart, ending.toUpperCase(), (name) => name.startsWith(chart.id) && name.endsWith(`.${ending}`));
}

export async function savedSvgIsWellFormed(page) {
  for (const chart of (await contentsOf(page)).charts) {
    const text = (await savedPicture(page, chart, "svg")).toString("utf8");
    const parsed = await page.evaluateHandle((source) => new DOMParser().parseFromString(source, "image/svg+xml").documentElement, text);
    const broken = await parsed.evaluate((svg) => svg.querySelector("parsererror") !== null || svg.tagName === "parsererror");
    const marks = broken ? -1 : await parsed.evaluate(countMarks);
    assert.ok(!text.includes("var(--"), `${chart.id}: a saved SVG has colours of the page's style sheet`);
    await parsed.dispose();
    assert.ok(marks > 2, `${chart.id}: saved SVG has ${marks} marks (-1: not well-formed)`);
  }
}

export async function savedPngIsAPicture(page) {
  const chart = (await contentsOf(page)).charts[0];
  const bytes = await savedPicture(page, chart, "png");
  assert.equal(bytes.subarray(1, 4).toString(), "PNG");
  assert.ok(bytes.readUInt32BE(16) > 600, "the PNG is too small for print");
}

// A reader of CSV that knows nothing of the page's writer.
function parseCsv(text) {
  const rows = [[]];
  let field = "";
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') { field += '"'; i += 1; } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") { rows.at(-1).push(field); field = ""; } else if (c === "\r" && text[i + 1] === "\n") { rows.at(-1).push(field); field = ""; rows.push([]); i += 1; } else field += c;
  }
  assert.deepEqual(rows.pop(), [], "the CSV does not end with a line's end");
  return rows;
}

function expected(value, column) {
  if (value === null) return "";
  if (column.unit !== "day") return String(value);
  const day = new Date(Date.UTC(1970, 0, 1));
  day.setUTCDate(day.getUTCDate() + Math.round(value));
  return day.toISOString().slice(0, 10);
}

async function csvEquals(page, chart, table, label, file) {
  const rows = parseCsv((await saved(page, chart, label, (name) => name === file)).toString("utf8"));
  assert.deepEqual(rows[0], table.columns.map((column) => column.name));
  assert.equal(rows.length, table.rows.length + 1, `${chart.id}: rows of the CSV`);
  table.rows.forEach((row, i) => assert.deepEqual(rows[i + 1], row.map((value, j) => expected(value, table.columns[j]))));
}

export async function savedCsvEqualsTheData(page) {
  for (const chart of (await contentsOf(page)).charts) {
    await csvEquals(page, chart, chart.table, "CSV", `${chart.id}.csv`);
    if (chart.also) await csvEquals(page, chart, chart.also, `CSV of ${chart.also_name}`, `${chart.id}-${chart.also_name}.csv`);
  }
}

export async function keyboardReaches(page) {
  const contents = await contentsOf(page);
  const seen = new Set();
  await page.locator("a.skip").focus();
  for (let i = 0; i < 4000 && !seen.has("end"); i += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const here = document.activeElement;
      const figure = here.closest("figure");
      if (here === document.body) return ["end"];
      return figure ? [`${figure.id} ${here.tagName}`] : [];
    });
    at.forEach((place) => seen.add(place));
  }
  for (const chart of contents.charts) {
    for (const kind of ["FIGURE", "BUTTON", "SUMMARY", ...(chart.filters.length ? ["SELECT"] : [])])
      assert.ok(seen.has(`${chart.id} ${kind}`), `the keyboard does not reach ${kind} of ${chart.id}`);
  }
}

// Of a long table the rows go that differ from two others of it in words alone: for axe they are the same, and most of its time. Its
// height stays, and so what scrolls.
function thinTables() {
  for (const body of document.querySelectorAll("tbody")) {
    const tall = body.offsetHeight;
    const seen = new Map();
    for (const row of [...body.rows]) {
      const shape = row.outerHTML.replace(/>[^<]+</g, ">words<");
      const before = seen.get(shape) ?? 0;
      if (before >= 2) row.remove();
      seen.set(shape, before + 1);
    }
    if (body.offsetHeight >= tall) continue;
    body.lastElementChild.style.height = `${tall}px`;
    body.lastElementChild.style.verticalAlign = "top"; // its words stay in sight, for axe looks at no others
  }
}

// Of rules that find nothing axe need not work out where they looked: that is most of its time.
export async function axeFindsNothing(page, which = {}) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  await eventually(() => page.evaluate(() => [...document.querySelectorAll("figure details")].every((one) => one.querySelector("table") !== null)), "numbers are not shown");
  await page.evaluate(thinTables);
  await page.evaluate(AXE); // not as an element, which the policy of a page may forbid
  const violations = await page.evaluate(async (options) => (await window.axe.run(document, options)).violations.map((one) => `${one.id}: ${one.help} at ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`), { resultTypes: ["violations"], ...which });
  assert.deepEqual(violations, []);
}

export async function nothingIsWiderThanThePage(page) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= window, `the page is ${content} px wide in a window of ${window}`);
  const cut = await page.evaluate(() => [...document.querySelectorAll(".picture svg")].filter((svg) => Number(svg.getAttribute("width")) > svg.parentElement.clientWidth + 1).map((svg) => svg.closest("figure").id));
  assert.deepEqual(cut, [], "pictures wider than their frame");
}

// What names a picture, its axes and their signs stands in full within it, and a number on an axis is one that people write.
export async function namesAreWholeAndNumbersPlain(page) {
  const faults = await page.evaluate(() => [...document.querySelectorAll(".picture svg")].flatMap((svg) => {
    const frame = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text")].filter((text) => text.textContent !== "" && text.closest(".role-mark") === null).flatMap((text) => {
      const box = text.getBoundingClientRect();
      const outside = box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
      const words = text.textContent;
      return words.includes("…") || outside || /\.\d{4}|^[−+]?[\d.]+m$/.test(words) ? [`${svg.closest("figure").id}: ${words}${outside ? " (outside)" : ""}`] : [];
    });
  }));
  assert.deepEqual(faults, []);
}

export async function printsEveryChart(page) {
  await page.emulateMedia({ media: "print" });
  const hidden = await page.evaluate(() => [...document.querySelectorAll("figure")].filter((figure) => figure.querySelector(".picture svg").getBoundingClientRect().height < 50).map((figure) => figure.id));
  assert.deepEqual(hidden, []);
  assert.equal(await page.locator(".buttons").first().isVisible(), false, "buttons are printed");
  assert.ok((await page.pdf({ format: "A4" })).length > 20000, "the print is empty");
  await page.emulateMedia({ media: "screen" });
}

// On paper nobody can scroll: tables and pictures take its width and no more, and no picture half a page.
export async function nothingIsCutOnPaper(page) {
  await page.emulateMedia({ media: "print" });
  const cut = await page.evaluate(() => [...document.querySelectorAll(".scroll, .picture")].filter((box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1).map((box) => box.getAttribute("aria-label") ?? box.closest("figure")?.id));
  assert.deepEqual(cut, []);
  const tall = await page.evaluate(() => [...document.querySelectorAll(".picture svg")].filter((svg) => svg.getBoundingClientRect().height > 0.45 * 1032).map((svg) => svg.closest("figure").id)); // of 273 mm
  assert.deepEqual(tall, []);
}

// What came into the page as text, whatever it says, runs as nothing: neither a script nor code made from text.
export async function runsNoScriptOfOthers(page) {
  // What a debugger evaluates may make code from text whatever the policy; what the page does later may not.
  const ran = await page.evaluate(() => new Promise((resolve) => { setTimeout(() => {
    const script = document.createElement("script");
    script.textContent = "document.documentElement.dataset.broken = 'yes'";
    document.body.append(script);
    let made = false;
    try {
      made = new Function("return true")();
    } catch {
      // what the policy is for
    }
    resolve([document.documentElement.dataset.broken === "yes", made]);
  }); }));
  assert.deepEqual(ran, [false, false]);
}

// The answer in words, and what it rests on, stand before the numbers and the charts.
export async function answersInWordsFirst(page) {
  const { words } = await contentsOf(page);
  assert.ok(words.answer.length >= 1 && words.answer.length <= 6, `${words.answer.length} sentences`);
  const section = page.locator("#words");
  for (const sentence of [...words.answer, ...words.rests, words.sure]) assert.ok((await section.textContent()).includes(sentence), sentence);
  const before = await page.evaluate(() => (document.getElementById("words").compareDocumentPosition(document.getElementById("answer")) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
  assert.ok(before, "the numbers stand above the words");
  assert.ok((await page.locator("#leaves-out li").count()) >= 8, "what the model leaves out is not told");
}

// Ink on paper: words of a picture are seen in the dark too.
export async function isReadableInTheDark(page) {
  await page.emulateMedia({ colorScheme: "dark" });
  const [ink, paper] = await page.evaluate(() => ["--ink", "--paper"].map((name) => {
    const probe = document.createElement("i");
    document.body.append(probe);
    probe.style.color = getComputedStyle(document.documentElement).getPropertyValue(name);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }));
  const seen = await page.evaluate(() => [...document.querySelectorAll(".picture svg text")].map((text) => getComputedStyle(text).fill));
  assert.ok(seen.filter((colour) => colour === ink).length > 0, `no word of a picture has the colour ${ink}`);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".picture svg rect.background") ?? document.querySelector("figure")).backgroundColor === "rgb(255, 255, 255)"), false, `the paper is not ${paper}`);
  await axeFindsNothing(page, COLOURS);
  await page.emulateMedia({ colorScheme: "light" });
}
