#include "cli/measures.h"
#include "cli/summary.h"
#include "observe/labels.h"
#include "world/court.h"

namespace comity {
namespace {

SummarySection question_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Spread of precedent: courts that hold each reading at the end";
  section.columns = {"rule accepted", "not accepted", "splits open"};
  const Measures measures{config, sample.layout};
  for (std::size_t question = 0; question < config.library.questions.size(); ++question) {
    const analysis::Interval accepted =
        over_runs(sample, measures.at(Metric::accepted_share, question, Aspect::last));
    const analysis::Interval rejected =
        over_runs(sample, measures.at(Metric::rejected_share, question, Aspect::last));
    if (!(accepted.high > 0.0) && !(rejected.high > 0.0)) continue;  // never came before a court
    const analysis::Interval splits =
        over_runs(sample, measures.at(Metric::splits_open, question, Aspect::last));
    section.rows.push_back({config.library.questions[question].name,
                            {share_cell(accepted), share_cell(rejected), number_cell(splits)}});
  }
  section.note = "Courts count by their dockets; the rest have not decided.";
  return section;
}

SummarySection level_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Courts";
  section.columns = {"rulings", "for the government", "reversed on review"};
  const Measures measures{config, sample.layout};
  const auto labels = group_labels(Group::level, config);
  for (std::size_t level = 0; level < labels.size(); ++level) {
    const auto total = [&](Metric metric) { return measures.at(metric, level, Aspect::total); };
    std::string name = labels[level] == "first_instance" ? "first instance" : labels[level];
    section.rows.push_back(
        {std::move(name),
         {number_cell(over_runs(sample, total(Metric::rulings))),
          share_cell(pooled_share(sample, total(Metric::rulings_government), total(Metric::rulings))),
          share_cell(pooled_share(sample, total(Metric::reversed), total(Metric::reviewed)))}});
  }
  section.note = "Shares of rulings are over all runs together, with their 90 % confidence intervals.";
  return section;
}

SummarySection count_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Litigation";
  section.columns = {"whole period"};
  const Measures measures{config, sample.layout};
  const auto add = [&](const char* label, const Measure& measure) {
    section.rows.push_back({label, {number_cell(over_runs(sample, measure))}});
  };
  const Measure challenges = measures.sum(Metric::challenges);
  add("challenges brought by providers", challenges);
  add("challenges per 1000 demands", times(1000.0, ratio(challenges, measures.sum(Metric::demands))));
  add("motions to compel a resisting provider", measures.sum(Metric::motions_to_compel));
  add("splits between appellate courts", measures.sum(Metric::splits_opened));
  add("splits resolved by the apex or new law", measures.sum(Metric::splits_resolved));
  add("petitions granted by an apex", measures.sum(Metric::certiorari));
  add("cases mooted by new law", measures.sum(Metric::mooted_cases));
  const Measure followed = measures.sum(Metric::followed);
  const Measure not_followed = measures.sum(Metric::not_followed);
  const Measure both = [followed, not_followed](const analysis::RunSummary& run) {
    return followed(run) + not_followed(run);
  };
  section.rows.push_back({"pro-provider appellate reading followed outside its circuit",
                          {share_cell(pooled_share(sample, followed, both))}});
  section.note = "The last share is over all runs together.";
  return section;
}

}  // namespace

std::vector<SummarySection> court_sections(const Config& config, const analysis::Sample& sample) {
  return {question_section(config, sample), level_section(config, sample), count_section(config, sample)};
}

}  // namespace comity
