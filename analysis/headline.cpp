#include "analysis/headline.h"

#include "missing.h"

#include <fmt/format.h>

#include <array>

namespace comity::analysis {

std::span<const Headline> headlines() {
  static constexpr std::array kHeadlines{
      Headline{"cross-border demands met with the other state's consent", "share",
               "consented/cross_border_ended"},
      Headline{"cross-border demands met without that consent", "share", "unilateral/cross_border_ended"},
      Headline{"demands caught between two laws", "share", "conflicts/demands"},
      Headline{"challenges that providers brought to court", "cases", "challenges"},
      Headline{"rulings for the government", "share", "rulings_government/rulings"},
      Headline{"splits between appellate courts", "splits", "splits_opened"},
      Headline{"a market's data kept at home (mean of states)", "share", "average(data_at_home)"},
      Headline{"a market's data under others' keys (mean of states)", "share", "average(data_protected)"},
      Headline{"stance between states, 0 hostile to 1 friendly", "stance", "average(stance)"},
      Headline{"trust in providers (mean)", "trust", "average(trust)"},
      Headline{"days from a request for assistance to its end", "days",
               "assistance_days/(assistance_granted+assistance_refused+assistance_abandoned)"},
      Headline{"reforms that came into force", "reforms", "reforms_enacted"},
  };
  return kHeadlines;
}

RunValues headline_values(const Record& record, const Headline& headline) {
  const std::string formula(headline.formula);
  if (has_metrics(record, formula)) return read_values(record, formula);
  return {formula, "", "", {}, std::vector<double>(record.failed.size(), kMissing)};
}

std::string headline_name(const Headline& headline) {
  return fmt::format("{} [{}]", headline.words, headline.unit);
}

}  // namespace comity::analysis
