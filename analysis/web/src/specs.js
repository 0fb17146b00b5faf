// The drawing of each chart, by the chart's id.
import { adoption } from "./specs/adoption.js";
import { flows, routes } from "./specs/demands.js";
import { boxes, response, tornado } from "./specs/factors.js";
import { dispute, history, milestones } from "./specs/history.js";
import { caught, conflicts } from "./specs/law.js";
import { network, precedent } from "./specs/network.js";
import { map, places } from "./specs/places.js";
import { armlines, arms, distribution, pair } from "./specs/runs.js";
import { consent, stance, statutes } from "./specs/states.js";

const SPECS = { adoption, armlines, arms, boxes, caught, conflicts, consent, dispute, distribution, flows, history, map, milestones, network, pair, places, precedent, response, routes, stance, statutes, tornado };

export function specOf(chart, context) {
  const draw = SPECS[chart.id];
  if (!draw) throw new Error(`no drawing for chart ${chart.id}`);
  return draw(chart, context);
}
