// The law of one state on one day.
import { make } from "../dom.js";

const within = (day, { from, until }) => (from === null || from <= day) && (until === null || day < until);

const EFFECTS = {
  compels: "Compels", forbids: "Forbids", permits: "Permits", assists: "Assists", contests: "Lets the provider contest",
  comity: "Lets the provider plead foreign law", localises: "Keeps data at home",
  unlocks: "Obliges the provider to remove a protection", none: "Only switches other rules off",
};

export function ruleId(name) {
  return `rule-${name}`;
}

// A link where there is a place to go to, else the text alone.
function outward(text, url) {
  return url && /^https?:\/\//.test(url) ? make("a", { href: url, rel: "noopener noreferrer" }, text) : text;
}

export function citation({ source, url, quote, later }) {
  const text = source ?? (url ? url : "no source named");
  return [make("p", { class: "source" }, "Source: ", outward(text, url)), quote ? make("blockquote", {}, quote) : null, later ? make("p", { class: "note" }, `Decided later: ${later}.`) : null];
}

// What is cited for a rule on a day: of several, each holds from its day on.
const citedOn = (rule, day) => rule.cited.findLast((one) => one.from === null || one.from <= day) ?? rule.cited[0];

function period({ from, until }) {
  if (from === null) return until === null ? "always" : `until ${until}`;
  return until === null ? `since ${from}` : `from ${from} until ${until}`;
}

const badge = (kind, text) => make("span", { class: `badge ${kind}` }, text);

// Whether something is in force on one of two days compared only.
function changeBadges({ day, since }, row) {
  if (!since || within(day, row) === within(since, row)) return null;
  return within(day, row) ? badge("begun", `not in force on ${since}`) : badge("ended", `not in force on ${day}`);
}

const inForce = ({ contents }, row) => make("p", { class: "note" }, `In force ${period(row)}, in ${contents.regimes.find((regime) => regime.id === row.regime).name}.`);

// A condition whose words lead to their explanation; words of definitions are explained within the state.
function condition(pieces, state) {
  return pieces.map((piece) => (typeof piece === "string" ? piece : make("a", { class: "term", href: `#${piece.place.startsWith("define") ? `${state.id}-` : ""}${piece.place}` }, piece.text)));
}

function linkToRule(name, present) {
  return present.has(name) ? make("a", { href: `#${ruleId(name)}` }, name) : name;
}

function listedRules(names, present) {
  return names.map((name, i) => [i > 0 ? ", " : "", linkToRule(name, present)]);
}

function ruleArticle(law, rule) {
  const { contents, state, present, day } = law;
  const gone = !within(day, rule);
  const by = [...present.values()].filter((other) => other.exception_to.includes(rule.rule)).map((other) => other.rule);
  return make("article", { class: gone ? "rule gone" : "rule", id: gone ? false : ruleId(rule.rule), "data-rule": rule.rule },
    make("h4", {}, rule.rule, " ",
      changeBadges(law, rule),
      rule.question === null ? null : badge("open", "open question"), rule.confirmed ? null : badge("doubt", "not confirmed")),
    make("p", { class: "condition" }, "when ", condition(rule.when, state), rule.unless ? [make("strong", {}, " unless "), condition(rule.unless, state)] : null),
    rule.question === null ? null : make("p", { class: "note" }, `If ${contents.questions[rule.question].accepted}: `, make("a", { href: `#${state.id}-question-${rule.question}` }, contents.questions[rule.question].question)),
    rule.exception_to.length ? make("p", { class: "note" }, "Where it applies, it switches off ", listedRules(rule.exception_to, present), ".") : null,
    by.length ? make("p", { class: "note" }, "Switched off where these apply: ", listedRules(by, present), ".") : null,
    inForce(law, rule), citation(citedOn(rule, day)));
}

function effectPart(law, effect) {
  const rules = law.rules.filter((rule) => rule.effect === effect);
  if (rules.length === 0) return null;
  const meaning = law.contents.effects.find((one) => one.effect === effect)?.meaning;
  return make("div", { class: "effect", "data-effect": effect }, make("h3", {}, EFFECTS[effect] ?? effect, meaning ? make("span", { class: "meaning" }, ` ${meaning}`) : null), rules.map((rule) => ruleArticle(law, rule)));
}

// What is not a rule: numbers by case, and weights. The name, then a list, then when and where it stands.
function besideRules(law, heading, note, rows, kind, items) {
  if (rows.length === 0) return null;
  return make("div", {}, make("h3", {}, heading, make("span", { class: "meaning" }, ` ${note}`)), rows.map((row) => make("article", { class: `${kind}${within(law.day, row) ? "" : " gone"}`, [`data-${kind}`]: row[kind] },
    make("h4", {}, row[kind], " ", changeBadges(law, row), row.confirmed === false ? badge("doubt", "not confirmed") : null), make("ul", { class: "condition" }, items(row)), inForce(law, row), citation(row))));
}

function schedulesPart(law) {
  return besideRules(law, "Deadlines, fines and days to object", "the first case that fits counts", law.schedules, "schedule", ({ cases, otherwise }) => [
    cases.map(({ when, says }) => make("li", {}, `${says}, when `, condition(when, law.state))), otherwise === null ? null : make("li", {}, `otherwise ${otherwise}`)]);
}

const signed = (weight) => (weight > 0 ? `+${weight}` : String(weight).replace("-", "−"));

function balancesPart(law) {
  return besideRules(law, "What is weighed", "weights that hold are added, in log-odds; they are assumptions of the model", law.balances, "balance", ({ effect, base, weights }) => [
    make("li", {}, `${signed(base)} in every case, for: ${EFFECTS[effect].toLowerCase()}`),
    weights.map(({ when, weight, source }) => make("li", {}, `${signed(weight)} when `, condition(when, law.state), source === null ? null : ` (${source})`))]);
}

function definitionsPart({ contents, state, rules, schedules, balances }) {
  const used = [...new Set([...rules, ...schedules, ...balances].flatMap((row) => row.definitions))];
  if (used.length === 0) return null;
  return make("div", {}, make("h3", {}, "Definitions"), make("dl", { class: "definitions" },
    used.map((index) => [make("dt", { id: `${state.id}-define-${index}` }, contents.definitions[index].words), make("dd", {}, condition(contents.definitions[index].when, state))])));
}

function questionsPart({ contents, state, rules, present }) {
  const asked = [...new Set(rules.map((rule) => rule.question).filter((question) => question !== null))];
  if (asked.length === 0) return null;
  return make("div", {}, make("h3", {}, "Open questions"), asked.map((index) => {
    const question = contents.questions[index];
    const turning = rules.filter((rule) => rule.question === index).map((rule) => rule.rule);
    return make("div", { class: "question-block", id: `${state.id}-question-${index}` }, make("h4", {}, question.question),
      make("ul", {}, make("li", {}, `If ${question.accepted}: `, listedRules(turning, present), turning.length > 1 ? " hold." : " holds."), make("li", {}, `If ${question.rejected}: ${turning.length > 1 ? "they do" : "it does"} not.`)),
      make("p", { class: "note" }, `The model starts from a probability of ${question.prior} that a court without precedent holds that ${question.accepted}.${question.doctrine ? ` It turns on ${question.doctrine}.` : ""}`));
  }));
}

// The unions of a state on a day, and whether a treaty concerns it then or ever.
function unionsOf(contents, state, day) {
  return [...new Set(contents.treaties.filter((treaty) => treaty.kind === "membership" && treaty.in_force && within(day, treaty) && treaty.parties.includes(state.id)).map((treaty) => treaty.union))];
}

function standing(treaty, day) {
  if (!treaty.in_force) return "signed or adopted, not in force";
  if (within(day, treaty)) return `in force ${period(treaty)}`;
  return treaty.from !== null && day < treaty.from ? `not yet in force (from ${treaty.from})` : `no longer in force (until ${treaty.until})`;
}

function treatyItem({ contents, names, state, day }, treaty) {
  const others = treaty.parties.filter((party) => party !== state.id).map((party) => names.get(party) ?? contents.parties[party]);
  const active = treaty.in_force && within(day, treaty);
  return make("li", { class: active ? "" : "inactive", "data-active": active ? "yes" : "no" }, make("strong", {}, treaty.name ?? treaty.union ?? others.join(", ")),
    `: ${standing(treaty, day)}. `,
    treaty.by === null ? null : `By ${names.get(treaty.by) ?? treaty.by}${treaty.authorities ? "" : ", of what goes to companies, not to authorities"}. `,
    treaty.offences === null ? null : `For some offences only: ${treaty.offences}. `,
    treaty.bilateral || others.length < 2 ? null : `Other parties: ${others.join(", ")}. `,
    make("span", { class: "source" }, outward(treaty.source ?? "No source named", treaty.url), "."), treaty.quote ? make("blockquote", {}, treaty.quote) : null);
}

// By kind, those in force first.
function treatiesPart(law) {
  const { contents, state, unions, day } = law;
  const sides = [state.id, ...unions];
  const own = contents.treaties.filter((treaty) => treaty.parties.some((party) => sides.includes(party)) || treaty.union === state.id || sides.includes(treaty.by));
  const rank = (treaty) => (treaty.in_force && within(day, treaty) ? 0 : 1);
  return contents.kinds.map(({ kind, meaning }) => {
    const some = own.filter((treaty) => treaty.kind === kind).sort((one, other) => rank(one) - rank(other));
    return some.length === 0 ? null : make("div", { class: "treaties" }, make("h3", {}, meaning), make("ul", {}, some.map((treaty) => treatyItem(law, treaty))));
  });
}

// The days on which something of this law begins or ends.
function changesPart({ all, beside, day, goTo }) {
  const days = [...new Set([...all, ...beside].flatMap((row) => [row.from, row.until]))].filter((one) => one !== null).sort();
  return make("p", { class: "changes" }, "Changes on: ", days.map((one) => make("button", { type: "button", "aria-pressed": String(one === day), onclick: () => goTo(one) }, one)));
}

export function stateSection(contents, state, { day, since, goTo }) {
  const ofState = (row) => state.regimes.includes(row.regime);
  const shown = (row) => ofState(row) && (within(day, row) || (since !== null && within(since, row)));
  const all = contents.rules.filter(ofState);
  const [rules, schedules, balances] = [contents.rules, contents.schedules, contents.balances].map((rows) => rows.filter(shown));
  const present = new Map(all.filter((rule) => within(day, rule)).map((rule) => [rule.rule, rule]));
  const unions = unionsOf(contents, state, day);
  const names = new Map(contents.states.map((one) => [one.id, one.name]));
  const beside = [...contents.schedules, ...contents.balances].filter(ofState);
  const law = { contents, names, state, all, beside, rules, schedules, balances, present, day, since, goTo, unions };
  const unconfirmed = [...present.values()].filter((rule) => !rule.confirmed).length;
  return make("section", { id: `state-${state.id}`, class: "card" }, make("h2", {}, state.name),
    make("p", { class: "question" }, state.regimes.map((id) => contents.regimes.find((regime) => regime.id === id)).map((regime) => `${regime.name}${regime.checked ? ` (last compared with its sources on ${regime.checked})` : ""}${regime.powers.length ? `, gives the power of ${regime.powers.join(", ")}` : ""}. `),
      `${present.size === 1 ? "1 rule" : `${present.size} rules`} in force on ${day}, ${unconfirmed} not confirmed by ${unconfirmed === 1 ? "its source" : "their sources"}.`,
      unions.map((union) => [" The law of ", make("a", { href: `#state-${union}` }, names.get(union) ?? union), " is law here too."])),
    changesPart(law), [...contents.effects.map((one) => one.effect), "none"].map((effect) => effectPart(law, effect)), schedulesPart(law), balancesPart(law), definitionsPart(law), questionsPart(law), treatiesPart(law));
}
