// How runs differ: distributions; and policies against each other.
import { BLUE, OKABE_ITO, ORANGE, PAPER } from "../theme.js";
import { axisTitle, bandedLine, chanceRule, domainOf, hasAny, hints, legend, numberFormat, splitUnit, TIME_AXIS } from "./common.js";

export function distribution(chart, { rows, also, choice, width, narrow }) {
  const { words, unit } = splitUnit(choice.quantity);
  const arms = domainOf(rows, "arm");
  const inner = width - (narrow ? 58 : 70);
  const edges = rows.flatMap((row) => [row.from, row.to]);
  const only = Math.min(...edges) === Math.max(...edges);
  const scale = only ? { zero: false } : { domain: [Math.min(...edges), Math.max(...edges)], nice: false, zero: false };
  const top = Math.max(...rows.map((row) => row.runs));
  const bars = (arm, i) => ({
    width: inner, height: arms.length > 1 ? 78 : narrow ? 220 : 260,
    title: arm ? { text: arm, anchor: "start", fontSize: 12.5, fontWeight: 600, offset: 4 } : undefined,
    data: { values: rows.filter((row) => row.arm === arm) },
    mark: { type: "bar", color: arms.length > 1 ? OKABE_ITO[i % 7] : BLUE, stroke: PAPER, strokeWidth: 0.6 },
    encoding: {
      x: { field: "from", type: "quantitative", bin: "binned", scale, title: i === arms.length - 1 ? axisTitle(`${words} [${unit}]`, inner) : null, axis: { format: numberFormat(unit, edges), tickCount: narrow ? 4 : 8, titleLimit: inner } },
      x2: { field: "to" },
      y: { field: "runs", type: "quantitative", title: "runs", axis: { tickCount: 3, tickMinStep: 1, format: "~s" }, scale: { domain: [0, top] } },
      tooltip: [{ field: "from", format: ".4~r" }, { field: "to", format: ".4~r" }, { field: "runs" }],
    },
  });
  // Above the bars where nine in ten of the runs lie.
  const panel = (arm, i) => {
    const { mark, encoding, ...frame } = bars(arm, i);
    const ends = also.filter((row) => row.quantity === choice.quantity && row.arm === arm);
    if (ends.length === 0) return { ...frame, mark, encoding };
    const x = (field) => ({ field, type: "quantitative", scale, title: encoding.x.title });
    const tooltip = [{ field: "median", format: ".4~r" }, ...hints(ends, ".4~r")];
    const y = { value: -6 };
    const rules = [{ mark: { type: "rule", strokeWidth: 8, opacity: 0.35, color: BLUE }, encoding: { y, x: x("p5"), x2: { field: "p95" }, tooltip } }, ...chanceRule(ends, y, x, tooltip)];
    return { ...frame, title: frame.title && { ...frame.title, offset: 16 }, layer: [{ mark, encoding }, ...rules.map((rule) => ({ data: { values: ends }, ...rule }))] };
  };
  return { autosize: "pad", width: null, spacing: 10, vconcat: arms.map(panel) };
}

// Thousands are shortened; small differences are not told in thousandths ("+6m").
function gapFormat(rows) {
  const most = Math.max(...rows.flatMap((row) => [row.difference, row.low, row.high, row.p5, row.p95].map((value) => Math.abs(value ?? 0))));
  return most < 1000 ? "+.3~r" : "+.3~s";
}

export function arms(chart, { rows, choice, width, narrow }) {
  const { words, unit } = splitUnit(choice.quantity);
  const who = chart.table.columns.some((column) => column.name === "file") ? "file" : "arm";
  const y = { field: who, type: "nominal", sort: null, title: null };
  const tooltip = [{ field: who, title: "" }, { field: "difference", format: "+.3~r" }, { field: "low", format: "+.3~r" }, { field: "high", format: "+.3~r" }, ...(hasAny(rows, "chance5") ? hints(rows, "+.3~r") : []), { field: "pairs" }];
  const labels = Math.max(...domainOf(rows, who).map((word) => word.length)) * 7.2;
  const title = axisTitle(`difference in ${words} [${unit}]`, width - labels - 20);
  const x = (field) => ({ field, type: "quantitative", title, axis: { format: gapFormat(rows), tickCount: narrow ? 4 : 6, titleLimit: 600 }, scale: { zero: true, nice: true } });
  return {
    height: { step: 46 },
    data: { values: rows },
    layer: [
      { data: { values: [{ zero: 0 }] }, mark: { type: "rule", color: "#6b7280" }, encoding: { x: { field: "zero", type: "quantitative" } } },
      hasAny(rows, "p5") && { mark: { type: "rule", strokeWidth: 1.5, color: "#8fb6d3" }, encoding: { y, x: x("p5"), x2: { field: "p95" }, tooltip } },
      ...["chance5", "chance95"].map((end) => hasAny(rows, end) && { mark: { type: "tick", thickness: 1.8, size: 15, color: BLUE }, encoding: { y, x: x(end), tooltip } }),
      hasAny(rows, "low") && { mark: { type: "rule", strokeWidth: 6, color: BLUE, opacity: 0.85 }, encoding: { y, x: x("low"), x2: { field: "high" }, tooltip } },
      { mark: { type: "point", filled: true, size: 95, color: ORANGE, opacity: 1 }, encoding: { y, x: x("difference"), tooltip } },
    ].filter(Boolean),
  };
}

// One file against another, day by day.
export function pair(chart, { rows, choice, narrow }) {
  const { words, unit } = splitUnit(choice.quantity);
  const tooltip = [{ field: "day", type: "temporal", title: "on", format: "%b %Y" }, { field: "difference", format: "+.3~r" }, { field: "low", format: "+.3~r" }, { field: "high", format: "+.3~r" }];
  return {
    height: narrow ? 240 : 290,
    data: { values: rows },
    layer: [
      { data: { values: [{ zero: 0 }] }, mark: { type: "rule", color: "#6b7280" }, encoding: { y: { field: "zero", type: "quantitative" } } },
      ...bandedLine({ rows, x: { field: "day", type: "temporal", axis: TIME_AXIS }, y: { type: "quantitative", title: axisTitle(`difference in ${words}`, 220), axis: { format: unit === "share" ? "+.3~p" : gapFormat(rows), tickCount: 5, titleLimit: 280 } }, colour: { value: BLUE }, low: "low", high: "high", middle: "difference", tooltip }).filter((layer) => hasAny(rows, "low") || layer.mark.type !== "area"),
    ],
  };
}

// All arms in one picture.
export function armlines(chart, { rows, choice, width, narrow }) {
  const { words, unit } = splitUnit(choice.quantity);
  const order = domainOf(rows, "arm");
  const colour = { field: "arm", type: "nominal", sort: order, scale: { domain: order, range: order.map((_, i) => OKABE_ITO[i % OKABE_ITO.length]) }, legend: legend(rows, "arm", width) };
  const tooltip = [{ field: "arm", title: "" }, { field: "day", type: "temporal", title: "on", format: "%b %Y" }, { field: "mean", format: ".4~r" }, ...hints(rows, ".4~r")];
  return {
    height: narrow ? 250 : 300,
    data: { values: rows },
    layer: bandedLine({ rows, x: { field: "day", type: "temporal", axis: TIME_AXIS }, y: { type: "quantitative", title: narrow ? unit : axisTitle(words, 230), axis: { format: numberFormat(unit, rows.flatMap((row) => [row.mean, row.p5, row.p95])), tickCount: 5, titleLimit: 280 }, scale: { zero: false, nice: true } }, colour, middle: "mean", tooltip }),
  };
}
