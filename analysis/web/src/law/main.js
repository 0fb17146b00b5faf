// The page of laws: a day, the conflicts between states on it, the law of each state then, and the words the laws use.
import { make } from "../dom.js";
import { conflictsSection } from "./conflicts.js";
import { stateSection } from "./state.js";

const contents = JSON.parse(document.getElementById("contents").textContent);
const spoken = make("span", { role: "status" }); // what has just been shown, or why nothing was
const chosen = { day: contents.days.at(-1), since: "" };

const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

// A browser's own field for dates writes them as its language does; here they read as in the files.
function dayField(key, label, may_be_empty) {
  const field = make("input", { id: key, size: "11", placeholder: "2013-12-04", autocomplete: "off", value: chosen[key] });
  field.addEventListener("change", () => {
    const text = field.value.trim();
    const good = isDay(text) || (may_be_empty && text === "");
    field.setAttribute("aria-invalid", String(!good));
    if (!good) {
      spoken.textContent = `“${text}” is no day. Write it like 2013-12-04.`;
      return;
    }
    chosen[key] = text;
    show();
  });
  return make("label", { for: key }, `${label} `, field);
}

function goTo(day) {
  chosen.day = day;
  document.getElementById("day").value = day;
  document.getElementById("day").setAttribute("aria-invalid", "false");
  show();
}

function chooser() {
  const quick = contents.conflicts.length > 0 ? contents.days : [];
  return make("section", { class: "filters chooser", "aria-label": "Day shown" },
    dayField("day", "The law on", false), dayField("since", "compared with", true), spoken,
    quick.length > 1 ? make("span", {}, "Conflicts are worked out for ", quick.map((day) => make("button", { type: "button", onclick: () => goTo(day) }, day))) : null);
}

function navigation() {
  const states = contents.states.map((state) => [`state-${state.id}`, state.name]);
  const links = [["conflicts", "Conflicts"], ...states, ["words", "The words of the rules"]];
  return make("nav", { "aria-label": "Parts of this page" }, make("ul", {}, links.map(([id, text]) => make("li", {}, make("a", { href: `#${id}` }, text)))));
}

function wordsSection() {
  const scopes = [["here", "One value for each state (or union) whose law is read"], ["demand", "One value for each demand"], ["between", "One value for the state whose law is read and the demanding state"]];
  return make("section", { id: "words", class: "card" }, make("h2", {}, "The words of the rules"),
    make("p", {}, "Rules are conditions over these facts. “Here” is the state whose law is read; in a union's law, the whole union."),
    scopes.map(([scope, text]) => [make("h3", {}, text),
      make("dl", {}, contents.facts.map((fact, i) => (fact.scope === scope ? [make("dt", { id: `fact-${i}` }, fact.words), make("dd", {}, fact.meaning)] : null)))]));
}

const shown = make("div");

function show() {
  const since = chosen.since === "" ? null : chosen.since;
  shown.replaceChildren(conflictsSection(contents, chosen.day, goTo), ...contents.states.map((state) => stateSection(contents, state, { day: chosen.day, since, goTo })), wordsSection());
  spoken.textContent = `Shown: ${chosen.day}${since ? `, compared with ${since}` : ""}.`;
  document.documentElement.dataset.day = chosen.day;
}

document.getElementById("page").append(
  make("header", {}, make("p", { class: "kicker" }, `comity law page · version ${contents.version} (${contents.commit.slice(0, 10)})`), make("h1", {}, contents.name),
    make("p", {}, "What each state's law compels, forbids and permits a provider to disclose to a foreign or its own authority, in the words of the files, with the sources. It is a model of the law, written to be checked; it is no legal advice.")),
  chooser(), navigation(), make("main", { id: "content" }, shown),
  make("footer", {}, "Percentages are of situations, each possible combination of facts counted once. They are not frequencies. Before the source of a treaty, F means that a text or list was found, P that it is from general knowledge."));
show();
document.documentElement.dataset.ready = "yes";
