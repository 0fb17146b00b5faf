// Conflicts of laws: state against state as the law files say, and by the demands of the runs.
import { BLUE, EMPTY, ORANGE, PAPER } from "../theme.js";
import { axisTitle, chanceRule, hasAny, hints, PERCENT } from "./common.js";

export function conflicts(chart, { rows: bare, also, width, narrow }) {
  const examples = new Map(also.map((row) => [row.example, row.text]));
  const rows = bare.map((row) => ({ ...row, example: examples.get(row.example) ?? "" }));
  const much = rows.filter((row) => row.changed === "much");
  const changed = much.length > 0 ? much : rows.filter((row) => row.changed !== "no");
  const states = [...new Set(rows.map((row) => row.orders))].sort();
  const room = (width - (narrow ? 104 : 150)) / states.length;
  const at = { x: { field: "forbids", type: "nominal", sort: states, title: "forbids", axis: { orient: "top", labelAngle: -90, labelAlign: "left", labelOverlap: false, labelFontSize: narrow ? 9.5 : 12 } }, y: { field: "orders", type: "nominal", sort: states, title: "orders", axis: { labelOverlap: false, labelFontSize: narrow ? 9.5 : 12 } } };
  const tooltip = [{ field: "orders" }, { field: "forbids" }, { field: "conflict" }, { field: "share", title: "of what it compels", format: ".0%" }, { field: "changed" }, { field: "before", format: ".0%" }, { field: "example", title: "e.g." }];
  return {
    height: { step: Math.max(narrow ? 13 : 20, Math.min(room, 27)) },
    data: { values: rows },
    layer: [
      { mark: { type: "rect", stroke: PAPER }, encoding: { ...at, color: { condition: { test: "datum.conflict === 'never'", value: EMPTY }, field: "share", type: "quantitative", scale: { scheme: "blues", domain: [0, Math.max(...rows.map((row) => row.share), 0.1)] }, legend: { title: narrow ? "of what the one compels" : "of the situations in which the one compels", orient: "bottom", format: ".0%", gradientLength: narrow ? 200 : 280, titleLimit: 320 } }, tooltip } },
      { transform: [{ filter: "datum.conflict === 'certain'" }], mark: { type: "point", shape: "circle", filled: true, size: Math.max(6, room * 1.1), stroke: PAPER, strokeWidth: 1 }, encoding: { ...at, fill: { field: "conflict", type: "nominal", scale: { domain: ["certain"], range: [ORANGE] }, legend: narrow ? null : { orient: "bottom", title: null, symbolOpacity: 1, labelExpr: "'surely in some situation'" } }, tooltip } },
      changed.length > 0 && { data: { values: changed }, mark: { type: "rect", fillOpacity: 0, stroke: ORANGE, strokeWidth: narrow ? 1.2 : 1.8 }, encoding: { ...at, tooltip } },
    ].filter(Boolean), // a layer without rows has no extent, of which vega complains
  };
}

export function caught(chart, { rows, width }) {
  const order = [...rows].sort((a, b) => b.median - a.median).map((row) => row.state);
  const y = { field: "state", type: "nominal", sort: order, title: null };
  const scale = { domainMin: 0, nice: true };
  const tooltip = [{ field: "state", title: "" }, { field: "median", format: ".1%" }, ...hints(rows, ".1%"), { field: "demands", title: "demands a year", format: ",.0f" }];
  const x = (field) => ({ field, type: "quantitative", title: axisTitle("share of its demands caught between two laws", width - 120), axis: PERCENT, scale });
  return {
    height: { step: 20 },
    data: { values: rows },
    layer: [
      { mark: { type: "rule", strokeWidth: hasAny(rows, "chance5") ? 8 : 3, color: "#8fb6d3" }, encoding: { y, x: x("p5"), x2: { field: "p95" }, tooltip } },
      ...chanceRule(rows, y, x, tooltip),
      { mark: { type: "point", filled: true, size: 75, color: BLUE, opacity: 1 }, encoding: { y, x: { field: "median", type: "quantitative" }, tooltip } },
    ],
  };
}
