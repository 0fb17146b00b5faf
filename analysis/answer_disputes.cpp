#include "analysis/answer_disputes.h"

#include "analysis/disputes.h"
#include "analysis/forecast.h"
#include "analysis/sample.h"
#include "missing.h"
#include "scenario/loader.h"
#include "text/phrases.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr std::array kForecasterWords = {"the runs", "the base rate", "the logit"};
constexpr auto kModel = static_cast<std::size_t>(Forecaster::model);
constexpr auto kBaseRate = static_cast<std::size_t>(Forecaster::base_rate);
constexpr auto kLogit = static_cast<std::size_t>(Forecaster::logit);

std::string claim_sentence(Claim claim, const ClaimScores& scores) {
  const std::string what = capital(std::string(meaning_of(claim)));
  if (scores.disputes < 2) return fmt::format("{}: too few outcomes are known.", what);
  const std::string base_rate = verdict_on(kForecasterWords[kBaseRate], scores.log[kBaseRate].gain);
  const std::string logit = verdict_on(kForecasterWords[kLogit], scores.log[kLogit].gain);
  const bool neither = !is_told(scores.log[kBaseRate].gain) && !is_told(scores.log[kLogit].gain);
  return fmt::format(
      "{}, as in {} of {} disputes: mean ln score of the runs {:.3f}; {}.", what, scores.happened,
      scores.disputes, scores.log[kModel].score,
      neither ? "neither the base rate nor the logit can be told from it" : base_rate + ", " + logit);
}

std::string days_sentence(const DisputeScores& scores) {
  if (scores.timed < 2) return "Days: too few are known.";
  return fmt::format("Days, known of {} disputes: the runs are off by a CRPS of {:.0f} days; {}.",
                     scores.timed, scores.days[kModel].score,
                     verdict_on("the days of the others", scores.days[kBaseRate].gain));
}

Table score_table(const DisputeScores& scores) {
  Table table{"Scores",
              {"forecast",
               {"of", "", Align::right},
               {"came", "", Align::right},
               "score",
               {"the runs", "", Align::right},
               {"base rate", "", Align::right},
               {"logit", "", Align::right},
               "runs better than base rate by",
               "than logit by"},
              {}};
  const auto add = [&](const std::string& forecast, std::size_t of, Cell came, const char* score,
                       const std::array<ForecastScore, enum_count<Forecaster>>& by) {
    table.rows.push_back({forecast, of, std::move(came), score, score_words(by[0].score),
                          score_words(by[1].score), score_words(by[2].score), gain_words(by[1].gain),
                          gain_words(by[2].gain)});
  };
  for (const Claim claim : enum_values<Claim>) {
    const ClaimScores& one = scores.claims[static_cast<std::size_t>(claim)];
    add(std::string(meaning_of(claim)), one.disputes, one.happened, "ln", one.log);
    add(std::string(meaning_of(claim)), one.disputes, one.happened, "Brier", one.brier);
  }
  add("days", scores.timed, Cell(), "CRPS", scores.days);
  return table;
}

std::string came_words(const std::optional<bool>& happened) {
  return happened ? (*happened ? "yes" : "no") : "–";
}

std::string chance_words(double chance) { return std::isnan(chance) ? "–" : fmt::format("{:.2f}", chance); }

Table dispute_table(const DisputeScores& scores, const Outcomes& outcomes) {
  Table table{"Disputes: what came, and the chance that the runs gave it",
              {"dispute",
               "forum",
               "prevails",
               {"runs", "", Align::right},
               "complies",
               {"runs", "", Align::right},
               "coerced",
               {"runs", "", Align::right},
               {"days", "", Align::right},
               "runs: median, 90 %"},
              {}};
  for (const DisputeFinding& one : scores.disputes) {
    const Outcome& outcome = outcomes.outcomes[one.outcome];
    Cells row = {outcome.dispute, one.forum};
    for (const ClaimForecast& claim : one.claims) {
      row.emplace_back(came_words(claim.happened));
      row.emplace_back(chance_words(claim.chance[kModel]));
    }
    row.emplace_back(outcome.days ? fmt::format("{:.0f}", *outcome.days) : "–");
    const std::vector<double>& days = one.course.days;
    row.emplace_back(days.empty() ? "–"
                                  : fmt::format("{:.0f}, {:.0f} to {:.0f}", quantile(days, 0.5),
                                                quantile(days, 0.05), quantile(days, 0.95)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

// One line for each dispute and claim, its days last.
Table full_dispute_table(const DisputeScores& scores, const Outcomes& outcomes) {
  Table table{"",
              {"dispute", "forum", "nexus", "bar", "forecast", "happened", "days", "runs", "runs_in_which",
               "days_median", "days90_low", "days90_high"},
              {}};
  for (const char* score : {"chance", "log_score", "brier", "crps_days"}) {
    for (const Forecaster who : enum_values<Forecaster>)
      table.columns.emplace_back(fmt::format("{}_{}", score, name_of(who)));
  }
  table.columns.insert(table.columns.end(), {Column("tag"), Column("source")});
  for (const DisputeFinding& one : scores.disputes) {
    const Outcome& outcome = outcomes.outcomes[one.outcome];
    const auto begin = [&](std::string_view forecast) {
      return Cells{outcome.dispute, one.forum, name_of(outcome.nexus), outcome.bar, forecast};
    };
    const auto end = [&](Cells& row) {
      row.emplace_back(name_of(outcome.tag));
      row.emplace_back(outcome.source);
      table.rows.push_back(std::move(row));
    };
    for (const Claim claim : enum_values<Claim>) {
      const ClaimForecast& forecast = one.claims[static_cast<std::size_t>(claim)];
      Cells row = begin(name_of(claim));
      row.push_back(forecast.happened ? Cell(*forecast.happened) : Cell());
      row.emplace_back();
      row.emplace_back(one.course.runs);
      row.emplace_back(one.course.happens[static_cast<std::size_t>(claim)]);
      for (int i = 0; i < 3; ++i) row.emplace_back();
      for (const double chance : forecast.chance) row.emplace_back(chance);
      for (const double chance : forecast.chance)
        row.emplace_back(forecast.happened ? log_score(chance, *forecast.happened) : kMissing);
      for (const double chance : forecast.chance)
        row.emplace_back(forecast.happened ? brier_score(chance, *forecast.happened) : kMissing);
      for (std::size_t who = 0; who < enum_count<Forecaster>; ++who) row.emplace_back();
      end(row);
    }
    Cells row = begin("days");
    row.emplace_back();
    row.push_back(outcome.days ? Cell(*outcome.days) : Cell());
    row.emplace_back(one.course.runs);
    row.emplace_back();
    for (const double probability : {0.5, 0.05, 0.95})
      row.emplace_back(quantile(one.course.days, probability));
    for (std::size_t i = 0; i < 3 * enum_count<Forecaster>; ++i) row.emplace_back();
    for (const double score : one.days_crps) row.emplace_back(score);
    end(row);
  }
  return table;
}

Cell score_fields(const std::array<ForecastScore, enum_count<Forecaster>>& scores) {
  Fields fields;
  for (const Forecaster who : enum_values<Forecaster>) {
    const ForecastScore& one = scores[static_cast<std::size_t>(who)];
    Fields row = {{"score", one.score}};
    if (who != Forecaster::model) {
      row.push_back({"model_better_by", one.gain.value});
      row.push_back({"interval95_low", one.gain.low});
      row.push_back({"interval95_high", one.gain.high});
    }
    fields.push_back({std::string(name_of(who)), std::move(row)});
  }
  return fields;
}

Fields scores_document(const DisputeScores& scores, const Outcomes& outcomes, const Table& rows) {
  Cells claims;
  for (const Claim claim : enum_values<Claim>) {
    const ClaimScores& one = scores.claims[static_cast<std::size_t>(claim)];
    claims.emplace_back(Fields{{"forecast", name_of(claim)},
                               {"disputes", one.disputes},
                               {"happened", one.happened},
                               {"log", score_fields(one.log)},
                               {"brier", score_fields(one.brier)}});
  }
  claims.emplace_back(
      Fields{{"forecast", "days"}, {"disputes", scores.timed}, {"crps", score_fields(scores.days)}});
  Cells without;
  for (const std::string& name : scores.without_outcome) without.emplace_back(name);
  return {{"file", outcomes.file},
          {"title", outcomes.title},
          {"scores", std::move(claims)},
          {"forecasts", rows_as_fields(rows)},
          {"without_outcome", std::move(without)}};
}

Answer answer_disputes(const Inquiry& asked) {
  const Outcomes outcomes = read_outcomes(asked.word("outcomes"));
  const Record record = open_record(asked.runs.file.path());
  const Config config = load_scenario(record.origin.texts, record.origin.overrides);
  Answer answer = disputes_answer(score_disputes(record, config, outcomes), outcomes, record.good_runs());
  for (std::string& note : failure_notes(record)) answer.notes.push_back(std::move(note));
  return answer;
}

}  // namespace

Answer disputes_answer(const DisputeScores& scores, const Outcomes& outcomes, std::size_t runs) {
  Answer answer;
  for (const Claim claim : enum_values<Claim>)
    answer.sentences.push_back(claim_sentence(claim, scores.claims[static_cast<std::size_t>(claim)]));
  answer.sentences.push_back(days_sentence(scores));
  answer.tables = {score_table(scores), dispute_table(scores, outcomes)};
  answer.notes.push_back(fmt::format(
      "{} runs. ln: larger is better; Brier and CRPS [day]: smaller. Differences with 95 % intervals over "
      "disputes, as if these were independent; those of one campaign are not, so that the intervals are too "
      "narrow.",
      runs));
  answer.notes.emplace_back(
      "Base rate and logit (nexus, bar, forum) are of all the other disputes. Chances of the runs and of the "
      "base rate have half a case added on either side.");
  if (!scores.without_outcome.empty())
    answer.notes.push_back(
        fmt::format("Not scored, as no outcome is given: {}.", listed(scores.without_outcome)));
  answer.rows = full_dispute_table(scores, outcomes);
  answer.document = scores_document(scores, outcomes, answer.rows);
  return answer;
}

Question disputes_question() {
  return {.name = "disputes",
          .summary = "how well the runs forecast what became of coded disputes",
          .head = R"(how well the runs forecast what became of coded disputes

Usage: comity analyze disputes RESULTS --outcomes FILE [options]

RESULTS is of a scenario whose focal disputes are coded ones (scenarios/disputes); FILE tells what became of them. Of each dispute the
runs say how often the state prevails, the provider complies at once and coercion is used, and how many days it takes. Their chances are
scored by the logarithm and by Brier's score, days by the CRPS, beside two rivals made of the other disputes alone: the
base rate, and a logit on nexus, bar and forum. All scores are proper: no forecaster gains by saying other than it believes. What counts as
what: analysis/README.md.
)",
          .examples = R"(  comity run scenarios/disputes/all.toml --out results/disputes.h5
  comity analyze disputes results/disputes.h5 --outcomes scenarios/disputes/outcomes.toml
  comity analyze disputes results/disputes.h5 --outcomes scenarios/disputes/outcomes.toml --format csv --out scores.csv
)",
          .metrics = 0,
          .of_runs = false,
          .arm = false,
          .options = {{"outcomes", "FILE", "", "what became of the disputes", false, "which outcomes?"}},
          .answer = answer_disputes};
}

}  // namespace comity::analysis
