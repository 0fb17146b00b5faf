// The drawing of each chart, by the chart's id.
import { adoption } from "./specs/adoption.js";

const SPECS = { adoption };

export function specOf(chart, context) {
  const draw = SPECS[chart.id];
  if (!draw) throw new Error(`no drawing for chart ${chart.id}`);
  return draw(chart, context);
}
