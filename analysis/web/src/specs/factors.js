// What matters: tornado of indices, response to one factor, boxes of scenario discovery.
import { BLUE, INK, LINE, ORANGE } from "../theme.js";
import { axisTitle, domainOf, numberFormat, PERCENT, splitUnit } from "./common.js";

export function tornado(chart, { rows, narrow }) {
  const kinds = domainOf(rows, "index");
  const order = rows.filter((row) => row.index === kinds[0]).sort((a, b) => Math.abs(b.estimate) - Math.abs(a.estimate)).map((row) => row.factor);
  const y = { field: "factor", type: "nominal", sort: order, title: null, axis: { labelLimit: narrow ? 190 : 260 } };
  const yOffset = { field: "index", type: "nominal", sort: kinds };
  const colour = { field: "index", type: "nominal", sort: kinds, scale: { domain: kinds, range: [BLUE, "#E69F00"] }, legend: { orient: "top", title: null } };
  const tooltip = [{ field: "factor", title: "" }, { field: "index" }, { field: "estimate", format: ".3f" }, { field: "low", format: ".3f" }, { field: "high", format: ".3f" }];
  return {
    height: { step: 17 },
    data: { values: rows },
    layer: [
      { mark: { type: "bar" }, encoding: { y, yOffset, color: colour, x: { field: "estimate", type: "quantitative", title: "index", axis: { tickCount: 6 } }, tooltip } },
      { mark: { type: "rule", color: INK, strokeWidth: 1.4 }, encoding: { y, yOffset, x: { field: "low", type: "quantitative" }, x2: { field: "high" }, tooltip } },
    ],
  };
}

export function response(chart, { rows, choice, narrow }) {
  const { words, unit } = splitUnit(choice.quantity);
  const category = rows.some((row) => row.level !== "");
  const x = category ? { field: "level", type: "nominal", sort: null, title: choice.factor, axis: { labelAngle: 0 } } : { field: "value", type: "quantitative", title: choice.factor, scale: { zero: false, nice: false }, axis: { tickCount: narrow ? 5 : 9, grid: false } };
  const y = { type: "quantitative", title: narrow ? unit : axisTitle(words, 270), axis: { format: numberFormat(unit, rows.flatMap((row) => [row.mean, row.p5, row.p95])), tickCount: 5, titleLimit: 290 }, scale: { zero: false, nice: true } };
  const tooltip = [{ field: category ? "level" : "value", title: choice.factor }, { field: "mean", format: ".4~r" }, { field: "p5", format: ".4~r" }, { field: "p95", format: ".4~r" }, { field: "points" }];
  const band = category ? { type: "rule", strokeWidth: 8, opacity: 0.3, color: BLUE } : { type: "area", opacity: 0.2, color: BLUE };
  return {
    height: narrow ? 240 : 290,
    data: { values: rows },
    layer: [
      { mark: band, encoding: { x, y: { ...y, field: "p5" }, y2: { field: "p95" } } },
      { mark: { type: "line", color: BLUE, strokeWidth: category ? 0 : 2 }, encoding: { x, y: { ...y, field: "mean" } } },
      { mark: { type: "point", filled: true, size: 70, color: BLUE, opacity: 1 }, encoding: { x, y: { ...y, field: "mean" }, tooltip } },
    ],
  };
}

export function boxes(chart, { rows, also, choice, width, narrow }) {
  const steps = also.filter((row) => row.cases === choice.cases);
  const labels = 200; // on a phone they stand above the bars
  const first = narrow ? width - 70 : Math.floor(width * 0.36);
  const second = narrow ? first : width - first - labels - 120;
  const hint = [{ field: "coverage", format: ".0%" }, { field: "density", format: ".0%" }, { field: "mass", format: ".0%" }, { field: "restricted", title: "factors with a limit" }];
  const at = { x: { field: "coverage", type: "quantitative", title: "coverage of the cases", axis: { format: ".0%", tickCount: 5 }, scale: { domain: [0, 1] } }, y: { field: "density", type: "quantitative", title: "density in the box", axis: { format: ".0%", tickCount: 5 }, scale: { domain: [0, 1] } } };
  const y = { field: "factor", type: "nominal", title: null, sort: null, axis: narrow ? null : { labelLimit: labels } };
  const tooltip = [{ field: "factor", title: "" }, { field: "limits" }, { field: "quasi_p_low", format: ".2~g" }, { field: "quasi_p_high", format: ".2~g" }];
  const trajectory = {
    width: first, height: 230, data: { values: steps },
    layer: [
      { mark: { type: "point", filled: true, opacity: 0.9, size: 42 }, encoding: { ...at, color: { field: "restricted", type: "quantitative", scale: { scheme: "viridis" }, legend: { title: "factors with a limit", orient: "top", gradientLength: 140, tickMinStep: 1, format: "d" } }, tooltip: hint } },
      { transform: [{ filter: "datum.box === 'shown'" }], mark: { type: "point", size: 190, strokeWidth: 2.5, color: ORANGE, filled: false, opacity: 1 }, encoding: { ...at, tooltip: hint } },
    ],
  };
  const limits = {
    width: second, height: { step: 34 }, data: { values: rows.map((row) => ({ ...row, zero: 0, one: 1, words: narrow ? `${row.factor}: ${row.limits}` : row.limits })) },
    layer: [
      { mark: { type: "bar", color: LINE, height: 14 }, encoding: { y, x: { field: "zero", type: "quantitative", title: "share of the factor's range", axis: narrow ? { ...PERCENT, tickCount: 2 } : PERCENT, scale: { domain: [0, 1] } }, x2: { field: "one" } } },
      { mark: { type: "bar", color: ORANGE, height: 14, opacity: 0.85 }, encoding: { y, x: { field: "from", type: "quantitative" }, x2: { field: "to" }, tooltip } },
      { mark: { type: "text", align: "left", fontSize: 11.5, dy: -13 }, encoding: { y, x: { field: "zero", type: "quantitative" }, text: { field: "words" } } },
    ],
  };
  return { autosize: "pad", width: null, spacing: 34, [narrow ? "vconcat" : "hconcat"]: [trajectory, limits], resolve: { scale: { color: "independent" } } };
}
