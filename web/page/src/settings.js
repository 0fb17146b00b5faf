// What the reader has set, and how it stands in the address of the page, in a file for the command line, and in questions to the model.

export const FIRST = "scenarios/microsoft-ireland.toml";

export function freshSettings(scenario = FIRST) {
  return { scenario, values: {}, edits: {}, replicates: 40, seed: "" };
}

// As behind --set, in the order of the program: what is set by name, then seed and number of runs. The page has no room for files of worlds:
// its runs have the scenario's own parameters.
export function overridesOf(settings) {
  const values = Object.entries(settings.values).map(([name, value]) => `${name}=${value}`);
  return ["worlds.use=false", ...values, ...(settings.seed === "" ? [] : [`run.seed=${settings.seed}`]), `run.replicates=${settings.replicates}`];
}

// The scenario as it is shipped, with the same random numbers.
export function shippedOf(settings) {
  return { ...freshSettings(settings.scenario), replicates: settings.replicates, seed: settings.seed };
}

export function isChanged(settings) {
  return Object.keys(settings.values).length > 0 || Object.keys(settings.edits).length > 0;
}

export function loadOf(settings, side) {
  return { ask: "load", side, scenario: settings.scenario, settings: overridesOf(settings), edits: settings.edits };
}

// ---- In the address: #s=NAME&n=40&seed=7&set=NAME=VALUE&…&edit=PATH:changes. Texts stand as what differs from the shipped ones. ------

const shortName = (path) => path.replace(/^scenarios\//, "").replace(/\.toml$/, "");

// A text as the lines kept at its beginning and end and those between.
function differenceOf(shipped, text) {
  const old = shipped.split("\n");
  const now = text.split("\n");
  let head = 0;
  while (head < Math.min(old.length, now.length) && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  return [head, tail, ...now.slice(head, now.length - tail)].join("\n");
}

function textOf(shipped, difference) {
  const old = shipped.split("\n");
  const [head, tail, ...between] = difference.split("\n");
  return [...old.slice(0, Number(head)), ...between, ...old.slice(old.length - Number(tail))].join("\n");
}

export function hashOf(settings, files) {
  const words = new URLSearchParams();
  words.append("s", shortName(settings.scenario));
  words.append("n", settings.replicates);
  if (settings.seed !== "") words.append("seed", settings.seed);
  for (const [name, value] of Object.entries(settings.values)) words.append("set", `${name}=${value}`);
  for (const [path, text] of Object.entries(settings.edits)) words.append("edit", `${shortName(path)}\n${differenceOf(files[path], text)}`);
  return `#${words}`;
}

// Null: there are no settings in this address, or none that this page can have.
export function settingsOf(hash, files) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const scenario = `scenarios/${words.get("s")}.toml`;
  if (!(scenario in files)) return null;
  const settings = freshSettings(scenario);
  const replicates = Number(words.get("n"));
  if (Number.isInteger(replicates) && replicates >= 1 && replicates <= 500) settings.replicates = replicates;
  settings.seed = words.get("seed") ?? "";
  for (const setting of words.getAll("set")) {
    const at = setting.indexOf("=");
    if (at > 0) settings.values[setting.slice(0, at)] = setting.slice(at + 1);
  }
  for (const edit of words.getAll("edit")) {
    const at = edit.indexOf("\n");
    const path = `scenarios/${edit.slice(0, at)}.toml`;
    if (path in files) settings.edits[path] = textOf(files[path], edit.slice(at + 1));
  }
  return settings;
}

// ---- As a file for the command line -----------------------------------------------------------------------------------------------

// A value as TOML writes it: numbers, true, false and days as they are, words in quotes.
function tomlValue(value) {
  return /^(true|false|[-+]?(\d[\d_]*)(\.\d+)?([eE][-+]?\d+)?|\d{4}-\d\d-\d\d|["'[{].*)$/.test(value) ? value : JSON.stringify(value);
}

// A scenario that includes the shipped one, at its own parameters as on the page; or, where its own text was changed, that text, with what was set behind it as a command.
export function tomlOf(settings, question) {
  const values = Object.entries(settings.values);
  const own = settings.edits[settings.scenario];
  const sets = own === undefined ? "" : " --set worlds.use=false" + values.map(([key, value]) => ` --set '${key}=${value}'`).join("");
  const changed = Object.keys(settings.edits).filter((path) => path !== settings.scenario).map((path) => `# Saved beside this file, to be put in its place: ${path}\n`).join("");
  const command = `# comity run mine.toml --replicates ${settings.replicates}${settings.seed === "" ? "" : ` --seed ${settings.seed}`}${sets}\n${changed}`;
  if (own !== undefined) return command + own;
  const plain = values.filter(([key]) => !key.startsWith("reform.")).map(([key, value]) => `${key} = ${tomlValue(value)}\n`).join("");
  const reforms = values.filter(([key]) => key.startsWith("reform.")).map(([key, value]) => {
    const at = key.lastIndexOf(".");
    return `\n[[reform]]\nid = ${JSON.stringify(key.slice("reform.".length, at))}\n${key.slice(at + 1)} = ${tomlValue(value)}\n`;
  }).join("");
  return `${command}question = ${JSON.stringify(question)}\ninclude = ${JSON.stringify(`${shortName(settings.scenario)}.toml`)}\n\nworlds.use = false\n${plain}${reforms}`;
}
