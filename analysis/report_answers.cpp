#include "analysis/report_answers.h"

#include "missing.h"

#include <array>

namespace comity::analysis {
namespace {

using Over = KeyQuantity::Over;

constexpr std::array kQuantities{
    KeyQuantity{"cross-border demands met with the other state's consent", "share", "consented",
                "cross_border_ended"},
    KeyQuantity{"cross-border demands met without that consent", "share", "unilateral", "cross_border_ended"},
    KeyQuantity{"demands caught between two laws", "share", "conflicts", "demands"},
    KeyQuantity{"challenges that providers brought to court", "cases", "challenges", ""},
    KeyQuantity{"rulings for the government", "share", "rulings_government", "rulings"},
    KeyQuantity{"splits between appellate courts", "splits", "splits_opened", ""},
    KeyQuantity{"a market's data kept at home (mean of states)", "share", "data_at_home", "", Over::mean},
    KeyQuantity{"a market's data under others' keys (mean of states)", "share", "data_protected", "",
                Over::mean},
    KeyQuantity{"stance between states, 0 hostile to 1 friendly", "stance", "stance", "", Over::mean},
    KeyQuantity{"trust in providers (mean)", "trust", "trust", "", Over::mean},
    KeyQuantity{"days from a request for assistance to the answer", "days", "assistance_days",
                "assistance_granted"},
    KeyQuantity{"reforms that came into force", "reforms", "reforms_enacted", ""},
};

std::string name_in(const ReportSource& source, std::string_view metric) {
  const std::string summary = "summary/" + std::string(metric);
  return source.file.has(summary) ? summary : "metrics/" + std::string(metric);
}

// Groups of each run brought together.
std::vector<double> together(const ReportSource& source, std::string_view metric, Over over) {
  const std::vector<double> totals = read_totals(source, std::string(metric));
  const std::size_t runs = source.failed.size();
  const std::size_t groups = totals.size() / runs;
  std::vector<double> values(runs, 0.0);
  for (std::size_t run = 0; run < runs; ++run) {
    for (std::size_t group = 0; group < groups; ++group) values[run] += totals[run * groups + group];
    if (over == Over::mean) values[run] /= static_cast<double>(groups);
  }
  return values;
}

}  // namespace

std::span<const KeyQuantity> key_quantities() { return kQuantities; }

std::vector<double> quantity_values(const ReportSource& source, const KeyQuantity& quantity) {
  if (!source.file.has(name_in(source, quantity.metric)))
    return std::vector<double>(source.failed.size(), kMissing);
  std::vector<double> values = together(source, quantity.metric, quantity.over);
  if (quantity.below.empty()) return values;
  const std::vector<double> below = together(source, quantity.below, Over::sum);
  for (std::size_t run = 0; run < values.size(); ++run)
    values[run] = below[run] > 0.0 ? values[run] / below[run] : kMissing;
  return values;
}

std::vector<double> values_of(const ReportSource& source, const std::vector<double>& values,
                              const PointSet& set) {
  std::vector<double> picked;
  for (const std::size_t point : set.points) {
    for (std::size_t run = 0; run < source.replicates; ++run)
      picked.push_back(values[point * source.replicates + run]);
  }
  return picked;
}

std::vector<KeyAnswer> find_answers(const ReportSource& source) {
  std::vector<KeyAnswer> answers;
  for (const KeyQuantity& quantity : key_quantities()) {
    const std::vector<double> values = quantity_values(source, quantity);
    for (const PointSet& set : source.sets) {
      const RunBand band = run_band(values_of(source, values, set));
      if (band.runs > 0)
        answers.push_back({std::string(quantity.words), set.name, std::string(quantity.unit), band});
    }
  }
  return answers;
}

}  // namespace comity::analysis
