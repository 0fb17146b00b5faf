// Cooperation, stance and statutes.
import { BLUE, GREEN, OKABE_ITO, ORANGE } from "../theme.js";
import { bandedLine, domainOf, hints, legend, lines, PERCENT, TIME_AXIS } from "./common.js";

export function consent(chart, { rows, width, narrow }) {
  const order = domainOf(rows, "met");
  const colour = { field: "met", type: "nominal", scale: { domain: order, range: [BLUE, ORANGE] }, legend: legend(rows, "met", width) };
  return {
    height: narrow ? 240 : 290,
    data: { values: rows },
    layer: bandedLine({ rows, x: { field: "day", type: "temporal", axis: TIME_AXIS }, y: { type: "quantitative", title: "share of cross-border demands", axis: PERCENT, scale: { domainMin: 0, nice: true } }, colour, tooltip: [{ field: "met", title: "met" }, { field: "day", type: "temporal", title: "in", format: "%Y" }, { field: "median", format: ".1%" }, ...hints(rows, ".1%")] }),
  };
}

export function stance(chart, { rows, narrow }) {
  const last = Math.max(...rows.map((row) => row.year));
  const order = rows.filter((row) => row.year === last).sort((a, b) => b.median - a.median).map((row) => row.state);
  const values = rows.map((row) => row.median);
  const middle = (Math.min(...values) + Math.max(...values)) / 2;
  const at = { x: { field: "year", type: "ordinal", title: "end of year", axis: { labelAngle: 0, labelExpr: narrow ? "\"'\" + slice(datum.label, 2)" : "datum.label" } }, y: { field: "state", type: "nominal", sort: order, title: null } };
  return {
    height: { step: 21 },
    data: { values: rows },
    layer: [
      { mark: { type: "rect" }, encoding: { ...at, color: { field: "median", type: "quantitative", scale: { scheme: "cividis", zero: false }, legend: { title: "stance, 0 hostile to 1 friendly", orient: "top", gradientLength: narrow ? 180 : 260, titleLimit: 300 } }, tooltip: [{ field: "state", title: "" }, { field: "year" }, { field: "median", format: ".3f" }, { field: "p5", format: ".3f" }, { field: "p95", format: ".3f" }] } },
    ].concat(narrow ? [] : [{ mark: { type: "text", fontSize: 11 }, encoding: { ...at, text: { field: "median", format: ".2f" }, color: { condition: { test: `datum.median > ${middle}`, value: "#000" }, value: "#fff" } } }]),
  };
}

export function statutes(chart, { rows, width, narrow }) {
  const inner = width - (narrow ? 52 : 62);
  const order = domainOf(rows, "what");
  const colours = [BLUE, ORANGE, GREEN, ...OKABE_ITO];
  const most = (what) => Math.max(1, ...rows.filter((row) => row.what === what).flatMap((row) => [row.mean ?? 0, row.p95 ?? 0]));
  const panel = (what, i) => ({
    width: inner, height: narrow ? 90 : 105,
    title: { text: lines(what, Math.floor(inner / 7.4)), anchor: "start", fontSize: 12.5, fontWeight: 600, offset: 6 },
    data: { values: rows.filter((row) => row.what === what) },
    layer: bandedLine({ rows, x: { field: "day", type: "temporal", axis: TIME_AXIS }, y: { type: "quantitative", title: "number", axis: { tickCount: 4, tickMinStep: 1, format: ",d" }, scale: { domain: [0, most(what)], nice: true } }, colour: { value: colours[i] }, middle: "mean", tooltip: [{ field: "what", title: "" }, { field: "day", type: "temporal", title: "on", format: "%b %Y" }, { field: "mean", format: ".2f" }, ...hints(rows, ".1f")] }),
  });
  return { autosize: "pad", width: null, spacing: 16, vconcat: order.map(panel) };
}
