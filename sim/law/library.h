/// Regimes as loaded from rule files: plain data, every error of all files reported at once.
#pragma once

#include "day.h"
#include "law/facts.h"
#include "text/tree.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::law {

/// One fact of the vocabulary; its index in Library::facts is its bit.
struct Fact {
  std::string words;
  std::string meaning;
  Scope scope = Scope::here;
};

/// A condition in postfix order, `[define]`d names already expanded; empty means "always".
struct Condition {
  struct Node {
    enum class Kind : std::uint8_t { fact, negate, all, any, at_least } kind = Kind::fact;
    std::uint8_t value = 0;      // fact: its index; at_least: the number wanted
    std::uint16_t operands = 0;  // all, any, at_least: how many nodes on the stack they take
  };
  std::vector<Node> nodes;
  std::string text;  // as written, white space folded
  Spot place;
  std::vector<std::uint32_t> names =
      {};  // of the `[define]`d names in the text, by index in Library::definitions
};

/// A `[define]`d name.
struct DefinedName {
  std::string words;
  std::string text;                  // the condition that it stands for, as written, white space folded
  std::vector<std::uint32_t> names;  // of the defined names in it
};

/// The point of doctrine on which a question turns, by which rulings abroad persuade.
COMITY_ENUM(Doctrine,
            (location, "whether an order reaches data by their place or by who controls them"),
            (service, "whether offering a service to a state's people subjects a provider to its orders"),
            (secrecy, "whether secrecy, data protection or comity stands against disclosure"),
            (capability, "whether a provider can be made to break or weaken its protection"))

/// One way to read an open question: a word for files and options, and a sentence.
struct Reading {
  std::string id;     // "stops-at-border": letters, digits, '-' and '_'
  std::string words;  // "the warrant stops at the border"
};

/// An open question: whether a court accepts an arguable rule. Those that no [question.NAME] names have the plain words below.
struct Question {
  std::string id;    // `question = "…"` of the rule, or regime.rule
  std::string name;  // in words: "May a United States warrant reach mail kept abroad?"
  Reading accepted{"accepted", "the arguable rule holds"};          // the reading on which the rule applies
  Reading rejected{"rejected", "the arguable rule does not hold"};  // the other one
  double prior = 0.5;  // probability that a court without precedent accepts the rule
  std::optional<Doctrine> doctrine =
      {};  // nothing: rulings on it persuade only where the same question is asked
};

/// The reading that accepts the arguable rule, or the other one.
inline const Reading& reading_of(const Question& question, bool accepted) {
  return accepted ? question.accepted : question.rejected;
}

/// A question in a sentence: “May a United States warrant reach mail kept abroad?”; without words its id.
inline std::string in_sentence(const Question& question) {
  return question.name == question.id ? question.id : "“" + question.name + "”";
}

/// Whether a ruling on one question speaks to the other.
inline bool akin(const Question& one, const Question& other) {
  return one.id == other.id || (one.doctrine && one.doctrine == other.doctrine);
}

/// A source of a later day than a rule's first: a decision on it, or the statute that took over its words.
struct LaterSource {
  Day from = 0;
  std::string source;
  std::string url;
  std::string quote;
};

/// One rule of a regime. It applies when it is in force, accepted (if arguable), `when` holds and `unless` does not; it
/// is effective when it applies and no effective rule names it in `exception_to`. There are no priorities. An effect
/// holds when some effective rule has it. `question` < 0: not arguable.
struct Rule {
  std::string name;              // "us.content-warrant": id of its own regime and name in the file
  std::optional<Effect> effect;  // nothing: effect "none"
  Condition when;
  Condition unless;  // empty: never (no exception)
  bool has_unless = false;
  std::vector<std::uint32_t> exception_to;  // ids of the rules it switches off
  Day from = 0;
  Day until = kNever;  // in force from <= day < until
  int question = -1;   // index into Library::questions
  std::string source;
  std::string url;    // where the text stands: official gazette, court, ELI; empty: not named
  std::string quote;  // its words
  std::vector<LaterSource> later = {};  // by day
  bool confirmed = true;
  std::uint32_t regime = 0;
  Spot place;
};

/// In force since the beginning of time: schedules and balances without `from`.
inline constexpr Day kAlways = std::numeric_limits<Day>::min();

/// What schedules set that the simulation reads. A schedule may set something else, by a name of its own: then `why` tells it, and
/// decided cases can expect it.
COMITY_ENUM(Scheduled,
            (deadline_hours, "time within which a provider has to answer an order [hour]"),
            (days_to_object, "time within which a provider may object to an order [day]"),
            (fine_percent_of_turnover, "highest fine for who does not obey [% of turnover]"))

/// A value that depends on the case (deadlines, fines); the first and only case that fits, else `otherwise`.
struct Schedule {
  struct Case {
    Condition when;
    double value = 0.0;
  };
  std::string name;
  std::string
      sets;  // what it is the value of: the name of a Scheduled or another; without `sets` its own name
  std::vector<Case> cases;
  std::optional<double> otherwise;
  Day from = kAlways;
  Day until = kNever;
  std::string source;
  std::string url;
  std::string quote;
  bool confirmed = true;
  Spot place;
};

/// A weighing of interests: `base` plus the weights of the conditions that hold [log-odds].
struct Balance {
  struct Weight {
    Condition when;
    double weight = 0.0;
    std::string source;
  };
  std::string name;
  Effect effect = Effect::comity;
  double base = 0.0;
  std::vector<Weight> weights;
  Day from = kAlways;
  Day until = kNever;
  std::string source;
  std::string url;
  Spot place;
};

/// What a decided case expects of one effect, and what a law answers.
COMITY_ENUM(Outcome,
            (no, "on no reading"),
            (arguable, "on some reading"),
            (yes, "on every reading"))

/// A decided case that a regime must answer rightly (`[[test]]`).
struct DecidedCase {
  std::string name;
  Day on = 0;
  FactSet given = 0;
  std::vector<std::pair<Effect, Outcome>> expect;
  std::vector<std::pair<std::string, std::optional<double>>>
      values;  // by what schedules set; nothing: not set
  std::string source;
  std::string url;
  Spot place;
};

/// One rule file.
struct Regime {
  std::string id;
  std::string name;
  std::string state;                 // id of the state or union whose law it is
  std::string amends;                // id of the regime it is laid on; empty: stands alone
  int base = -1;                     // index of that regime; -1: none
  std::vector<std::string> powers;   // e.g. "executive agreements"
  std::optional<Day> checked;        // last day somebody compared the file with its sources
  std::vector<std::uint32_t> rules;  // ids, in file order
  std::vector<Schedule> schedules;
  std::vector<Balance> balances;
  std::vector<DecidedCase> cases;
  std::uint32_t file = 0;
  Spot place;  // of the [regime] table
};

/// What binds the parties of a treaty.
COMITY_ENUM(TreatyKind,
            (assistance, "mutual legal assistance"),
            (agreement, "an executive agreement on direct orders"),
            (membership, "membership of a union"),
            (adequacy, "a decision that data are adequately protected"))

/// A treaty, executive agreement, membership of a union or decision of adequacy, as a file of `[[treaty]]` entries has it.
/// Binds all pairs of its parties, a bilateral one the two sides only, a decision those who made it only. A union among the
/// parties stands for its members.
struct Treaty {
  using Kind = TreatyKind;
  Kind kind = Kind::assistance;
  std::string name;
  std::vector<std::string> parties;  // ids of states and unions
  bool bilateral = false;            // `between`: exactly two sides
  std::string joined;                // membership: id of the union
  std::string by;                    // adequacy: the state or union that has decided so about the parties
  bool authorities = true;           // adequacy: it covers what goes to authorities; false: to companies only
  std::string offences;              // assistance: only for these; empty: for all
  Day from = kAlways;
  Day until = kNever;
  bool in_force = true;  // false: signed, not yet in force
  std::string source;
  std::string url;
  std::string quote;
  Spot place;
};

/// Everything loaded together. Immutable after loading.
struct Library {
  std::vector<InputText> files;
  std::vector<Fact> facts;       // the built-in ones first; a vocabulary file may add more (at most 32)
  std::vector<Condition> never;  // impossible combinations, built in and added
  std::vector<std::string> never_names;            // their names, one each
  std::vector<std::pair<Effect, Effect>> opposed;  // must not both follow from one law
  std::vector<DefinedName> definitions;
  std::vector<Question> questions;  // at most 32
  std::vector<Rule> rules;          // index = rule id
  std::vector<Regime> regimes;
  std::vector<Treaty> treaties;
};

/// The built-in vocabulary without any regime.
Library built_in_library();

/// A regime with those it amends, the one that stands alone first.
std::vector<std::uint32_t> with_amended(const Library& library, std::uint32_t regime);

/// The index of the regime with this id, if there is one.
std::optional<std::uint32_t> find_regime(const Library& library, const std::string& id);

/// The defined names that a rule's words use, also those in the definitions of others, each once in order of first use.
std::vector<std::uint32_t> definitions_of(const Library& library, const Rule& rule);

/// What can be cited for a rule on a day.
struct Citation {
  std::string source;  // that of the rule and all later ones up to the day, with "; " between
  std::string url;     // of the last of them that has a link or words
  std::string quote;
  std::string later;  // sources after the day, each with its day; empty: none
};
Citation cited_on(const Rule& rule, Day day);

/// A message about a place in one of the files: `file:line:column: kind: message`, the source line and a caret.
std::string describe(const Library& library, const Spot& place, std::string_view kind,
                     std::string_view message);

/// Whether a condition holds in a situation: the slow, obvious evaluator (compiled tables must agree with it).
bool holds(const Condition& condition, FactSet facts);

}  // namespace comity::law
