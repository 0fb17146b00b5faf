// Who compels what whom forbids, on the days on which that was worked out.
import { make, scrolling } from "../dom.js";
import { ruleId } from "./state.js";

// As the program writes shares of situations.
function percent(part, whole) {
  const points = whole > 0 ? (100 * part) / whole : 0;
  if (points > 0 && points < 0.1) return "< 0.1 %";
  if (points < 100 && points > 99.9) return "> 99.9 %";
  return points < 10 && points > 0 ? `${points.toFixed(1)} %` : `${points.toFixed(0)} %`;
}

const KIND = { certain: "surely", arguable: "only arguably", never: "never" };

function acting(verb, rules) {
  return rules.length === 0 ? null : make("li", {}, `${verb}: `, rules.map(({ rule, always }, i) => [i > 0 ? ", " : "", always ? "" : "arguably ", make("a", { href: `#${ruleId(rule)}` }, rule)]));
}

// What an arguable answer turns on.
function turns(questions, { id }) {
  const { question, accepted, rejected } = questions.find((one) => one.id === id);
  return make("li", { class: "turns" }, `Open question: ${question} Either ${accepted}, or ${rejected}.`);
}

function example(found, questions) {
  return make("div", { class: "example" }, make("p", {}, `${found.demand}: ${found.verdict}. `, found.dissolved_by.length ? `Dissolved by: ${found.dissolved_by.join(", ")}.` : "No other route dissolves it."),
    make("ul", {}, acting("Compels", found.compelling), acting("Forbids", found.forbidding), found.open_questions.map((one) => turns(questions, one))));
}

const WAYS = [["treaty_request", "A treaty request"], ["request_without_treaty", "A request without a treaty"], ["agreement_order", "An agreement order"], ["voluntary_request", "A voluntary request"]];

function reasons(pair, names, questions) {
  const conflicts = pair.certain + pair.arguable;
  const ways = WAYS.map(([key, words]) => [pair[`dissolved_by_${key}`], words]).filter(([part]) => part > 0);
  return [make("h3", {}, `${names.get(pair.orders)} orders, ${names.get(pair.forbids)} forbids: ${KIND[pair.conflict]}`),
    make("p", {}, `Surely in ${percent(pair.certain, pair.compelled)}, arguably in ${percent(pair.arguable, pair.compelled)} of the situations in which the one compels. `,
      conflicts === 0 ? null : ways.length === 0 ? "No other route dissolves any of these conflicts. " : ways.map(([part, words]) => `${words} dissolves ${percent(part, conflicts)} of these conflicts. `),
      `Treaty: ${pair.treaty ?? "none in force"}; agreement: ${pair.agreement ?? "none in force"}.`),
    pair.certain_example || pair.arguable_example ? make("p", { class: "note" }, "The shortest example, and the rules behind it:") : null,
    [pair.certain_example, pair.arguable_example].map((found) => (found ? example(found, questions) : null))].flat();
}

function select(label, ids, names) {
  const field = make("select", {}, ids.map((id) => make("option", { value: id }, names.get(id))));
  return [make("label", {}, `${label} `, field), field];
}

function matrix({ states, marks, found }, names, questions) {
  const pairs = new Map(found.pairs.map((pair) => [`${pair.orders} ${pair.forbids}`, pair]));
  const told = make("div", { id: "reasons", "aria-live": "polite" });
  const [ordersLabel, orders] = select("Who orders", states, names);
  const [forbidsLabel, forbids] = select("who forbids", states, names);
  const buttons = new Map();
  const tell = () => {
    const pair = pairs.get(`${orders.value} ${forbids.value}`);
    for (const [key, button] of buttons) button.setAttribute("aria-pressed", String(key === `${orders.value} ${forbids.value}`));
    told.replaceChildren(...(pair ? reasons(pair, names, questions).filter((part) => part !== null) : [make("p", {}, "A state and itself, or a state and its own union: no pair.")]));
  };
  const cell = (row, column, mark) => {
    const pair = pairs.get(`${row} ${column}`);
    if (!pair) return make("td", {});
    const button = make("button", { type: "button", tabindex: "-1", class: pair.conflict, "aria-pressed": "false", "aria-label": `${mark}: ${names.get(row)} orders, ${names.get(column)} forbids, ${KIND[pair.conflict]}`,
      onclick: () => { orders.value = row; forbids.value = column; tell(); } }, mark);
    buttons.set(`${row} ${column}`, button);
    return make("td", {}, button);
  };
  const table = make("table", { class: "matrix" }, make("thead", {}, make("tr", {}, make("td", {}), states.map((id) => make("th", { scope: "col", title: names.get(id) }, id)))),
    make("tbody", {}, states.map((row, i) => make("tr", {}, make("th", { scope: "row", title: names.get(row) }, row), states.map((column, j) => cell(row, column, marks[i][j]))))));
  const first = found.pairs.find((pair) => pair.conflict === "certain") ?? found.pairs.find((pair) => pair.conflict === "arguable") ?? found.pairs[0];
  if (first) { orders.value = first.orders; forbids.value = first.forbids; }
  orders.addEventListener("change", tell);
  forbids.addEventListener("change", tell);
  tell();
  return [scrolling("Matrix of conflicts: rows order, columns forbid", table),
    make("div", { class: "filters" }, ordersLabel, forbidsLabel), told];
}

export function conflictsSection(contents, day, goTo) {
  const names = new Map(contents.states.map((state) => [state.id, state.name]));
  const one = contents.conflicts.find((conflicts) => conflicts.found.on === day);
  const section = make("section", { id: "conflicts", class: "card" }, make("h2", {}, "Conflicts of laws on ", make("span", { class: "number" }, day)));
  if (one) section.append(...one.notes.map((note) => make("p", { class: "question" }, note)), ...matrix(one, names, contents.questions));
  else if (contents.conflicts.length === 0) section.append(make("p", {}, "Conflicts need the laws of two states."));
  else section.append(make("p", {}, "Conflicts were not worked out for this day (comity law page … --on LIST), but for ", contents.conflicts.map(({ found }) => make("button", { type: "button", onclick: () => goTo(found.on) }, found.on))));
  return section;
}
