// The dispute step by step, and its days beside those of history.
import { BLUE, OKABE_ITO, ORANGE } from "../theme.js";
import { cut, domainOf, legend, PERCENT } from "./common.js";

export function milestones(chart, { rows, width }) {
  const order = domainOf(rows, "milestone");
  return {
    height: { step: 27 },
    data: { values: rows },
    mark: { type: "bar", stroke: "#fff", strokeWidth: 0.6 },
    encoding: {
      y: { field: "milestone", type: "nominal", sort: order, title: null },
      x: { field: "share", type: "quantitative", stack: "zero", title: "share of runs", axis: PERCENT, scale: { domain: [0, 1] } },
      color: { field: "outcome", type: "nominal", sort: null, scale: { domain: domainOf(rows, "outcome"), range: [...OKABE_ITO.slice(0, 6), "#6b7280", "#b8bec9", "#000000", "#F0E442"] }, legend: legend(rows, "outcome", width) },
      tooltip: [{ field: "milestone", title: "" }, { field: "outcome" }, { field: "share", format: ".1%" }],
    },
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
