/// Situations, findings and rules in words a lawyer reads.
#pragma once

#include "law/conflicts.h"
#include "law/cover.h"
#include "text/answer.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::law {

/// A situation of two states: "An order of the United States for content kept in Ireland, approved by a judge".
std::string tell_demand(const Library& library, const Pair& pair, const JointSituation& joint);

/// The same for a state that looks for any way: "The United States seeks content kept in Germany, for an offence that is not
/// serious": what does not hold is said where it decides.
std::string tell_search(const Library& library, const Pair& pair, const JointSituation& joint);

/// "a treaty request dissolves the conflict", "no route dissolves it".
std::string tell_ways(const std::array<bool, kRoutes>& open);

/// The name of a way: "treaty request"; "a treaty request".
std::string_view name_of(Route route);
std::string with_indefinite_article(Route route);

/// A rule that acts in a situation, and how.
struct Acting {
  std::uint32_t rule = 0;
  bool always = true;  // on every reading
};

/// The rules of this effect that are effective in a situation on some reading; those of the union's law behind.
std::vector<Acting> acting_rules(const Library& library, const CompiledLaw& law, FactSet facts,
                                 Effect effect);

/// A conflict told: who compels, who forbids, and by which rules.
struct ConflictTold {
  std::string demand;    // "An order of the United States for content kept in Ireland, approved by a judge"
  std::string verdict;   // "the United States compels, Ireland arguably forbids"
  std::string ways;      // "a treaty request dissolves the conflict"
  QuestionSet open = 0;  // the questions on which the verdict turns
  std::vector<Acting> compelling;
  std::vector<Acting> forbidding;
};

/// Tells an example of a conflict.
ConflictTold tell_conflict(const Library& library, const Pair& pair, const JointSituation& joint);

/// The facts as the law of a state (or its union) sees them in a joint situation on the way of an order.
struct SeenFacts {
  FactSet own = 0;
  FactSet around = 0;
};
SeenFacts facts_of_demanding(const JointSituation& joint);
SeenFacts facts_of_other(const Pair& pair, const JointSituation& joint);

/// " (Mexico stands in no file of treaties)", for those of the two of whom that is true; empty without a file of treaties.
std::string unlisted_parties(const Library& library, const Pair& pair);

/// One way in a situation.
struct WayTold {
  Route route = Route::order;
  Outcome open = Outcome::no;  // with a judge's approval or without, whichever opens it more
  std::string
      closed;  // what closes it or leaves it in doubt: "the United States does not compel"; empty: it is open
  QuestionSet questions =
      0;  // on which it turns, or those whose every reading closes it by one rule or the other
};

/// Every way, also that of a treaty or an agreement which is not there.
std::vector<WayTold> tell_each_way(const Library& library, const Pair& pair, const JointSituation& joint);

/// "an order: the United States does not compel", "a voluntary request: open".
std::string way_in_words(const WayTold& way);

/// What an answer about an effect says, after "the United States": "compels", "arguably compels", "does not compel".
std::string verb_of(Effect effect, Outcome outcome);

/// A condition: "order is ours and content data and not data here", as a rule could have it; "always" when nothing is told.
std::string in_words(const Library& library, const Cube& cube);

/// "\"judge approved\"" for each fact, joined by "and".
std::string quoted_facts(const Library& library, FactSet facts);

/// A rule on a day: by the sources of that day.
struct RuleOn {
  std::uint32_t rule = 0;
  Day day = kNever;
};

/// "us.records (18 U.S.C. § 2703(c)-(d))", with "not confirmed" where it is not.
std::string rule_in_words(const Library& library, const RuleOn& cited);

/// The words of a rule's text, where they stand, and what was decided later, a line each after so many blanks; empty: none of
/// these is named.
std::string citation_lines(const Library& library, const RuleOn& cited, std::size_t blanks);

/// `“content within reach”: data here or …`, a line each after so many blanks, for each `[define]`d name that the rule's words use.
std::string definition_lines(const Library& library, std::uint32_t rule, std::size_t blanks);

/// `Open question: “May a United States warrant reach mail kept abroad?”` and below it its readings, for each question, the
/// first line after so many blanks.
std::string question_lines(const Library& library, QuestionSet questions, std::size_t blanks);

/// The same as entries.
Cells question_entries(const Library& library, QuestionSet questions);

/// What a schedule sets, with its value: "an order must be answered within 240 hours".
std::string schedule_words(std::string_view sets, double value);

/// "no", "arguable", "yes".
std::string_view word_of(Outcome outcome);

}  // namespace comity::law
