// The scenario and its laws as text; the program's own words where it does not understand them.
import { make } from "../../../analysis/web/src/dom.js";

// The first place that an error names in a file: "scenarios/x.toml:12:5: error: …".
function placesOf(text) {
  return [...text.matchAll(/^(\S+\.toml):(\d+)(?::(\d+))?: /gm)].map(([, path, line, column]) => ({ path, line: Number(line), column: Number(column ?? 1) }));
}

export function editor(files, scenario, settings, change) {
  const area = make("textarea", { id: "text", rows: "18", spellcheck: "false", wrap: "off", autocapitalize: "off" });
  const places = make("div", { class: "places" });
  let path = scenario.files[0];
  const choose = make("select", { id: "file", onchange: (event) => show(event.target.value) },
    scenario.files.map((name) => make("option", { value: name }, name.replace(/^scenarios\//, ""))));
  const back = make("button", { type: "button", onclick: () => { delete settings.edits[path]; show(path); change(); } }, "Back to the shipped text");
  const show = (name) => {
    path = name;
    choose.value = name;
    area.value = settings.edits[name] ?? files[name];
    back.disabled = settings.edits[name] === undefined;
  };
  area.addEventListener("change", () => {
    if (area.value === files[path]) delete settings.edits[path];
    else settings.edits[path] = area.value;
    back.disabled = settings.edits[path] === undefined;
    change();
  });
  show(path);
  const go = ({ path: name, line, column }) => {
    details.open = true;
    if (scenario.files.includes(name)) show(name);
    const start = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(start + column - 1, start + Math.max(column, area.value.slice(start).split("\n")[0].length));
    choose.scrollIntoView({ block: "start", behavior: "instant" });
    area.scrollTop = Math.max(0, line - 6) * parseFloat(getComputedStyle(area).lineHeight);
  };
  const details = make("details", { id: "texts", open: Object.keys(settings.edits).length > 0 }, make("summary", {}, "Scenario and law as text"),
    make("p", {}, "Change what you like; the model reads it when you run. ", make("label", { for: "file" }, "File "), choose, " ", back),
    make("label", { for: "text", class: "unseen" }, "Text of the file"), area, places);
  // The error as the program prints it, with a button for each place.
  const complain = (text) => {
    const named = placesOf(text);
    places.replaceChildren(...named.slice(0, 8).map((place) => make("button", { type: "button", onclick: () => go(place) }, `Show ${place.path.replace(/^scenarios\//, "")}, line ${place.line}`)));
    if (named.length > 0 && scenario.files.includes(named[0].path)) go(named[0]);
  };
  return { element: details, complain };
}
