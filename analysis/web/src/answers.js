// The answer in numbers, with intervals.
import { heads, make, scrolling } from "./dom.js";

// Three significant digits, whole numbers above a hundred with thin spaces.
export function number(value) {
  if (value === null) return "–";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en").replaceAll(",", " ");
  return String(Number(value.toPrecision(3)));
}

export function amount(value, unit) {
  if (value === null) return "–";
  return unit === "share" ? `${number(value * 100)} %` : number(value);
}

const CHANCE = "90 % by chance alone";
const IGNORANCE = "ignorance in the variance";

// A quantity stands once, before all its arms.
function row(answer, i, list, arms, split) {
  const unit = answer.unit === "days" ? " days" : "";
  const again = list[i - 1]?.quantity === answer.quantity;
  return make("tr", {},
    again ? null : make("th", { scope: "row", rowspan: list.filter((one) => one.quantity === answer.quantity).length }, answer.quantity),
    arms ? make("td", {}, answer.arm) : null,
    make("td", { class: "number" }, `${amount(answer.median, answer.unit)}${unit}`),
    make("td", { class: "number", "data-label": "90 % of runs:" }, `${amount(answer.low, answer.unit)} to ${amount(answer.high, answer.unit)}`),
    split ? make("td", { class: "number", "data-label": `${CHANCE}:` }, answer.chance ? answer.chance.map((end) => amount(end, answer.unit)).join(" to ") : "–") : null,
    split ? make("td", { class: "number", "data-label": `${IGNORANCE}:` }, answer.ignorance ?? "–") : null,
    make("td", { class: "number", "data-label": "runs:" }, number(answer.runs)));
}

// `head`: what the rows of one number differ in, "arm" or "file". Of runs in plausible worlds what chance alone gives stands beside, or why
// it does not (`oneBand`).
export function answers(list, head = "arm", oneBand = "") {
  const arms = list.some((answer) => answer.arm !== "");
  const split = list.some((answer) => answer.chance);
  const columns = ["", arms ? head : null, "median", "90 % of runs", split ? CHANCE : null, split ? IGNORANCE : null, "runs"].filter((text) => text !== null);
  return make("section", { id: "answer" }, make("h2", {}, "The answer in numbers"),
    make("p", {}, "Each number is the median over runs, whole period; nine runs in ten lie between the two numbers beside it.", split ? " They differ by chance and by ignorance of the parameters; the next two numbers are what chance alone gives in the plausible world in the middle, then how much of the variance is ignorance, with its 95 % interval." : "", oneBand ? ` ${oneBand}` : ""),
    scrolling("The answer in numbers",
      make("table", { class: "answers" }, heads(columns), make("tbody", {}, list.map((answer, i) => row(answer, i, list, arms, split))))));
}
