// Courts where the program put them, and who cites whom.
import { BLUE, GREEN, INK, ORANGE } from "../theme.js";
import { cut } from "./common.js";

const PURPLE = "#CC79A7";

export function network(chart, { rows, also, width, narrow }) {
  const cited = new Map();
  for (const row of rows) cited.set(row.to, (cited.get(row.to) ?? 0) + row.citations);
  const touched = new Set(rows.flatMap((row) => [row.from, row.to]));
  const nodes = also.map((row) => ({ ...row, here: cited.get(row.court) ?? 0, active: touched.has(row.court) }));
  const labelled = [...nodes].filter((row) => row.active).sort((a, b) => b.here - a.here).slice(0, narrow ? 4 : 9).map((row) => ({ ...row, words: cut(row.court, narrow ? 24 : 34) }));
  const xs = also.map((row) => row.x);
  const ys = also.map((row) => row.y);
  const pad = 1.5;
  const spread = [Math.min(...xs) - pad, Math.max(...xs) + pad];
  const tall = [Math.min(...ys) - pad, Math.max(...ys) + pad];
  const height = Math.min(680, Math.max(280, (width * (tall[1] - tall[0])) / (spread[1] - spread[0])));
  const missing = ((tall[1] - tall[0]) * width) / height - (spread[1] - spread[0]); // as wide as high, so that circles are circles
  if (missing > 0) spread[1] += missing;
  else tall[0] += missing / 4;
  const at = (x, y) => ({ x: { field: x, type: "quantitative", scale: { domain: spread, nice: false, zero: false }, axis: null }, y: { field: y, type: "quantitative", scale: { domain: tall, nice: false, zero: false }, axis: null } });
  const lines = rows.filter((row) => row.from !== row.to).reverse(); // the most frequent on top
  const most = Math.max(...lines.map((row) => row.citations), 1e-9);
  return {
    height,
    layer: [
      { data: { values: lines.map((row) => ({ ...row, weight: row.citations / most })) }, mark: { type: "rule" }, encoding: { ...at("x1", "y1"), x2: { field: "x2" }, y2: { field: "y2" },
        opacity: { field: "weight", type: "quantitative", scale: { type: "sqrt", domain: [0, 1], range: [0.12, 0.85] }, legend: null }, strokeWidth: { field: "weight", type: "quantitative", scale: { type: "sqrt", domain: [0, 1], range: [0.5, 3] }, legend: null },
        color: { field: "agrees", type: "quantitative", scale: { domain: [0, 0.5, 1], range: [ORANGE, "#b9bec8", BLUE], interpolate: "rgb" }, legend: { title: "agrees", orient: "bottom-right", gradientLength: 90, format: ".0%" } },
        tooltip: [{ field: "from", title: "" }, { field: "to", title: "cites" }, { field: "citations", title: "per run", format: ".3~r" }, { field: "agrees", format: ".0%" }] } },
      { data: { values: nodes }, mark: { type: "point", filled: true, stroke: "#fff", strokeWidth: 0.8 }, encoding: { ...at("x", "y"), size: { field: "here", type: "quantitative", scale: { range: [18, narrow ? 320 : 620] }, legend: null },
        opacity: { condition: { test: "datum.active", value: 0.95 }, value: 0.2 },
        fill: { field: "level", type: "nominal", scale: { domain: ["first instance", "appellate", "apex"], range: [GREEN, PURPLE, INK] }, legend: { orient: "top", title: null } },
        tooltip: [{ field: "court", title: "" }, { field: "state", title: "" }, { field: "here", title: "cited per run", format: ".3~r" }] } },
      { data: { values: labelled }, mark: { type: "text", fontSize: 11, dy: -12, fontWeight: 500, stroke: "#fff", strokeWidth: 3, strokeOpacity: 0.85 }, encoding: { ...at("x", "y"), text: { field: "words" } } },
      { data: { values: labelled }, mark: { type: "text", fontSize: 11, dy: -12, fontWeight: 500 }, encoding: { ...at("x", "y"), text: { field: "words" } } },
      { data: { values: chart.options.states }, mark: { type: "text", fontSize: 13, fontWeight: 700, dy: -22 }, encoding: { ...at("x", "y"), text: { field: "name" } } },
    ],
  };
}
