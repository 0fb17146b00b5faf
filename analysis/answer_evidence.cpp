#include "analysis/answer_evidence.h"

#include "analysis/evidence.h"
#include "analysis/evidence_file.h"
#include "analysis/forecast.h"
#include "analysis/interval.h"
#include "analysis/rivals.h"
#include "missing.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace comity::analysis {
namespace {

// The findings about one file of evidence.
struct EvidenceReport {
  Evidence evidence;
  std::vector<EvidenceFinding> findings;
};

std::string_view verdict_word(Verdict verdict) {
  static constexpr std::array kWords = {"ordinary", "unusual", "extreme", "cannot be read"};
  return kWords.at(static_cast<std::size_t>(verdict));
}

// For people: with a question mark where more replicates could change it.
std::string short_verdict(const EvidenceFinding& finding) {
  if (finding.verdict == Verdict::unreadable) return "–";
  return fmt::format("{}{}", verdict_word(finding.verdict), finding.sure ? "" : "?");
}

// A value in three figures; of an event its day.
std::string shown(const Observation& observation, double value) {
  if (std::isnan(value)) return "–";
  if (!observation.date) return std::abs(value) < 999.5 ? fmt::format("{:.3g}", value) : in_figures(value);
  return std::isinf(value) ? "never" : to_string(static_cast<Day>(std::floor(value)));
}

std::string shown(const Observation& observation, const Span& span) {
  if (std::isnan(span.low) || std::isnan(span.high)) return "–";
  return fmt::format("{} to {}", shown(observation, span.low), shown(observation, span.high));
}

// What was observed, as its likelihood takes it.
std::string shown_observed(const Observation& observation) {
  switch (observation.likelihood) {
    case Likelihood::binomial:
      return fmt::format("{} of {}", observation.count, observation.trials);
    case Likelihood::negative_binomial:
      return fmt::format("{}", observation.count);
    case Likelihood::normal:
      return fmt::format("{:g}{}", observation.observed,
                         observation.sd > 0.0
                             ? fmt::format(" ± {:g}{}", observation.sd,
                                           observation.scale == Scale::identity
                                               ? ""
                                               : fmt::format(" ({})", name_of(observation.scale)))
                             : "");
    case Likelihood::interval:
      return fmt::format("{:g} to {:g}", observation.low, observation.high);
    case Likelihood::date:
      return observation.last
                 ? fmt::format("{} to {}", to_string(*observation.date), to_string(*observation.last))
                 : to_string(*observation.date);
    case Likelihood::path:
      return fmt::format("{} steps", observation.steps.size());
  }
  return {};
}

// Medians and formulas that no replicate has a part in keep their level whatever the number.
std::string interval_name(const Observation& observation, const EvidenceFinding& finding) {
  const bool exact = observation.date.has_value() || finding.confidence.low == finding.confidence.high;
  return interval_words(exact ? kFewestForLevel : finding.replicates, 0.95);
}

std::string predicted_words(const Observation& observation, const EvidenceFinding& finding) {
  if (observation.likelihood == Likelihood::path)
    return fmt::format("probability {:.3g} in {} replicates", finding.estimate, finding.replicates);
  std::string words = fmt::format("predicted {} (90 %: {}); ", shown(observation, finding.median),
                                  shown(observation, finding.predicted));
  words += fmt::format("{} {} ({} {}; 90 % of replicates {})", observation.date ? "median day" : "value",
                       shown(observation, finding.estimate), interval_name(observation, finding),
                       shown(observation, finding.confidence), shown(observation, finding.range));
  if (observation.date) words += fmt::format("; happens in {}", in_percent(finding.happens));
  return words;
}

const ForetellerScore& forecast_of(const EvidenceFinding& finding, Foreteller who) {
  return finding.forecasts[static_cast<std::size_t>(who)];
}

std::string evidence_text(const Observation& observation, const EvidenceFinding& finding) {
  const std::string unit =
      observation.date || observation.unit == "1" ? "" : fmt::format(" [{}]", observation.unit);
  std::string text =
      fmt::format("{:<8} {:<10}{}{}\n", observation.id, short_verdict(finding), observation.name, unit);
  constexpr std::size_t kIndent = 19;
  const auto line = [&](const std::string& words) { text += wrapped(words, kIndent); };
  if (finding.verdict == Verdict::unreadable) {
    line(fmt::format("cannot be read: {}; observed {}", finding.reason, shown_observed(observation)));
  } else {
    line(fmt::format("observed {}; {}", shown_observed(observation), predicted_words(observation, finding)));
    const Span& interval = finding.pit_interval;
    const std::string known =
        std::isnan(interval.low) ? "" : fmt::format(" [{:.3f}, {:.3f}]", interval.low, interval.high);
    line(fmt::format("ln score {:.2f}, {} {:.3f}{}", finding.log_score,
                     observation.likelihood == Likelihood::path ? "tail" : "PIT", finding.pit, known));
  }
  if (!std::isnan(forecast_of(finding, Foreteller::runs).crps)) {
    std::vector<std::string> words;
    for (const Foreteller who : enum_values<Foreteller>) {
      const ForetellerScore& score = forecast_of(finding, who);
      words.push_back(fmt::format("{} {} and {}", meaning_of(who), score_words(score.log_score),
                                  score_words(score.crps)));
    }
    line(fmt::format("forecasts by ln score and CRPS: {}", fmt::join(words, ", ")));
  }
  for (const StepFinding& step : finding.steps)
    line(step.of > 0 ? fmt::format("{}: {} of {} ({:.3f})", step.name, step.came, step.of, step.chance)
                     : fmt::format("{}: no run is left ({:.3f})", step.name, step.chance));
  if (observation.discrepancy > 0.0)
    line(fmt::format("discrepancy {:g}: {}", observation.discrepancy, observation.reason));
  line(fmt::format("{} ({}): {}", name_of(observation.use), name_of(observation.tag), observation.source));
  if (!observation.note.empty()) line(fmt::format("note: {}", observation.note));
  return text;
}

std::string total_name(const EvidenceTotal& total) {
  return fmt::format("{} ({})", total.group.empty() ? "all" : total.group, name_of(total.use));
}

std::string total_text(const EvidenceTotal& total) {
  const std::size_t read = total.observations - total.unread;
  return fmt::format("{:<28} ln score {:>9.2f}; {} of {} not extreme{}\n", total_name(total), total.log_score,
                     total.within, read,
                     total.unread > 0 ? fmt::format(", {} cannot be read", total.unread) : "");
}

RivalTotals totals_of(const EvidenceReport& report) {
  std::vector<ForetellerScores> scores;
  for (const EvidenceFinding& finding : report.findings) scores.push_back(finding.forecasts);
  return rival_totals(scores);
}

// The runs beside what the past alone foretells.
std::string rivals_text(const RivalTotals& totals) {
  if (totals.observations < 2) return "";
  std::string text = fmt::format(
      "Forecasts of {} observations with a history: the runs score ln {} and a CRPS of {} on average",
      totals.observations, score_words(totals.by.front().mean.log_score),
      score_words(totals.by.front().mean.crps));
  for (const Foreteller who : {Foreteller::no_change, Foreteller::trend}) {
    const RivalTotal& total = totals.by[static_cast<std::size_t>(who)];
    text += fmt::format("; {}: ln {} ({}: {}), CRPS {} ({}: {})", meaning_of(who),
                        score_words(total.mean.log_score), gain_words(total.log_gain),
                        verdict_on("it", total.log_gain), score_words(total.mean.crps),
                        gain_words(total.crps_gain), verdict_on("it", total.crps_gain));
  }
  return wrapped(text + ". In brackets what the runs are better by.", 0);
}

std::string evidence_text(const std::vector<EvidenceReport>& reports) {
  std::string text;
  for (const EvidenceReport& report : reports) {
    text += fmt::format("{}{}\n\n", text.empty() ? "" : "\n",
                        report.evidence.title.empty() ? report.evidence.file : report.evidence.title);
    for (std::size_t i = 0; i < report.findings.size(); ++i)
      text += evidence_text(report.evidence.observations[i], report.findings[i]);
    text += "\n";
    for (const EvidenceTotal& total : evidence_totals(report.evidence, report.findings))
      text += total_text(total);
    text += rivals_text(totals_of(report));
    const auto may_change = [](const EvidenceFinding& finding) {
      return finding.verdict != Verdict::unreadable && !finding.sure;
    };
    if (std::ranges::any_of(report.findings, may_change))
      text += "?: more replicates could change the verdict\n";
  }
  return text;
}

std::string brief_number(double value, const char* form) {
  return std::isnan(value) ? "–" : fmt::format(fmt::runtime(form), value);
}

Table short_table(const std::vector<EvidenceReport>& reports) {
  Table listing{
      "",
      {"id", "observation", "use", "observed", "predicted", "90 %", "happens", "ln score", "PIT", "verdict"},
      {}};
  for (const EvidenceReport& report : reports) {
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
      const Observation& observation = report.evidence.observations[i];
      const EvidenceFinding& finding = report.findings[i];
      const bool path = observation.likelihood == Likelihood::path;
      listing.rows.push_back(
          {observation.id,
           observation.unit == "1" || observation.date
               ? observation.name
               : fmt::format("{} [{}]", observation.name, observation.unit),
           name_of(observation.use), shown_observed(observation),
           path ? brief_number(finding.estimate, "{:.3g}") : shown(observation, finding.median),
           shown(observation, finding.predicted),
           std::isnan(finding.happens) ? std::string() : in_percent(finding.happens),
           brief_number(finding.log_score, "{:.2f}"), brief_number(finding.pit, "{:.3f}"),
           finding.verdict == Verdict::unreadable ? fmt::format("cannot be read: {}", finding.reason)
                                                  : short_verdict(finding)});
    }
    for (const EvidenceTotal& total : evidence_totals(report.evidence, report.findings)) {
      if (total.group.empty())
        listing.rows.push_back(
            {"", total_name(total), "", "", "", "", "", fmt::format("{:.2f}", total.log_score), "",
             fmt::format("{} of {} not extreme", total.within, total.observations - total.unread)});
    }
  }
  return listing;
}

/// One field of a finding; null: not known.
struct EvidenceField {
  const char* name;
  std::function<Cell(const Observation&, const EvidenceFinding&)> value;
};

std::vector<EvidenceField> evidence_fields() {
  using O = const Observation&;
  using F = const EvidenceFinding&;
  return {
      {"id", [](O of, F) { return Cell(of.id); }},
      {"name", [](O of, F) { return Cell(of.name); }},
      {"group", [](O of, F) { return Cell(of.group); }},
      {"period", [](O of, F) { return Cell(of.period); }},
      {"use", [](O of, F) { return Cell(name_of(of.use)); }},
      {"formula", [](O of, F) { return Cell(of.value.text); }},
      {"over", [](O of, F) { return Cell(name_of(of.over)); }},
      {"likelihood", [](O of, F) { return Cell(name_of(of.likelihood)); }},
      {"unit", [](O of, F) { return Cell(of.date ? "day since 1970-01-01" : of.unit); }},
      {"observed", [](O of, F) { return Cell(shown_observed(of)); }},
      {"date", [](O of, F) { return of.date ? Cell(to_string(*of.date)) : Cell(); }},
      {"discrepancy", [](O of, F) { return Cell(of.discrepancy); }},
      {"reason_of_discrepancy", [](O of, F) { return Cell(of.reason); }},
      {"estimate", [](O, F finding) { return Cell(finding.estimate); }},
      {"interval95_low", [](O, F finding) { return Cell(finding.confidence.low); }},
      {"interval95_high", [](O, F finding) { return Cell(finding.confidence.high); }},
      {"replicates90_low", [](O, F finding) { return Cell(finding.range.low); }},
      {"replicates90_high", [](O, F finding) { return Cell(finding.range.high); }},
      {"replicates", [](O, F finding) { return Cell(finding.replicates); }},
      {"happens", [](O, F finding) { return Cell(finding.happens); }},
      {"predicted_median", [](O, F finding) { return Cell(finding.median); }},
      {"predicted90_low", [](O, F finding) { return Cell(finding.predicted.low); }},
      {"predicted90_high", [](O, F finding) { return Cell(finding.predicted.high); }},
      {"log_score", [](O, F finding) { return Cell(finding.log_score); }},
      {"pit", [](O, F finding) { return Cell(finding.pit); }},
      {"pit95_low", [](O, F finding) { return Cell(finding.pit_interval.low); }},
      {"pit95_high", [](O, F finding) { return Cell(finding.pit_interval.high); }},
      {"crps", [](O, F finding) { return Cell(forecast_of(finding, Foreteller::runs).crps); }},
      {"log_score_no_change",
       [](O, F finding) { return Cell(forecast_of(finding, Foreteller::no_change).log_score); }},
      {"crps_no_change", [](O, F finding) { return Cell(forecast_of(finding, Foreteller::no_change).crps); }},
      {"log_score_trend",
       [](O, F finding) { return Cell(forecast_of(finding, Foreteller::trend).log_score); }},
      {"crps_trend", [](O, F finding) { return Cell(forecast_of(finding, Foreteller::trend).crps); }},
      {"verdict", [](O, F finding) { return Cell(verdict_word(finding.verdict)); }},
      {"sure", [](O, F finding) { return Cell(finding.sure); }},
      {"reason", [](O, F finding) { return Cell(finding.reason); }},
      {"tag", [](O of, F) { return Cell(name_of(of.tag)); }},
      {"source", [](O of, F) { return Cell(of.source); }},
      {"note", [](O of, F) { return Cell(of.note); }},
  };
}

Cell rival_fields(const RivalTotals& totals) {
  if (totals.observations < 2) return {};
  Cells rows;
  for (const Foreteller who : enum_values<Foreteller>) {
    const RivalTotal& total = totals.by[static_cast<std::size_t>(who)];
    Fields row = {{"by", name_of(who)},
                  {"observations", totals.observations},
                  {"log_score", total.mean.log_score},
                  {"crps", total.mean.crps}};
    if (who != Foreteller::runs) {
      row.push_back({"runs_better_by_log_score", total.log_gain.value});
      row.push_back({"log_score95_low", total.log_gain.low});
      row.push_back({"log_score95_high", total.log_gain.high});
      row.push_back({"runs_better_by_crps", total.crps_gain.value});
      row.push_back({"crps95_low", total.crps_gain.low});
      row.push_back({"crps95_high", total.crps_gain.high});
    }
    rows.emplace_back(std::move(row));
  }
  return rows;
}

Fields report_fields(const EvidenceReport& report) {
  Cells observations;
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    Fields row;
    for (const EvidenceField& field : evidence_fields())
      row.push_back({field.name, field.value(report.evidence.observations[i], report.findings[i])});
    Cells steps;
    for (const StepFinding& step : report.findings[i].steps)
      steps.emplace_back(
          Fields{{"name", step.name}, {"came", step.came}, {"of", step.of}, {"probability", step.chance}});
    if (!steps.empty()) row.push_back({"steps", std::move(steps)});
    observations.emplace_back(std::move(row));
  }
  Cells totals;
  for (const EvidenceTotal& total : evidence_totals(report.evidence, report.findings))
    totals.emplace_back(Fields{{"group", total.group.empty() ? Cell() : Cell(total.group)},
                               {"use", name_of(total.use)},
                               {"observations", total.observations},
                               {"unread", total.unread},
                               {"not_extreme", total.within},
                               {"log_score", total.log_score}});
  return {{"file", report.evidence.file},
          {"title", report.evidence.title},
          {"observations", std::move(observations)},
          {"totals", std::move(totals)},
          {"forecasts", rival_fields(totals_of(report))}};
}

Table full_table(const std::vector<EvidenceReport>& reports) {
  Table listing{"", {"file"}, {}};
  for (const EvidenceField& field : evidence_fields()) listing.columns.emplace_back(field.name);
  for (const EvidenceReport& report : reports) {
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
      Cells row = {report.evidence.file};
      for (const EvidenceField& field : evidence_fields())
        row.push_back(field.value(report.evidence.observations[i], report.findings[i]));
      listing.rows.push_back(std::move(row));
    }
  }
  return listing;
}

Answer answer_evidence(const Inquiry& asked) {
  std::vector<EvidenceReport> reports;
  for (const std::string& file : asked.words("evidence")) reports.push_back({read_evidence(file), {}});
  const Record record = open_replicates(asked.runs.file.path());
  Answer answer;
  Cells files;
  for (EvidenceReport& report : reports) {
    report.findings = find_evidence(record, report.evidence);
    files.emplace_back(report_fields(report));
  }
  answer.details = evidence_text(reports);
  answer.listed = short_table(reports);
  answer.rows = full_table(reports);
  answer.document = std::move(files);
  return answer;
}

}  // namespace

Question evidence_question() {
  return {
      .name = "evidence",
      .summary = "how likely the simulation makes what was observed",
      .head = R"(how likely the simulation makes what was observed

Usage: comity analyze evidence RESULTS --evidence FILE [options]

For each observation of the files of evidence: what was observed, what the runs predict (median and 90 % of the predictive distribution,
the error of the observation and the discrepancy of the model in it), the value of the formula with its 95 % interval and the range of 90 %
of the replicates, the logarithmic score, and the PIT: the predictive probability of less, half of that of the same added. From .05 to
.95 an observation is ordinary, from .01 to .99 unusual, beyond extreme. Of a path of events the tail is that of its
least likely step, among so many. Totals stand by group and use. Where an observation has a history, the runs are scored beside two rivals that
know nothing of law, the last value unchanged and its trend. Extreme observations are no mistake: exit code 0.
)",
      .examples =
          std::string(
              R"(  comity analyze evidence results/microsoft-ireland.h5 --evidence scenarios/evidence/litigation-and-cooperation.toml
  comity analyze evidence results/microsoft-ireland.h5 --evidence scenarios/evidence/microsoft-ireland-timeline.toml
  comity analyze evidence results/microsoft-ireland.h5 --evidence mine.toml --format csv --out evidence.csv
)") + formula_manual() +
          "\nHow files of evidence are written: scenarios/evidence/README.md.\n",
      .metrics = 0,
      .of_runs = false,
      .arm = false,
      .options = {{"evidence", "FILE", "", "file of evidence; can be repeated", true, "which evidence?"}},
      .answer = answer_evidence};
}

}  // namespace comity::analysis
