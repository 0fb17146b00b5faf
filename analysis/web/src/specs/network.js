// Which circuit cites which, and whether they agree.
import { BLUE, INK, ORANGE } from "../theme.js";

const MOST = 18;

export function network(chart, { rows, also, width, narrow }) {
  const circuits = new Map(also.map((row) => [row.court, row.circuit]));
  const pairs = new Map();
  const cited = new Map();
  for (const row of rows) {
    const [from, to] = [circuits.get(row.from), circuits.get(row.to)];
    const key = JSON.stringify([from, to]);
    const pair = pairs.get(key) ?? { from, to, citations: 0, agreeing: 0 };
    pair.citations += row.citations;
    pair.agreeing += row.citations * row.agrees;
    pairs.set(key, pair);
    cited.set(to, (cited.get(to) ?? 0) + row.citations);
    cited.set(from, cited.get(from) ?? 0);
  }
  const order = [...cited].sort((a, b) => b[1] - a[1]).slice(0, MOST).map(([name]) => name);
  const values = [...pairs.values()].filter((pair) => order.includes(pair.from) && order.includes(pair.to)).map((pair) => ({ ...pair, agrees: pair.agreeing / pair.citations }));
  const step = Math.max(narrow ? 13 : 20, Math.min(30, (width - (narrow ? 120 : 240)) / order.length));
  const short = narrow ? { labelExpr: "replace(replace(datum.label, ' appellate court', ''), ' court', '')" } : {}; // "Japan 3", "Japan apex"
  const axis = { grid: true, labelOverlap: false, labelLimit: narrow ? 110 : 190, labelFontSize: narrow ? 9.5 : 12, ...short };
  return {
    height: { step },
    data: { values },
    mark: { type: "circle", opacity: 1, stroke: INK, strokeWidth: 0.4 },
    encoding: {
      x: { field: "to", type: "nominal", sort: order, scale: { domain: order }, title: "cited, most on the left", axis: { ...axis, labelLimit: 190, orient: "top", labelAngle: -90, labelAlign: "left" } },
      y: { field: "from", type: "nominal", sort: order, scale: { domain: order }, title: narrow ? null : "cites", axis },
      size: { field: "citations", type: "quantitative", scale: { type: "sqrt", range: [0, step * step * 0.85] }, legend: { title: "citations in a run", orient: "bottom", symbolFillColor: "#b9bec8", direction: "horizontal", tickCount: narrow ? 2 : 3 } },
      color: { field: "agrees", type: "quantitative", scale: { domain: [0, 0.5, 1], range: [ORANGE, "#b9bec8", BLUE], interpolate: "rgb" }, legend: { title: "agree", orient: "bottom", direction: "horizontal", gradientLength: narrow ? 60 : 90, format: ".0%", tickCount: 2 } },
      tooltip: [{ field: "from", title: "" }, { field: "to", title: "cites" }, { field: "citations", title: "per run", format: ".3~r" }, { field: "agrees", format: ".0%" }],
    },
  };
}
