// The page: question, answer in words and numbers, policies side by side, what is not known, charts by part, what is missing, provenance.
import { answers } from "./answers.js";
import { armTables } from "./arms.js";
import { compared } from "./compared.js";
import { make } from "./dom.js";
import { makeFigure } from "./figure.js";
import { missing, provenance } from "./provenance.js";
import { unknowns } from "./unknowns.js";
import { words } from "./words.js";

const anchor = (part) => part.toLowerCase().replace(/[^a-z]+/g, "-");

function header(contents) {
  const { version, commit, points, replicates, start, end } = contents.provenance;
  const each = `${replicates} ${replicates === 1 ? "run" : "runs"}`;
  const runs = points === 1 ? each : `${points} points × ${each}`;
  return make("header", {},
    make("p", { class: "kicker" }, `comity · ${contents.name} · ${start} to ${end} · ${runs} · version ${version} (${commit.slice(0, 10)})`),
    make("h1", {}, contents.question));
}

function navigation(contents, parts) {
  const links = [...(contents.words ? [["words", "The answer in words"]] : []), ...(contents.arms ? [["arm-table", "Policies side by side"]] : []), ["answer", "The answer in numbers"], ...(contents.unknowns ? [["unknowns", "What is not known"]] : []), ...(contents.compared ? [["compared", "What is not the same"]] : []), ...parts.map((part) => [anchor(part), part]), ["provenance", "Provenance"]];
  return make("nav", { "aria-label": "Parts of this page" }, make("ul", {}, links.map(([id, text]) => make("li", {}, make("a", { href: `#${id}` }, text)))));
}

function redrawWhenResized(figures) {
  let waiting = null;
  const all = () => Promise.all(figures.map((one) => one.resized()));
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(all, 150);
  });
}

export async function makePage(contents) {
  const parts = [...new Set(contents.charts.map((chart) => chart.part))];
  const figures = [];
  const sections = parts.map((part) => {
    const own = contents.charts.filter((chart) => chart.part === part).map(makeFigure);
    figures.push(...own);
    return make("section", { id: anchor(part) }, make("h2", {}, part), own.map((one) => one.figure));
  });
  document.getElementById("page").append(header(contents), navigation(contents, parts),
    make("main", { id: "content" }, words(contents.words), armTables(contents.arms), answers(contents.answers, contents.compared ? "file" : "arm", contents.one_band), unknowns(contents.unknowns), compared(contents.compared), sections, missing(contents.missing),
      provenance(contents.provenance), contents.other ? provenance(contents.other, contents.compared.second) : null),
    make("footer", {}, "comity compares regimes under uncertainty; it does not forecast a single case."));
  for (const one of figures) await one.redraw();
  redrawWhenResized(figures);
  document.documentElement.dataset.ready = "yes";
}
