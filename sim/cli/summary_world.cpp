#include "cli/measures.h"
#include "cli/summary.h"
#include "observe/labels.h"
#include "text/words.h"
#include "world/demand.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity {
namespace {

const std::vector<std::string> kTwoPoints = {"first point", "last point"};
constexpr std::size_t kMostStates = 6;
constexpr std::size_t kMostProviders = 8;

double years_of(const Config& config) {
  return (config.parameters.run.end - config.parameters.run.start) / kDaysPerYear;
}

// The groups of a gauge with the largest medians at the last point.
std::vector<std::size_t> largest(const analysis::Sample& sample, const Measures& measures,
                                 std::pair<Metric, std::size_t> which, std::size_t groups) {
  std::vector<double> size;
  for (std::size_t group = 0; group < groups; ++group) {
    const double median = over_runs(sample, measures.at(which.first, group, Aspect::last)).median;
    size.push_back(std::isnan(median) ? -1.0 : median);
  }
  std::vector<std::size_t> order(groups);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t left, std::size_t right) {
    return size[left] != size[right] ? size[left] > size[right] : left < right;
  });
  order.resize(std::min(groups, which.second));
  return order;
}

SummarySection location_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Where data are kept (share of all markets' data)";
  section.columns = kTwoPoints;
  const Measures measures{config, sample.layout};
  const auto add = [&](const std::string& label, const Measure& first, const Measure& last) {
    section.rows.push_back(
        {label, {share_cell(over_runs(sample, first)), share_cell(over_runs(sample, last))}});
  };
  const auto add_mean = [&](const char* label, Metric metric) {
    add(label, measures.mean_by_users(metric, Aspect::first), measures.mean_by_users(metric, Aspect::last));
  };
  add_mean("at home of the subject", Metric::data_at_home);
  add_mean("at home of the provider", Metric::data_at_provider_home);
  add_mean("under trustee or customer-held keys", Metric::data_protected);
  for (const std::size_t state :
       largest(sample, measures, {Metric::data_in_state, kMostStates}, config.states.size())) {
    const std::string& name = config.states[state].name;
    add("in " + (name.empty() ? config.states[state].id : name),
        measures.at(Metric::data_in_state, state, Aspect::first),
        measures.at(Metric::data_in_state, state, Aspect::last));
  }
  return section;
}

SummarySection cooperation_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Cooperation between states";
  section.columns = {"first point", "last point", "whole period"};
  const Measures measures{config, sample.layout};
  const auto total = [&](Metric metric) { return measures.sum(metric); };
  const auto add_gauge = [&](const char* label, const Measure& first, const Measure& last) {
    section.rows.push_back(
        {label, {number_cell(over_runs(sample, first)), number_cell(over_runs(sample, last))}});
  };
  const auto add_total = [&](const char* label, const SummaryCell& cell) {
    section.rows.push_back({label, {{}, {}, cell}});
  };
  add_gauge("stance of states towards one another (0 to 1)", measures.mean(Metric::stance, Aspect::first),
            measures.mean(Metric::stance, Aspect::last));
  add_gauge("pairs with an executive agreement", measures.sum(Metric::agreements, Aspect::first),
            measures.sum(Metric::agreements, Aspect::last));
  add_total(
      "cross-border demands met with consent",
      share_cell(over_runs(sample, ratio(total(Metric::consented), total(Metric::cross_border_ended)))));
  add_total("data taken from abroad without consent, a year",
            number_cell(over_runs(sample, times(1.0 / years_of(config), total(Metric::unilateral)))));
  add_total(
      "assistance: days to an answer",
      day_cell(over_runs(sample, ratio(total(Metric::assistance_days), total(Metric::assistance_granted)))));
  add_total("assistance: withdrawn while waiting",
            share_cell(over_runs(
                sample, ratio(total(Metric::assistance_abandoned), total(Metric::assistance_requests)))));
  add_total("assistance: refused", share_cell(over_runs(sample, ratio(total(Metric::assistance_refused),
                                                                      total(Metric::assistance_requests)))));
  return section;
}

SummarySection instrument_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Yield by instrument";
  section.columns = {"chosen a year", "brings the data", "days to the data"};
  const Measures measures{config, sample.layout};
  const auto labels = group_labels(Group::instrument, config);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Measure chosen = measures.at(Metric::chosen, i, Aspect::total);
    const Measure succeeded = measures.at(Metric::succeeded, i, Aspect::total);
    section.rows.push_back(
        {labels[i],
         {number_cell(over_runs(sample, times(1.0 / years_of(config), chosen))),
          share_cell(over_runs(sample, ratio(succeeded, chosen))),
          day_cell(over_runs(sample, measures.at(Metric::delay_median, i, Aspect::total)))}});
  }
  section.note = "Days to the data: mean of the medians at the recorded points.";
  return section;
}

SummarySection conflict_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Conflict of laws";
  section.columns = {"a year"};
  const Measures measures{config, sample.layout};
  const auto add = [&](const char* label, Metric metric) {
    section.rows.push_back(
        {label, {number_cell(over_runs(sample, times(1.0 / years_of(config), measures.sum(metric))))}});
  };
  add("demands one state compels and another forbids", Metric::conflicts);
  add("disclosures in breach of a state's law", Metric::breaches);
  add("fines and sanctions providers bear [value]", Metric::fines);
  return section;
}

SummarySection trust_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Trust in providers and shares of consumers";
  section.columns = {"trust, first", "trust, last", "share, first", "share, last"};
  const Measures measures{config, sample.layout};
  for (const std::size_t provider :
       largest(sample, measures, {Metric::share_consumer, kMostProviders}, config.providers.size())) {
    const ProviderConfig& row = config.providers[provider];
    const auto value = [&](Metric metric, Aspect aspect) {
      return over_runs(sample, measures.at(metric, provider, aspect));
    };
    section.rows.push_back(
        {row.name.empty() ? row.id : row.name,
         {number_cell(value(Metric::trust, Aspect::first)), number_cell(value(Metric::trust, Aspect::last)),
          share_cell(value(Metric::share_consumer, Aspect::first)),
          share_cell(value(Metric::share_consumer, Aspect::last))}});
  }
  return section;
}

}  // namespace

std::vector<SummarySection> world_sections(const Config& config, const analysis::Sample& sample) {
  return {location_section(config, sample), cooperation_section(config, sample),
          instrument_section(config, sample), conflict_section(config, sample),
          trust_section(config, sample)};
}

std::vector<SummarySection> statute_sections(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Statutes in force";
  section.columns = kTwoPoints;
  const Measures measures{config, sample.layout};
  const auto add = [&](const char* label, Metric metric) {
    section.rows.push_back({label,
                            {number_cell(over_runs(sample, measures.sum(metric, Aspect::first))),
                             number_cell(over_runs(sample, measures.sum(metric, Aspect::last)))}});
  };
  add("states with a localisation mandate", Metric::localisation_mandates);
  add("states with a blocking statute", Metric::blocking_statutes);
  return {section};
}

}  // namespace comity
