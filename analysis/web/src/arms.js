// Policies side by side: outcomes by arms, and what each arm costs each actor.
import { amount } from "./answers.js";
import { heads, make, scrolling } from "./dom.js";

const percent = (unit) => unit === "share";

function gap(value, unit) {
  const points = Math.abs(100 * value);
  const size = !percent(unit) ? amount(Math.abs(value), unit) : points === 0 || points >= 0.95 ? points.toFixed(1) : String(Number(points.toPrecision(2)));
  return `${value < 0 ? "−" : "+"}${size}`;
}

// In how many of the plausible worlds; of a file without worlds nothing.
const inWorlds = (cell, what) => (cell.worlds === undefined ? null : make("div", { class: "gap" }, `${what} in ${cell.worlds}`));

// The colour tells how large a difference is beside the spread of the runs; what is not beyond chance has none.
function shade(cell) {
  if (!cell.seen || cell.size === null) return "";
  const step = Math.abs(cell.size) < 0.5 ? 1 : Math.abs(cell.size) < 1.5 ? 2 : 3;
  return `${cell.difference > 0 ? "more" : "less"}${step}`;
}

function armCell(cell, unit, reference) {
  const mean = make("div", {}, amount(cell.mean, unit));
  if (reference || cell.difference === null) return make("td", { class: "number" }, mean);
  const bounds = cell.same ? "in every run" : cell.low === null ? "" : `[${gap(cell.low, unit)}, ${gap(cell.high, unit)}]`;
  return make("td", { class: `number ${shade(cell)}` }, mean,
    make("div", { class: "gap" }, `${gap(cell.difference, unit)}${percent(unit) ? " points" : ""} ${bounds}`, cell.seen ? "" : make("span", {}, " (within chance)")),
    inWorlds(cell, "more"));
}

const table = (label, head, rows) => scrolling(label, make("table", { class: "policies" }, heads(head), make("tbody", {}, rows)));

const rowHead = (text, note) => make("th", { scope: "row" }, text, note ? make("div", { class: "gap" }, note) : null);

function regretCell(cell, unit) {
  const none = cell.mean === 0;
  const bounds = cell.low === null || cell.high === null ? "" : `[${amount(cell.low, unit)}, ${amount(cell.high, unit)}]`;
  return make("td", { class: `number ${cell.low > 0 ? "less2" : none ? "more1" : ""}` }, none ? "0 (best)" : `${amount(cell.mean, unit)} ${bounds}`, inWorlds(cell, "better"));
}

// What the shares of worlds are, of a file that has them.
function aboutWorlds(arms) {
  if (!arms.rows.some((row) => row.cells.some((cell) => cell.worlds !== undefined))) return "";
  return arms.of_runs
    ? ` "More in": in what share of the runs there is more, with its 95 % interval. Each run has a plausible world of its own, so that chance has a part in it.`
    : ` "More in": in what share of the plausible worlds there is more, with its 95 % interval, the part of chance taken out.`;
}

export function armTables(arms) {
  if (!arms) return null;
  const rows = arms.rows.map((row) => make("tr", {}, rowHead(row.quantity, row.unit === "share" ? "" : row.unit), row.cells.map((cell, i) => armCell(cell, row.unit, i === 0))));
  const regrets = arms.regrets.map((row) => make("tr", {}, rowHead(row.actor.replaceAll("_", " "), `${row.reason}; ${row.higher ? "higher" : "lower"} is better`), row.cells.map((cell) => regretCell(cell, row.unit))));
  return make("section", { id: "arm-table", class: "panel" }, make("h2", {}, "Policies side by side"),
    make("p", {}, `Means over runs; below them the difference from ${arms.arms[0]} in the same run with its 95 % interval. Coloured where the interval does not hold 0: blue more, orange less, the deeper the larger beside the spread of the runs (0.5 and 1.5 standard deviations).${aboutWorlds(arms)}`),
    table("Policies side by side", ["", ...arms.arms], rows),
    regrets.length ? [make("h3", {}, "What each policy costs whom"),
      make("p", {}, "Regret: mean gap to the best policy for an actor, in the unit of what it looks at, with its interval; orange where another is surely better. It is too high where runs are few and policies close."),
      table("Regret", ["", ...arms.arms], regrets)] : null);
}
