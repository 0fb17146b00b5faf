// Shares of courts that hold each reading, with bands over runs; below it the dates of laws and events on the same axis.
import { BLUE, GREY, INK, ORANGE } from "../theme.js";
import { cut, lines, PERCENT, TIME_AXIS } from "./common.js";

const ROW = 17;

// The scale of days from one to another. As expressions: a plain number would be taken for a year.
const between = (days) => ({ domain: days.map((day) => ({ signal: String(day) })) });

function rail(dates, domain, width, narrow) {
  const middle = (domain[0] + domain[1]) / 2;
  const letter = narrow ? 6 : 6.6; // width of one, about
  const rows = dates.map((row) => {
    const left = row.day < middle;
    const room = width * ((left ? domain[1] - row.day : row.day - domain[0]) / (domain[1] - domain[0])) + (left ? 0 : 40);
    return { ...row, left, words: cut(row.what, Math.max(6, Math.floor((room - 12) / letter))) };
  });
  const x = { field: "day", type: "temporal", scale: between(domain), axis: null };
  const y = { field: "place", type: "ordinal", axis: null };
  const tooltip = [{ field: "what", title: "" }, { field: "day", type: "temporal", title: "on", format: "%e %b %Y" }, { field: "kind", title: "" }];
  const words = (left) => ({ transform: [{ filter: `datum.left === ${left}` }], mark: { type: "text", align: left ? "left" : "right", dx: left ? 9 : -9, fontSize: narrow ? 10.5 : 11.5 }, encoding: { x, y, text: { field: "words" }, tooltip } });
  return {
    width, height: Math.max(1, rows.length) * ROW,
    data: { values: rows.map((row, place) => ({ ...row, place })) },
    layer: [
      { mark: { type: "point", filled: true, size: 46, opacity: 1 }, encoding: { x, y, tooltip, color: { field: "kind", type: "nominal", legend: null, scale: { range: [INK, "#009E73", "#CC79A7", "#E69F00"] } }, shape: { field: "kind", type: "nominal", legend: null } } },
      words(true), words(false),
    ],
  };
}

export function adoption(chart, { rows, also, choice, width, narrow }) {
  const days = rows.map((row) => row.day);
  const domain = [Math.min(...days), Math.max(...days)];
  const dates = also.filter((row) => (row.question === "" || row.question === choice.question) && row.day >= domain[0] && row.day <= domain[1]).sort((a, b) => a.day - b.day);
  const laws = dates.filter((row) => row.kind.startsWith("law"));
  const inner = width - (narrow ? 62 : 76);
  const colour = { field: "accepted", type: "nominal", scale: { domain: ["yes", "no"], range: [BLUE, ORANGE] }, legend: null };
  const x = { field: "day", type: "temporal", axis: TIME_AXIS, scale: between(domain) };
  const tooltip = [{ field: "reading", title: "" }, { field: "day", type: "temporal", title: "on", format: "%b %Y" }, { field: "mean", title: "courts, mean", format: ".1%" }, { field: "in_most", title: "most courts, in runs", format: ".1%" }, { field: "p5", format: ".1%" }, { field: "median", format: ".1%" }, { field: "p95", format: ".1%" }];
  const y = (field) => ({ field, type: "quantitative", title: null, axis: PERCENT, scale: { domain: [0, 1] } });
  const letters = Math.floor(inner / (narrow ? 6 : 6.6));
  const panel = (accepted) => ({
    width: inner, height: narrow ? 120 : 140, title: { text: lines(rows.find((row) => row.accepted === accepted)?.reading ?? "", letters), anchor: "start", fontSize: 12.5, fontWeight: 600, color: INK, offset: 6 },
    data: { values: rows.filter((row) => row.accepted === accepted) },
    layer: [
      { mark: { type: "area", opacity: 0.35 }, encoding: { x, y: y("mean"), color: colour } },
      { mark: { type: "line", strokeWidth: 2.3 }, encoding: { x, y: y("in_most"), color: colour } },
      laws.length > 0 && { data: { values: laws }, mark: { type: "rule", strokeDash: [3, 3], color: GREY }, encoding: { x: { field: "day", type: "temporal" }, tooltip: [{ field: "what", title: "" }, { field: "day", type: "temporal", title: "on", format: "%e %b %Y" }] } },
      { mark: { type: "point", opacity: 0, size: 150, filled: true }, encoding: { x, y: y("mean"), color: colour, tooltip } },
    ].filter(Boolean), // a layer without rows would take the axis from the others
  });
  return { autosize: "pad", vconcat: [panel("yes"), panel("no"), ...(dates.length > 0 ? [rail(dates, domain, inner, narrow)] : [])], spacing: 14, width: null, resolve: { scale: { color: "independent", shape: "independent" } } };
}
