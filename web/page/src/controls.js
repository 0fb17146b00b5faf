// What can be set by name: parameters from the program's table, phases and reforms of the scenario.
import { make } from "../../../analysis/web/src/dom.js";

// First what moved most of the 20 outcomes of sim/MODEL.md, section 13 (the number in front), then what two-states asks about.
const FIRST = [
  "reciprocate.affront", // 13
  "reform.blocking.mode", // 12
  "reform.localisation.mode", // 12
  "reform.cloud-act.mode", // 11
  "phases.legislate", // 11
  "phases.locate", // 10
  "reform.agreement-power.mode", // 9
  "locate.exposure", // 9
  "phases.trust", // 9
  "assist.capacity_growth", // 7
  "choose.diplomatic_cost", "assist.load", "litigate.foreign_precedent", "respond.challenge_cost", "phases.litigate", "phases.reciprocate",
];
const MOST = 10;
const MODES = ["scheduled", "endogenous", "never"];
const MODE_WORDS = { scheduled: "on its day", endogenous: "when the legislature wants it", never: "never" };

// Every control as { name, kind, words, standard, low, high, log, unit, choices, source, tag }.
export function controlsOf(model, scenario) {
  const parameters = model.parameters.filter((row) => row.name !== "run.replicates" && row.name !== "run.seed").map((row) => parameterControl(row, scenario.values[row.name]));
  const phases = scenario.phases.map((phase) => ({
    name: `phases.${phase.name}`, kind: "choice", words: `In the model: ${phase.meaning}`, standard: String(phase.on), choices: ["true", "false"],
    choiceWords: { true: "yes", false: "no" }, source: "a phase of each step (sim/MODEL.md)", tag: "",
  }));
  const reforms = scenario.reforms.map((reform) => ({
    name: `reform.${reform.id}.mode`, kind: "choice", words: `${reform.name || reform.id} comes into force`, standard: reform.mode, choices: MODES, choiceWords: MODE_WORDS,
    source: "a reform of the scenario", tag: "",
  }));
  return [...reforms, ...phases, ...parameters];
}

const isoDay = (days) => new Date(days * 86400000).toISOString().slice(0, 10);

function parameterControl(row, value) {
  const common = { name: row.name, words: row.meaning, source: row.source, tag: row.tag, unit: ["1", "date"].includes(row.unit) || row.type === "choice" ? "" : row.unit };
  if (row.type === "date") return { ...common, kind: "date", standard: isoDay(value), low: row.low, high: row.high };
  if (row.type === "true/false") return { ...common, kind: "choice", standard: String(value !== 0), choices: ["true", "false"], choiceWords: { true: "yes", false: "no" } };
  if (row.type === "choice") {
    const choices = row.unit.split("|");
    return { ...common, kind: "choice", standard: choices[value], choices, choiceWords: {} };
  }
  const [low, high] = (row.prior ? [row.prior_low, row.prior_high] : [row.low, row.high]).map(Number);
  return { ...common, kind: "number", standard: String(value), least: row.low, most: row.high, low: Math.min(low, value), high: Math.max(high, value), log: row.prior === "log-uniform" && low > 0, whole: row.type === "whole" };
}

// Steps of a slider: a thousand from low to high, on a logarithmic scale where the prior is one.
const STEPS = 1000;
function place(control, value) {
  const { low, high, log } = control;
  const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.round(Math.max(0, Math.min(1, share)) * STEPS);
}
function valueAt(control, at) {
  const { low, high, log, whole } = control;
  const value = log ? low * (high / low) ** (at / STEPS) : low + ((high - low) * at) / STEPS;
  return whole ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function fieldOf(control, value, id, set) {
  if (control.kind === "choice") {
    return [make("select", { id, onchange: (event) => set(event.target.value) },
      control.choices.map((choice) => make("option", { value: choice, selected: choice === value }, control.choiceWords[choice] ?? choice)))];
  }
  if (control.kind === "date") return [make("input", { id, type: "date", value, onchange: (event) => set(event.target.value) })];
  const number = make("input", { id, type: "text", inputmode: "decimal", size: "7", value, onchange: (event) => { slider.value = place(control, Number(event.target.value)); set(event.target.value.trim()); } });
  const slider = make("input", {
    type: "range", min: "0", max: String(STEPS), value: String(place(control, Number(value))), "aria-label": `${control.words}, slider`,
    oninput: (event) => { number.value = valueAt(control, Number(event.target.value)); }, onchange: () => set(number.value),
  });
  return [slider, number];
}

function rowOf(control, settings, change) {
  const set = (value) => {
    if (value === control.standard) delete settings.values[control.name];
    else settings.values[control.name] = value;
    mark();
    change();
  };
  const value = settings.values[control.name] ?? control.standard;
  const id = `set-${control.name.replace(/[^a-z0-9]+/gi, "-")}`;
  const range = control.kind === "number" ? `range ${control.least} to ${control.most}` : "";
  const facts = [control.name, control.kind === "choice" ? "" : range, control.unit && `in ${control.unit}`, control.tag === "A" ? "an assumption (A)" : control.tag, control.source].filter(Boolean).join(" · ");
  const field = make("div", { class: "field" }, fieldOf(control, value, id, set));
  const back = make("button", {
    type: "button", class: "back", "aria-label": `Back to the scenario's value: ${control.words}`,
    onclick: () => { set(control.standard); field.replaceChildren(...fieldOf(control, control.standard, id, set)); field.querySelector("select, input").focus(); },
  }, `back to ${control.choiceWords?.[control.standard] ?? control.standard}`);
  const row = make("div", { class: "control" }, make("label", { for: id }, control.words), field, back, make("p", { class: "facts" }, facts));
  const mark = () => {
    const own = settings.values[control.name] !== undefined;
    row.classList.toggle("own", own);
    back.hidden = !own;
  };
  mark();
  return row;
}

export function controlPanel(model, scenario, settings, change) {
  const all = controlsOf(model, scenario);
  const first = FIRST.map((name) => all.find((control) => control.name === name)).filter(Boolean).slice(0, MOST);
  const found = make("div", { class: "found", "aria-live": "polite" });
  const search = (text) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const set = all.filter((control) => settings.values[control.name] !== undefined && !first.includes(control));
    const hits = words.length === 0 ? set : all.filter((control) => words.every((word) => `${control.name} ${control.words} ${control.source}`.toLowerCase().includes(word)));
    const note = words.length === 0 ? "" : `${hits.length} of ${all.length} can be set by these words${hits.length > 30 ? "; the first 30:" : "."}`;
    found.replaceChildren(...[note && make("p", { class: "facts" }, note), ...hits.slice(0, 30).map((control) => rowOf(control, settings, change))].filter(Boolean));
  };
  search("");
  const strange = Object.keys(settings.values).filter((name) => !all.some((control) => control.name === name));
  const field = make("input", { id: "search", type: "search", placeholder: "patience, judges, keys …", oninput: (event) => search(event.target.value) });
  return make("section", { id: "controls" }, make("h2", {}, "What would you change?"),
    make("p", {}, "These move most of what the model tells. Each stands at the scenario's own value."),
    make("div", { class: "first" }, first.map((control) => rowOf(control, settings, change))),
    strange.length ? make("p", { class: "facts" }, `Also set by the address: ${strange.map((name) => `${name}=${settings.values[name]}`).join(", ")}`) : null,
    make("p", { class: "search" }, make("label", { for: "search" }, `All ${all.length}, by a word of their meaning or name `), field), found);
}
