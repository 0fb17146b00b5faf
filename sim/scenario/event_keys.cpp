// [[treaty]], [[shock]], [[ruling]] and [[history]]: their keys and what must hold among them.
#include "scenario/event_keys.h"

#include "scenario/check.h"
#include "scenario/court_names.h"
#include "scenario/entries.h"
#include "scenario/keys.h"
#include "tables/events.h"
#include "text/phrases.h"
#include "text/suggest.h"

#include <array>

namespace comity {
namespace {

/// Parties and sides of a treaty: states and unions, resolved to states when the entry is complete.
Key<TreatyConfig> parties_key(std::string_view name, std::string_view meaning) {
  return {name,
          {{}, form_of_list("a list of ids of states or unions"), std::string(meaning), {}},
          [](Reading& reading, const KeyText& key, const Value& value, TreatyConfig& treaty) {
            const auto ids = jurisdiction_ids(reading.config);
            treaty.parties = read_references(reading, key, value, {"state or union", ids});
          }};
}

/// Who has decided that the parties protect data adequately.
Key<TreatyConfig> by_key() {
  return {"by",
          {{}, "the id of a state or union", "of a decision of adequacy: whose it is", {}},
          [](Reading& reading, const KeyText& key, const Value& value, TreatyConfig& treaty) {
            const auto ids = jurisdiction_ids(reading.config);
            const auto found = read_reference(reading, key, value, {"state or union", ids});
            if (found) treaty.by = *found;
          }};
}

/// The kind of a treaty. Membership of a union, which files of law have too, is the business of [[union]].
Key<TreatyConfig> kind_key() {
  Key<TreatyConfig> key =
      choice("kind", &TreatyConfig::kind, {"assistance", "agreement", "adequacy"},
             "mutual assistance, an executive agreement, or a decision that data are adequately protected");
  key.read = [read = key.read](Reading& reading, const KeyText& text, const Value& value,
                               TreatyConfig& treaty) {
    if (value.kind != Value::Kind::text || value.text != "membership")
      return read(reading, text, value, treaty);
    complain(
        reading.complaints, value.spot,
        fmt::format(
            "{} = \"membership\" (in a scenario, [[union]] says who the members are). Leave the entry out.",
            text.path));
  };
  return key;
}

/// The states behind states and unions, ascending, each once.
std::vector<int> expand(const Config& config, const std::vector<int>& jurisdictions) {
  const int states = static_cast<int>(config.states.size());
  std::vector<int> found;
  for (const int id : jurisdictions) {
    if (id < states) {
      found.push_back(id);
    } else {
      const auto& members = config.unions[static_cast<std::size_t>(id - states)].members;
      found.insert(found.end(), members.begin(), members.end());
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

/// A treaty between two sides is one between every state of the one and every state of the other.
void keep_pairs(Config& config, const TreatyConfig& treaty) {
  for (const int left : expand(config, {treaty.parties[0]})) {
    for (const int right : expand(config, {treaty.parties[1]})) {
      if (left == right) continue;
      config.treaties.push_back(treaty);
      config.treaties.back().parties = {std::min(left, right), std::max(left, right)};
    }
  }
}

void keep_treaty(Reading& reading, const std::string& path, const Value& entry, TreatyConfig treaty) {
  const Value* parties = find_item(entry, "parties");
  const Value* between = find_item(entry, "between");
  if ((parties == nullptr) == (between == nullptr)) {
    return complain(reading.complaints, entry.spot,
                    fmt::format("{} has {} of parties and between (it needs one of them).", path,
                                parties == nullptr ? "none" : "both"));
  }
  if (find_item(entry, "from") != nullptr && treaty.until <= treaty.from) {
    complain(reading.complaints, spot_of(entry, "until"),
             fmt::format("{}.until = {} (must be later than from = {}).", path, to_string(treaty.until),
                         to_string(treaty.from)));
  }
  const bool decision = treaty.kind == TreatyConfig::Kind::adequacy;
  if (decision && between != nullptr) {
    return complain(
        reading.complaints, between->spot,
        fmt::format("{}.between (a decision of adequacy names those found adequate as parties).", path));
  }
  if (decision != (find_item(entry, "by") != nullptr)) {
    return complain(
        reading.complaints, entry.spot,
        fmt::format("{}.by {} (whose decision it is: needed for kind = \"adequacy\", and for nothing else).",
                    path, decision ? "is missing" : "has no place here"));
  }
  if (!decision && !treaty.authorities) {
    return complain(
        reading.complaints, spot_of(entry, "authorities"),
        fmt::format("{}.authorities has no place here (it goes with kind = \"adequacy\").", path));
  }
  if (decision && treaty.by < 0) return;  // has been complained about
  const std::size_t wanted = decision ? 1 : 2;
  const Value& list = parties == nullptr ? *between : *parties;
  const std::size_t named = list.kind == Value::Kind::list ? list.items.size() : treaty.parties.size();
  if (between != nullptr ? named != wanted : expand(reading.config, treaty.parties).size() < wanted) {
    if (treaty.parties.size() < named) return;  // the missing ones have been complained about
    return complain(reading.complaints, list.spot,
                    fmt::format("{}.{} names {} (a treaty needs {} of them).", path, list.key, named,
                                decision             ? "at least one"
                                : between != nullptr ? "two"
                                                     : "at least two"));
  }
  if ((treaty.parties.size() < wanted && between != nullptr) || !treaty.in_force) return;
  if (between != nullptr) return keep_pairs(reading.config, treaty);
  treaty.parties = expand(reading.config, treaty.parties);
  reading.config.treaties.push_back(std::move(treaty));
}

// `reading` and what stood in its place can be read only once the question is known.
void nothing(Reading&, const KeyText&, const Value&, RulingConfig&) {}

/// All courts of a state.
std::vector<std::string> court_names(const StateConfig& state) {
  std::vector<std::string> names = first_instance_courts(state);
  for (const auto& name : appellate_courts(state)) names.push_back(name);
  names.push_back(apex_court(state));
  return names;
}

// Which reading the ruling takes, by its word. Scenarios kept beside results of earlier versions may still say `accepted`.
void keep_reading(Reading& reading, const std::string& path, const Value& entry, RulingConfig& ruling) {
  if (!reading.law_known || ruling.question < 0 || find_item(entry, "question") == nullptr) return;
  const law::Question& question = reading.config.library.questions[static_cast<std::size_t>(ruling.question)];
  const std::vector<std::string> words{question.accepted.id, question.rejected.id};
  const Value* written = find_item(entry, "reading");
  const Value* formerly = find_item(entry, "accepted");
  const std::string choices =
      fmt::format("Write reading = \"{}\" ({}) or \"{}\" ({}).", question.accepted.id,
                  question.accepted.words, question.rejected.id, question.rejected.words);
  if (written != nullptr) {
    if (written->kind != Value::Kind::text || std::ranges::find(words, written->text) == words.end()) {
      complain(reading.complaints, written->spot,
               fmt::format("{}.reading is {} (must be a reading of {}). {}", path, in_words(*written),
                           question.id, choices));
    }
    ruling.accepted = written->text == words.front();
  } else if (formerly == nullptr) {
    complain(reading.complaints, entry.spot, fmt::format("{} has no reading. {}", path, choices));
  } else if (reading.complaints.archive.empty()) {
    complain(reading.complaints, formerly->key_spot,
             fmt::format("{}.accepted: a ruling names the reading it takes. {}", path, choices));
  } else {
    ruling.accepted = formerly->flag;
  }
}

void keep_ruling(Reading& reading, const std::string& path, const Value& entry, RulingConfig ruling) {
  const Value* court = find_item(entry, "court");
  if (find_item(entry, "state") != nullptr && ruling.state >= 0 && !ruling.court.empty()) {
    const StateConfig& state = reading.config.states[static_cast<std::size_t>(ruling.state)];
    if (ruling.court == "apex") ruling.court = apex_court(state);
    const auto names = court_names(state);
    if (std::find(names.begin(), names.end(), ruling.court) == names.end()) {
      complain(reading.complaints, court->spot,
               fmt::format("{}.court = \"{}\" (there is no such court in {}).{}", path, ruling.court,
                           state.id, did_you_mean(ruling.court, names)));
    }
  }
  keep_reading(reading, path, entry, ruling);
  check_within_run(reading, path + ".date", find_item(entry, "date"));
  reading.config.rulings.push_back(std::move(ruling));
}

/// The events of history that a run can answer.
std::vector<std::string> history_events(const Config& config) {
  std::vector<std::string> events = {"ruling elsewhere"};
  events.insert(events.end(), enum_names<Milestone>.begin(), enum_names<Milestone>.end());
  for (std::string& event : events) event = spaced(event);
  for (const auto& reform : config.reforms) events.push_back("enacted " + reform.id);
  return events;
}

void keep_history(Reading& reading, const std::string& path, const Value& entry, HistoryConfig history) {
  const auto events = history_events(reading.config);
  std::string event = history.event;
  if (!event.starts_with("enacted ")) event = spaced(event);
  if (!event.empty() && std::find(events.begin(), events.end(), event) == events.end()) {
    complain(
        reading.complaints, spot_of(entry, "event"),
        event.starts_with("enacted ")
            ? fmt::format("{} is about no reform of this scenario.{}", path, did_you_mean(event, events))
            : fmt::format(
                  "{} is no event that a run can answer (it is one of {}, or \"enacted\" and a reform).{}",
                  path, fmt::join(events.begin(), events.end() - std::ssize(reading.config.reforms), ", "),
                  did_you_mean(event, events)));
  }
  reading.config.history.push_back(std::move(history));
}

Key<HistoryConfig> outcome_key() {
  constexpr std::array<std::string_view, 8> kOutcomes = {"government", "provider",   "tie",      "moot",
                                                         "complied",   "challenged", "resisted", ""};
  return {
      "outcome",
      {{}, form_of_choice(kOutcomes), "in whose favour, or how the provider answers; empty: in nobody's", {}},
      [=](Reading& reading, const KeyText& key, const Value& value, HistoryConfig& history) {
        const auto outcome = read_choice(reading, key, value, kOutcomes);
        if (outcome) history.outcome = kOutcomes[static_cast<std::size_t>(*outcome)];
      }};
}

}  // namespace

std::vector<Key<TreatyConfig>> treaty_keys() {
  using T = TreatyConfig;
  return {text("name", &T::name, "its name"),
          kind_key(),
          parties_key("parties", "states and unions: in force between all of them; those found adequate"),
          parties_key("between", "two states or unions: in force between the one side and the other"),
          date("from", &T::from, "first day in force; without it, always in force"),
          date("until", &T::until, "first day no longer in force; without it, never"),
          flag("in_force", &T::in_force, "false: signed, but not yet in force; it counts for nothing"),
          by_key(),
          flag("authorities", &T::authorities,
               "of a decision of adequacy; false: it covers companies only, and counts for no order of "
               "authorities")};
}

std::vector<Key<ShockConfig>> shock_keys() {
  using S = ShockConfig;
  auto size = number("size", &S::size, {0.0, 1.0, "1"}, "share of trust that customers abroad lose");
  size.text.standard = "trust.revelation";
  return {text("name", &S::name, "its name"), must(date("date", &S::date, "the day customers learn of it")),
          must(state("state", &S::state, "the state whose providers lose trust abroad")), size};
}

std::vector<Key<RulingConfig>> ruling_keys() {
  using R = RulingConfig;
  return {
      text("name", &R::name, "what `--set` and including files call it"),
      must(date("date", &R::date, "the day of the ruling")),
      must(state("state", &R::state, "the court's state")),
      must(text("court", &R::court, "the court's name, e.g. \"Northland appellate court 2\", or \"apex\"")),
      must(question("question", &R::question, "the open question it answers")),
      {"reading",
       {{}, "the word of a reading of the question", "how the court reads it", {}},
       nothing,
       true}};
}

std::vector<Key<HistoryConfig>> history_keys() {
  using H = HistoryConfig;
  return {must(text(
              "event", &H::event,
              "a milestone of the focal dispute, \"ruling elsewhere\" (the first court of another circuit on "
              "its question, once the provider has won on appeal), or \"enacted\" and the id of a reform")),
          text("label", &H::label, "what happened, in words"),
          must(date("date", &H::date, "the day it happened")), outcome_key(),
          text("source", &H::source, "where this is found")};
}

void read_treaties(Reading& reading, const Value& root) {
  read_entries(reading, root, KindKeys{"treaty", treaty_keys()}, keep_treaty);
}

void read_shocks(Reading& reading, const Value& root) {
  const auto keep = [](Reading& into, const std::string& path, const Value& entry, ShockConfig shock) {
    check_before_end(into, path + ".date", find_item(entry, "date"));
    if (find_item(entry, "size") == nullptr) shock.size = into.config.parameters.trust.revelation;
    into.config.shocks.push_back(std::move(shock));
  };
  read_entries(reading, root, KindKeys{"shock", shock_keys()}, keep);
}

void read_rulings(Reading& reading, const Value& root) {
  std::vector<Key<RulingConfig>> keys = ruling_keys();
  keys.back().required = false;  // keep_reading asks for it in the words of the question
  keys.push_back({"accepted", {}, nothing});
  read_entries(reading, root, KindKeys{"ruling", keys}, keep_ruling);
}

void read_history(Reading& reading, const Value& root) {
  read_entries(reading, root, KindKeys{"history", history_keys()}, keep_history);
}

}  // namespace comity
