// Shares of courts that hold each reading, with bands over runs and the dates of laws.
import { BLUE, GREY, ORANGE } from "../theme.js";
import { PERCENT, TIME_AXIS, wrapped } from "./common.js";

export function adoption(chart, { rows, also, choice, narrow }) {
  const dates = also.filter((row) => row.question === "" || row.question === choice.question);
  const colour = { field: "reading", type: "nominal", scale: { domain: ["accepted", "not accepted"], range: [BLUE, ORANGE] }, legend: { orient: "top", title: null } };
  const x = { field: "day", type: "temporal", axis: TIME_AXIS };
  const band = (low, high, opacity) => ({ mark: { type: "area", opacity, tooltip: null }, encoding: { x, y: { field: low, type: "quantitative" }, y2: { field: high }, color: colour } });
  const tooltip = [{ field: "reading" }, { field: "day", type: "temporal", title: "on", format: "%b %Y" }, { field: "median", format: ".1%" }, { field: "p5", format: ".1%" }, { field: "p95", format: ".1%" }];
  return {
    height: narrow ? 260 : 330,
    data: { values: rows },
    layer: [
      band("p5", "p95", 0.16),
      band("p25", "p75", 0.28),
      { mark: { type: "line", strokeWidth: 2.2 }, encoding: { x, y: { field: "median", type: "quantitative", title: "share of courts", axis: PERCENT, scale: { domainMin: 0, nice: true } }, color: colour } },
      { mark: { type: "point", opacity: 0, size: 140, filled: true }, encoding: { x, y: { field: "median", type: "quantitative" }, color: colour, tooltip } },
      { data: { values: dates }, mark: { type: "rule", strokeDash: [4, 3], color: GREY }, encoding: { x, tooltip: [{ field: "what", title: "date" }, { field: "day", type: "temporal", title: "on", format: "%e %b %Y" }] } },
    ].concat(narrow ? [] : [{ data: { values: wrapped(dates) }, mark: { type: "text", align: "left", angle: 270, dx: 3, dy: -5, fontSize: 10.5, color: GREY }, encoding: { x, y: { value: 326 }, text: { field: "short" } } }]),
  };
}
