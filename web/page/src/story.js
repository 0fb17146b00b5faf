// The story of one dispute of a run as a timeline: what comity explain tells, chapter by chapter, each beside its first day.
import { make } from "../../../analysis/web/src/dom.js";

const MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December";
const DAY = new RegExp(`\\b\\d{1,2} (?:${MONTHS}) \\d{4}\\b`);

// Lines without indent that stand alone are headings. The first chapter is of no day: it tells the end in short.
export function chaptersOf(text) {
  const chapters = [{ heading: "", lines: [] }];
  const lines = text.split("\n");
  lines.forEach((line, i) => {
    const heading = /^\S/.test(line) && (lines[i - 1] ?? "") === "" && (lines[i + 1] ?? "") === "";
    if (heading) chapters.push({ heading: line, lines: [] });
    else chapters.at(-1).lines.push(line);
  });
  const told = chapters.map(({ heading, lines: own }) => ({ heading, text: own.join("\n").replace(/^\n+|\s+$/g, "") })).filter((one) => one.heading || one.text);
  return told.map((one, i) => ({ ...one, day: i === 0 ? "" : DAY.exec(one.text.replace(/\s+/g, " "))?.[0] ?? "" }));
}

export function timeline(text) {
  return make("ol", { class: "timeline" }, chaptersOf(text).map(({ heading, text: own, day }) => make("li", {},
    day ? make("p", { class: "day" }, day) : null, heading ? make("h3", {}, heading) : null,
    make("pre", { tabindex: "0", role: "region", "aria-label": heading || "The beginning" }, own))));
}
