// Which circuit cites which, whether they agree, and when.
import { BLUE, INK, ORANGE } from "../theme.js";

const MIDDLE = "#b9bec8";

// "Japan 3", "Japan apex" on a telephone.
function courtAxis(narrow) {
  const short = narrow ? { labelExpr: "replace(replace(datum.label, ' appellate court', ''), ' court', '')" } : {};
  return { grid: true, labelOverlap: false, labelLimit: narrow ? 110 : 190, labelFontSize: narrow ? 9.5 : 12, ...short };
}

// A circle for citations, blue where those who cite agree.
function citations(step, narrow, unit) {
  return {
    size: { field: "citations", type: "quantitative", scale: { type: "sqrt", range: [0, step * step * 0.85] }, legend: { title: unit, orient: "bottom", symbolFillColor: MIDDLE, direction: "horizontal", tickCount: narrow ? 2 : 3 } },
    color: { field: "agrees", type: "quantitative", scale: { domain: [0, 0.5, 1], range: [ORANGE, MIDDLE, BLUE], interpolate: "rgb" }, legend: { title: "agree", orient: "bottom", direction: "horizontal", gradientLength: narrow ? 60 : 90, format: ".0%", tickCount: 2 } },
  };
}

const MARK = { type: "circle", opacity: 1, stroke: INK, strokeWidth: 0.4 };
const NUMBERS = [{ field: "citations", title: "per run", format: ".3~r" }, { field: "agrees", format: ".0%" }];

export function network(chart, { rows, width, narrow }) {
  const { order } = chart.options;
  const shown = order.filter((name) => rows.some((row) => row.from === name || row.to === name));
  const step = Math.max(narrow ? 13 : 20, Math.min(30, (width - (narrow ? 120 : 240)) / shown.length));
  const axis = courtAxis(narrow);
  return {
    height: { step },
    data: { values: rows },
    mark: MARK,
    encoding: {
      x: { field: "to", type: "nominal", sort: shown, scale: { domain: shown }, title: "cited, most on the left", axis: { ...axis, labelLimit: 190, orient: "top", labelAngle: -90, labelAlign: "left" } },
      y: { field: "from", type: "nominal", sort: shown, scale: { domain: shown }, title: narrow ? null : "cites", axis },
      ...citations(step, narrow, "citations in a run"),
      tooltip: [{ field: "from", title: "" }, { field: "to", title: "cites" }, ...NUMBERS],
    },
  };
}

export function precedent(chart, { rows, width, narrow }) {
  const years = [...new Set(chart.table.rows.map((row) => row[2]))].sort();
  const shown = chart.options.order.filter((name) => rows.some((row) => row.circuit === name));
  const step = Math.min(narrow ? 20 : 28, (width - (narrow ? 130 : 240)) / years.length);
  return {
    height: { step: narrow ? 20 : 28 },
    data: { values: rows },
    mark: MARK,
    encoding: {
      x: { field: "year", type: "ordinal", scale: { domain: years }, title: null, axis: { orient: "top", labelAngle: 0, labelOverlap: "greedy", grid: true } },
      y: { field: "circuit", type: "nominal", sort: shown, scale: { domain: shown }, title: null, axis: courtAxis(narrow) },
      ...citations(step, narrow, "citations in a run and year"),
      tooltip: [{ field: "circuit", title: "" }, { field: "year" }, { field: "by", title: "cited by" }, ...NUMBERS],
    },
  };
}
