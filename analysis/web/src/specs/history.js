// The dispute step by step, and its days beside those of history.
import { BLUE, ORANGE } from "../theme.js";
import { domainOf, legend, PERCENT } from "./common.js";

// Outcomes have the same colour in every dispute; on dark ones words are white.
const OUTCOMES = {
  happens: "#9aa1ad", challenged: "#D55E00", complied: "#009E73", government: "#0072B2", provider: "#E69F00", tie: "#CC79A7", denied: "#56B4E9", granted: "#4b5563", moot: "#cfd4dc",
  resisted: "#882255", rerouted: "#44AA99", fulfilled: "#1f5a8a", "partly fulfilled": "#88bbe0", quashed: "#F0E442", rejected: "#AA4499", refused: "#882255", sanctioned: "#661100", abandoned: "#DDCC77", mooted: "#cfd4dc", unapproved: "#CC6677", unreadable: "#332288", dropped: "#999933",
};
const DARK = ["unreadable", "challenged", "complied", "government", "granted", "fulfilled", "resisted", "refused", "sanctioned", "rejected"];

export function milestones(chart, { rows, width }) {
  const outcomes = domainOf(rows, "outcome");
  const least = 80 / width; // a bar that holds a word
  const order = domainOf(rows, "milestone");
  return {
    height: { step: 27 },
    data: { values: rows },
    transform: [
      { stack: "share", groupby: ["milestone"], as: ["begin", "end"] },
      { calculate: "(datum.begin + datum.end) / 2", as: "middle" },
      { calculate: "datum.outcome + ' ' + format(datum.share, '.0%')", as: "words" },
    ],
    encoding: { y: { field: "milestone", type: "nominal", sort: order, title: null } },
    layer: [
      {
        mark: { type: "bar", stroke: "#fff", strokeWidth: 0.6 },
        encoding: {
          x: { field: "begin", type: "quantitative", title: "share of runs", axis: PERCENT, scale: { domain: [0, 1] } }, x2: { field: "end" },
          color: { field: "outcome", type: "nominal", sort: null, scale: { domain: outcomes, range: outcomes.map((outcome) => OUTCOMES[outcome] ?? "#6b7280") }, legend: legend(rows, "outcome", width) },
          tooltip: [{ field: "milestone", title: "" }, { field: "outcome" }, { field: "share", format: ".1%" }],
        },
      },
      {
        transform: [{ filter: `datum.share > ${least} + length(datum.words) * 6 / ${width} - 0.08` }],
        mark: { type: "text", fontSize: 11, baseline: "middle" },
        encoding: { x: { field: "middle", type: "quantitative" }, text: { field: "words" }, color: { condition: { test: `indexof(${JSON.stringify(DARK)}, datum.outcome) >= 0`, value: "#fff" }, value: "#1f2430" } },
      },
    ],
  };
}

export function history(chart, { rows, width, narrow }) {
  const order = rows.map((row) => row.event);
  const y = { field: "event", type: "nominal", sort: order, title: null, axis: { labelLimit: narrow ? 118 : 330, labelFontSize: narrow ? 10 : 12 } };
  const x = (field, more = {}) => ({ field, type: "temporal", title: null, axis: { format: "%Y", tickCount: "year", labelOverlap: "greedy" }, ...more });
  const tooltip = [{ field: "event", title: "" }, { field: "history", type: "temporal", title: "history", format: "%e %b %Y" }, { field: "median", type: "temporal", title: "simulated", format: "%e %b %Y" }, { field: "happens", title: "happens in", format: ".0%" }, { field: "earlier", title: "earlier than history in", format: ".0%" }];
  const words = rows.map((row) => ({ ...row, words: `${(100 * row.happens).toFixed(0)} %`, end: Math.max(row.p95 ?? row.history, row.history) }));
  const key = { field: "what", type: "nominal", scale: { domain: ["history", "simulation"], range: [ORANGE, BLUE] }, legend: { orient: "top", title: null } };
  const shape = { field: "what", type: "nominal", scale: { domain: ["history", "simulation"], range: ["diamond", "circle"] }, legend: { orient: "top", title: null } };
  return {
    height: { step: narrow ? 26 : 29 },
    data: { values: words },
    layer: [
      { mark: { type: "rule", strokeWidth: 7, opacity: 0.35, color: BLUE, strokeCap: "round" }, encoding: { y, x: x("p5"), x2: { field: "p95" }, tooltip } },
      { transform: [{ calculate: "'simulation'", as: "what" }], mark: { type: "point", filled: true, size: 60, opacity: 1 }, encoding: { y, x: x("median"), color: key, shape, tooltip } },
      { transform: [{ calculate: "'history'", as: "what" }], mark: { type: "point", filled: true, size: 110, opacity: 1 }, encoding: { y, x: x("history"), color: key, shape, tooltip } },
      { mark: { type: "text", align: "left", dx: 12, fontSize: 11, color: "#4b5563" }, encoding: { y, x: x("end"), text: { field: "words" }, tooltip } },
    ],
  };
}
