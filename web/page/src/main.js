// The page: question, controls, texts, runs, answer, charts, story, what to take away.
import { answers } from "../../../analysis/web/src/answers.js";
import { compared } from "../../../analysis/web/src/compared.js";
import { csv } from "../../../analysis/web/src/data.js";
import { make, save } from "../../../analysis/web/src/dom.js";
import { makeFigure } from "../../../analysis/web/src/figure.js";
import { words as inWords } from "../../../analysis/web/src/words.js";
import { missing, provenance } from "../../../analysis/web/src/provenance.js";
import { controlPanel } from "./controls.js";
import { makeRuns, startWorker, workerCount } from "./crew.js";
import { Desk, Prefix } from "./desk.js";
import { editor } from "./editor.js";
import { freshSettings, hashOf, isChanged, loadOf, settingsOf, shippedOf, tomlOf } from "./settings.js";
import { timeline } from "./story.js";

const parts = window.comityParts;
const files = parts.files;
const MINE = 1; // the side of the reader's settings; 0 is the scenario as shipped
const desk = new Desk(parts);

let model = null;
let settings = null;
let scenario = null; // what the model says of the scenario as it is set, the last time that it understood it
let texts = null;
let running = null;
let shown = null; // { mine, pair } last drawn
let drawing = Promise.resolve();

const at = (id) => document.getElementById(id);
const put = (id, ...content) => at(id).replaceChildren(...content.flat().filter(Boolean));

function say(words, error = "") {
  at("status").textContent = words;
  at("error").textContent = error;
  at("error").hidden = error === "";
  fitBar();
}

// The bar that stays on top would hide what one goes to.
function fitBar() {
  document.documentElement.style.setProperty("--bar", `${at("setup").offsetHeight}px`);
}

function keepAddress() {
  history.replaceState(null, "", hashOf(settings, files));
}

// ---- Choosing -----------------------------------------------------------------------------------------------------------------------

function frame() {
  const choose = make("select", { id: "scenario", onchange: (event) => open(freshSettings(event.target.value)) },
    model.scenarios.map((one) => make("option", { value: one.file }, one.name)));
  const count = make("select", { id: "count", onchange: (event) => { settings.replicates = Number(event.target.value); changed(); } },
    [20, 40, 100, 200, 500].map((number) => make("option", { value: number }, String(number))));
  const seed = make("input", { id: "seed", type: "text", inputmode: "numeric", size: "6", placeholder: "1", onchange: (event) => { settings.seed = event.target.value.trim(); changed(); } });
  document.getElementById("page").replaceChildren(
    make("header", {}, make("p", { class: "kicker" }, `comity ${model.version} (${model.commit.slice(0, 10)}) · runs in this page, without a network; nothing leaves it`), make("h1", { id: "question" })),
    make("nav", { "aria-label": "Parts of this page" }, make("ul", {}, [["controls", "Change"], ["answer", "Answer"], ["charts", "Charts"], ["story", "One dispute"], ["away", "Share and take away"]].map(([id, text]) => make("li", {}, make("a", { href: `#${id}`, onclick: (event) => { event.preventDefault(); at(id).scrollIntoView(); } }, text))))),
    make("main", {},
      make("section", { id: "setup", "aria-label": "Scenario and runs" },
        make("label", { for: "scenario" }, "Scenario ", choose), make("label", { for: "count" }, "Runs ", count), make("label", { for: "seed" }, "Seed ", seed),
        make("button", { type: "button", id: "run", class: "main", onclick: run }, "Run"), make("button", { type: "button", id: "stop", disabled: true, onclick: stop }, "Stop"),
        make("progress", { id: "progress", max: "1", value: "0", "aria-label": "Runs made" }), make("p", { id: "status", role: "status" }),
        make("pre", { id: "error", role: "alert", tabindex: "0", hidden: true, "aria-label": "What the model says" })),
      make("div", { id: "change" }, make("div", { id: "panel" }), make("div", { id: "editor" })),
      make("div", { id: "results" }, make("section", { id: "answer", tabindex: "-1" }), make("div", { id: "charts" }), make("section", { id: "story" }), make("section", { id: "away" }), make("div", { id: "origin" }))),
    make("footer", {}, "comity compares regimes under uncertainty; it does not forecast a single case."));
  new ResizeObserver(fitBar).observe(at("setup"));
}

// Reads the scenario and builds what depends on it; then runs it.
async function open(next) {
  stop();
  settings = next;
  keepAddress();
  at("scenario").value = settings.scenario;
  if (![...at("count").options].some((option) => Number(option.value) === settings.replicates)) at("count").append(make("option", { value: settings.replicates }, String(settings.replicates)));
  at("count").value = settings.replicates;
  at("seed").value = settings.seed;
  document.getElementById("question").textContent = model.scenarios.find((one) => one.file === settings.scenario).question;
  for (const id of ["answer", "charts", "story", "away", "origin"]) put(id);
  say("Reading the scenario …");
  const reply = await desk.ask(loadOf(shippedOf(settings), 0));
  if (reply.code !== 0) {
    say("The scenario could not be read.", reply.answer);
    return;
  }
  scenario = reply.answer;
  texts = editor(files, scenario, settings, changed);
  put("panel", controlPanel(model, scenario, settings, changed));
  put("editor", texts.element);
  await run();
}

function changed() {
  keepAddress();
  say(isChanged(settings) ? "Changed: run to see what it does." : "As shipped: run to see it.");
}

// ---- Running ------------------------------------------------------------------------------------------------------------------------

function stop() {
  if (!running) return;
  const { runs } = running;
  running.stopped = true;
  running = null;
  if (runs) runs.stop();
  if (desk.hand.busy) desk.renew(); // it may be reading something without end
  ready(false);
  say("Stopped.");
}

function ready(busy) {
  at("run").disabled = busy;
  at("stop").disabled = !busy;
}

async function run() {
  stop();
  const mine = { stopped: false, runs: null, total: settings.replicates };
  running = mine;
  ready(true);
  texts.complain("");
  put("story"); // of runs that the desk is about to forget
  say("Reading scenario and law …");
  const pair = isChanged(settings);
  const loads = [loadOf(settings, MINE), ...(pair ? [loadOf(shippedOf(settings), 0)] : [])];
  for (const load of loads) {
    const reply = await desk.ask(load);
    if (mine.stopped) return;
    if (reply.code !== 0) {
      running = null;
      ready(false);
      if (reply.dead) desk.renew();
      say("The model does not understand this:", reply.answer);
      texts.complain(reply.answer);
      return;
    }
    if (load.side === MINE) mine.scenario = reply.answer;
  }
  const { total } = mine;
  const begun = performance.now();
  const come = [new Prefix(), new Prefix()];
  let made = 0;
  let next = Math.min(8, total);
  let failures = 0;
  let broken = null;
  const take = async (side, replicate, reply) => {
    if (mine.stopped) return;
    if (reply.code !== 0) {
      broken = reply.answer;
      return;
    }
    if (reply.answer.failure) failures += 1;
    await desk.ask({ ask: "take", side, replicate }, reply.record);
    come[side].add(replicate);
    made += 1;
    at("progress").value = made / (total * loads.length);
    say(`${made} of ${total * loads.length} runs${failures ? `, ${failures} failed` : ""}, ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    const whole = Math.min(...loads.map((load) => come[load.side].count));
    if (whole >= next && whole < total && !mine.busy) {
      next = whole * 2;
      mine.busy = true;
      show(mine, whole, pair).finally(() => { mine.busy = false; });
    }
  };
  mine.runs = makeRuns(parts, { loads, replicates: total, count: Math.min(workerCount(), total * loads.length), take });
  await mine.runs.done;
  if (mine.stopped) return;
  if (broken !== null) {
    running = null;
    ready(false);
    say("A run broke off; the others are not shown without it.", broken);
    return;
  }
  say(`${made} runs in ${((performance.now() - begun) / 1000).toFixed(1)} s; drawing …`);
  await show(mine, total, pair);
  if (mine.stopped) return;
  say(`${made} runs in ${((performance.now() - begun) / 1000).toFixed(1)} s on ${Math.min(workerCount(), total)} workers${failures ? `; ${failures} failed and are left out` : ""}.`);
  running = null;
  ready(false);
  await offerStories(total);
  document.documentElement.dataset.ready = "yes";
  document.documentElement.dataset.hash = shown.mine.provenance.results_hash;
}

// ---- Showing ------------------------------------------------------------------------------------------------------------------------

async function show(mine, replicates, pair) {
  const report = await desk.ask({ ask: "report", side: MINE, replicates });
  const against = pair ? await desk.ask({ ask: "compare", replicates }) : null;
  if (mine.stopped) return;
  for (const reply of [report, against]) {
    if (reply && reply.code !== 0) {
      say("The answer could not be made.", reply.answer);
      return;
    }
  }
  shown = { mine: report.answer, pair: against?.answer ?? null };
  drawing = drawing.then(() => draw(mine, replicates)).catch(undrawn);
  await drawing;
}

const words = (contents) => (contents.pair
  ? `Your version beside the scenario as shipped, run for run with the same random numbers: ${contents.mine.provenance.replicates} runs of each.`
  : `${contents.mine.provenance.replicates} runs of the scenario as shipped.`);

const undrawn = (failure) => say("A chart could not be drawn.", failure.stack);
const pictures = () => [...document.querySelectorAll("#charts .picture")];

// The first chart is drawn at once, the others when they come into view; when all runs are made, all of them, for a print and for who
// jumps. Until then each has the room that it had with fewer runs, so that nothing moves under the reader.
let watcher = null;
async function draw(mine, replicates) {
  const { mine: own, pair } = shown;
  const told = answers((pair ?? own).answers, pair ? "version" : "arm", (pair ?? own).one_band);
  put("answer", inWords((pair ?? own).words), ...told.childNodes, make("p", { class: "facts" }, words(shown)), pair ? compared(pair.compared) : null);
  if (watcher) watcher.disconnect();
  const charts = [...(pair ? pair.charts : []), ...own.charts];
  const sections = [...new Set(charts.map((chart) => chart.part))];
  const heights = new Map(pictures().map((picture) => [picture.parentElement.id, picture.offsetHeight]));
  const waiting = new Map();
  put("charts", ...sections.map((part) => make("section", {}, make("h2", {}, part), charts.filter((chart) => chart.part === part).map((chart) => {
    const made = makeFigure(chart);
    waiting.set(made.figure, made);
    made.figure.querySelector(".picture").style.minHeight = `${heights.get(made.figure.id) ?? 0}px`;
    figures.set(made.figure, made);
    return made.figure;
  }))), missing(own.missing));
  put("origin", provenance(own.provenance), pair ? provenance(pair.provenance, "the scenario as shipped") : null);
  offerAway();
  const drawOne = async (figure) => {
    const made = waiting.get(figure);
    if (!waiting.delete(figure) || !figure.isConnected) return;
    await made.redraw();
    figure.querySelector(".picture").style.minHeight = "";
  };
  const [first, ...others] = [...waiting.keys()];
  watcher = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => drawOne(entry.target).catch(undrawn)), { rootMargin: "400px" });
  others.forEach((figure) => watcher.observe(figure));
  await drawOne(first);
  if (replicates === mine.total) drawLater(others, drawOne).catch(undrawn);
}

async function drawLater(figuresLeft, drawOne) {
  for (const figure of figuresLeft) {
    await new Promise((resolve) => { setTimeout(resolve); });
    await drawOne(figure);
  }
}

const figures = new WeakMap();
let waiting = null;
window.addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => document.querySelectorAll("#charts figure").forEach((element) => {
    if (element.querySelector("svg")) figures.get(element)?.resized();
  }), 150);
});

// ---- One dispute --------------------------------------------------------------------------------------------------------------------

async function offerStories(total) {
  const run = make("input", { id: "replicate", type: "number", min: "0", max: String(total - 1), value: "0" });
  const choose = make("select", { id: "dispute" });
  const place = make("div", { id: "told" });
  const list = async () => {
    const reply = await desk.ask({ ask: "stories", side: MINE, replicate: Number(run.value) });
    if (reply.code !== 0) {
      place.replaceChildren(make("p", {}, reply.answer));
      return;
    }
    const { focal, cases } = reply.answer;
    choose.replaceChildren(...focal.map((one, i) => make("option", { value: `focal:${i}` }, one.name)),
      ...cases.slice(0, 200).map((one) => make("option", { value: `case:${one.case_number}` }, `${one.date} ${one.provider}, ${one.question_name ?? one.question}: ${one.last_ruling}`)));
    place.replaceChildren();
  };
  const tell = async () => {
    place.replaceChildren(make("p", {}, "Running it again …"));
    const reply = await desk.ask({ ask: "story", side: MINE, replicate: Number(run.value), demand: choose.value });
    place.replaceChildren(reply.code === 0 ? timeline(reply.answer.text) : make("p", {}, reply.answer));
  };
  run.addEventListener("change", list);
  put("story", make("h2", {}, "The story of one dispute"), make("p", {}, "One run told from the inside: what was asked, what the laws said, what each side weighed, how courts voted and why."),
    make("div", { class: "filters" }, make("label", { for: "replicate" }, "Run ", run), make("label", { for: "dispute" }, "Dispute ", choose), make("button", { type: "button", id: "tell", onclick: tell }, "Tell it")), place);
  await list();
}

// ---- Share and take away ------------------------------------------------------------------------------------------------------------

function offerAway() {
  const link = make("input", { id: "link", type: "text", readonly: true, value: location.href, onfocus: (event) => event.target.select() });
  const answerTable = () => {
    const { answers: list } = shown.pair ?? shown.mine;
    const split = list.some((one) => one.chance) ? ["chance_low", "chance_high", "ignorance"] : [];
    const columns = ["quantity", "arm", "unit", "median", "low", "high", "runs", ...split].map((name) => ({ name, unit: "" }));
    const rows = list.map((one) => ({ ...one, chance_low: one.chance?.[0], chance_high: one.chance?.[1] }));
    return { columns, rows: rows.map((one) => columns.map(({ name }) => one[name])) };
  };
  put("away", make("h2", {}, "Share and take away"),
    make("p", {}, make("label", { for: "link" }, "Link to these settings (they are in its part behind #) "), link),
    make("div", { class: "buttons" },
      make("button", { type: "button", id: "toml", onclick: () => saveTexts() }, "Scenario as .toml"),
      make("button", { type: "button", id: "csv", onclick: () => save("answer.csv", csv(answerTable()), "text/csv") }, "Answer as CSV")),
    make("p", { class: "facts" }, "Each chart can be saved as SVG, PNG and CSV. ", "Hash of the results: ", make("code", { id: "hash" }, shown.mine.provenance.results_hash),
      `; comity ${model.version}, commit `, make("code", {}, model.commit), ". The program gives the same hash for the same settings."));
}

function saveTexts() {
  save("mine.toml", tomlOf(settings, scenario.question), "application/toml");
  for (const [path, text] of Object.entries(settings.edits)) {
    if (path !== settings.scenario) save(path.split("/").at(-1), text, "application/toml");
  }
}

// ---- Beginning ----------------------------------------------------------------------------------------------------------------------

async function begin() {
  const asked = desk.ask({ ask: "model" });
  while (parts.spare.length < workerCount()) parts.spare.push(startWorker(parts)); // for the first runs, while the desk reads
  const reply = await asked;
  if (reply.code !== 0) throw new Error(reply.answer);
  model = reply.answer;
  frame();
  window.addEventListener("hashchange", () => {
    const next = settingsOf(location.hash, files);
    if (next && hashOf(next, files) !== hashOf(settings, files)) open(next);
  });
  await open(settingsOf(location.hash, files) ?? freshSettings());
}

begin().catch((failure) => { document.querySelector("h1").textContent = `The page failed: ${failure.message}`; });
