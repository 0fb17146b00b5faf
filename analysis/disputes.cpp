#include "analysis/disputes.h"

#include "analysis/forecast.h"
#include "error.h"
#include "missing.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace comity::analysis {
namespace {

constexpr std::size_t kForecasters = enum_count<Forecaster>;

template <class Enum>
constexpr std::size_t place(Enum value) {
  return static_cast<std::size_t>(value);
}

// The rows of a table that are about focal disputes, by run and dispute, each in the order of its days.
using FocalKey = std::pair<std::size_t, int>;

template <class Row>
std::map<FocalKey, std::vector<Row>> rows_about_focals(const Record& record) {
  std::map<FocalKey, std::vector<Row>> found;
  std::vector<std::string> columns = {"replicate"};
  for (const EventColumn& column : event_columns(Row::kTable)) columns.emplace_back(column.name);
  std::vector<double> values(columns.size() - 1);
  scan_events(record, Row::kTable, columns, [&](const EventBlock& block) {
    for (std::size_t row = 0; row < block.rows; ++row) {
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = block.columns[i + 1][row];
      const Row one = rows_of<Row>(values).front();
      if (one.focal >= 0) found[{static_cast<std::size_t>(block.columns[0][row]), one.focal}].push_back(one);
    }
  });
  for (auto& [key, rows] : found) std::ranges::stable_sort(rows, {}, [](const Row& row) { return row.time; });
  return found;
}

// One dispute in one run, as it is followed event by event.
struct Followed {
  double began = kMissing;
  double ended = kMissing;  // last day of the dispute; NaN: not over
  double last = kMissing;   // of its last event
  bool answered = false;
  bool complies = false;
  bool resisted = false;  // the order, and no court has ruled since
  bool state_leads = false;
  bool provider_leads = false;
  bool elsewhere = false;  // the authority has turned to another way
  bool coerced = false;
  bool prevails = false;
};

void lead(Followed& dispute, bool state) {
  dispute.state_leads = state;
  dispute.provider_leads = !state;
}

void take_answer(Followed& dispute, EventOutcome outcome) {
  if (!dispute.answered) dispute.complies = outcome == EventOutcome::complied;
  dispute.answered = true;
  if (outcome == EventOutcome::rerouted) dispute.elsewhere = true;
  if (outcome == EventOutcome::complied) lead(dispute, true);
  if (outcome == EventOutcome::resisted) lead(dispute, false);
  dispute.resisted = outcome == EventOutcome::resisted;
}

void take_ruling(Followed& dispute, const FocalRow& row, bool contempt) {
  const auto outcome = row.outcome.as<EventOutcome>();
  if (row.milestone == Milestone::appeal && dispute.state_leads) dispute.coerced |= contempt;
  if (outcome == EventOutcome::government) lead(dispute, true);
  if (outcome == EventOutcome::provider) lead(dispute, false);
  dispute.resisted = false;
}

// Who resists lawfully hands over a part or nothing; whoever else has refused an order has borne the sanction, even where the demand went
// on by another way.
void take_end(Followed& dispute, const FocalRow& row, bool ladder) {
  const auto fate = row.fate.as<Fate>();
  const bool lawful = fate == Fate::partly_fulfilled || fate == Fate::dropped;
  if (dispute.resisted && !lawful && !ladder) dispute.coerced = true;
  dispute.prevails = fate == Fate::fulfilled && !dispute.provider_leads && !dispute.elsewhere;
  const bool another_way = dispute.elsewhere || (fate == Fate::fulfilled && dispute.provider_leads) ||
                           fate == Fate::refused || fate == Fate::abandoned;
  dispute.ended = another_way && !std::isnan(dispute.last) ? dispute.last : row.time;
}

void take_step(Followed& dispute, const CoercionRow& row) {
  if (row.kind >= 0) dispute.coerced = true;
  lead(dispute, row.answer == Defiance::complied);
}

// What the forum does to those who disobey.
struct Force {
  bool ladder = false;
  bool contempt = false;  // is one of its steps
};

Force force_of(const Config& config, std::size_t state) {
  const std::vector<CoercionStep>& steps = config.states[state].coercion;
  if (steps.empty() || !config.phases[place(PhaseName::coerce)]) return {};
  return {true, std::ranges::find(steps, CoercionKind::contempt, &CoercionStep::kind) != steps.end()};
}

Followed follow(const std::vector<FocalRow>& milestones, const std::vector<CoercionRow>& steps, Force force) {
  Followed dispute;
  auto step = steps.begin();
  for (const FocalRow& row : milestones) {
    for (; step != steps.end() && step->time <= row.time; ++step) {
      take_step(dispute, *step);
      dispute.last = step->time;
    }
    switch (row.milestone.as<Milestone>()) {
      case Milestone::demanded:
        dispute.began = row.time;
        break;
      case Milestone::answered:
        take_answer(dispute, row.outcome.as<EventOutcome>());
        break;
      case Milestone::mooted:
        dispute.state_leads = dispute.provider_leads = false;
        break;
      case Milestone::ended:
        take_end(dispute, row, force.ladder);
        break;
      default:
        take_ruling(dispute, row, force.contempt);
        break;
    }
    if (!dispute.elsewhere || row.milestone == Milestone::answered) dispute.last = row.time;
  }
  for (; step != steps.end(); ++step) take_step(dispute, *step);
  return dispute;
}

bool says(const Followed& dispute, Claim claim) {
  switch (claim) {
    case Claim::prevails:
      return dispute.prevails;
    case Claim::complies:
      return dispute.complies;
    case Claim::coerced:
      break;
  }
  return dispute.coerced;
}

}  // namespace

std::vector<Course> follow_disputes(const Record& record, const Config& config) {
  if (record.points != 1) reject(record, fmt::format("holds {} points of a design, not one.", record.points));
  if (!record.file.has("events/focal/time")) reject(record, "does not hold the events of its runs.");
  const auto milestones = rows_about_focals<FocalRow>(record);
  const auto steps = record.file.has("events/coercions/time")
                         ? rows_about_focals<CoercionRow>(record)
                         : std::map<FocalKey, std::vector<CoercionRow>>{};
  std::vector<Course> courses;
  for (std::size_t focal = 0; focal < config.focals.size(); ++focal) {
    Course course{focal, 0, {}, {}};
    const Force force = force_of(config, static_cast<std::size_t>(config.focals[focal].forum));
    for (std::size_t run = 0; run < record.replicates; ++run) {
      if (record.failed[run]) continue;
      const FocalKey key{run, static_cast<int>(focal)};
      const auto found = milestones.find(key);
      const auto taken = steps.find(key);
      const Followed dispute =
          follow(found == milestones.end() ? std::vector<FocalRow>{} : found->second,
                 taken == steps.end() ? std::vector<CoercionRow>{} : taken->second, force);
      ++course.runs;
      for (const Claim claim : enum_values<Claim>)
        if (says(dispute, claim)) ++course.happens[place(claim)];
      if (std::isnan(dispute.began)) continue;
      course.days.push_back((std::isnan(dispute.ended) ? record.end : dispute.ended) - dispute.began);
    }
    std::ranges::sort(course.days);
    courses.push_back(std::move(course));
  }
  return courses;
}

std::optional<bool> happened(const Outcome& outcome, Claim claim) {
  switch (claim) {
    case Claim::prevails:
      if (outcome.prevails == Prevailing::unknown) return {};
      return outcome.prevails == Prevailing::state;
    case Claim::complies:
      if (outcome.answer == FirstAnswer::unheard) return {};
      return outcome.answer == FirstAnswer::complied;
    case Claim::coerced:
      break;
  }
  if (outcome.coercion == Pressure::unknown) return {};
  return outcome.coercion != Pressure::none;
}

namespace {

// Nexus, bar and forum of the disputes as columns of 0 and 1, for every word but the first one; forums with one dispute are one word.
Eigen::MatrixXd predictors(const std::vector<DisputeFinding>& disputes,
                           const std::vector<Outcome>& outcomes) {
  std::map<std::string, int> forums;
  for (const DisputeFinding& one : disputes) ++forums[one.forum];
  std::vector<std::vector<std::string>> words(3);
  for (const DisputeFinding& one : disputes) {
    const Outcome& outcome = outcomes[one.outcome];
    words[0].emplace_back(name_of(outcome.nexus));
    words[1].emplace_back(outcome.bar.empty() ? "" : "barred");
    words[2].push_back(forums[one.forum] > 1 ? one.forum : "");
  }
  std::vector<Eigen::VectorXd> columns;
  for (const std::vector<std::string>& word : words) {
    const std::set<std::string> levels(word.begin(), word.end());
    for (auto level = std::next(levels.begin()); level != levels.end(); ++level) {
      Eigen::VectorXd column(static_cast<Eigen::Index>(word.size()));
      for (std::size_t i = 0; i < word.size(); ++i)
        column[static_cast<Eigen::Index>(i)] = word[i] == *level ? 1.0 : 0.0;
      columns.push_back(std::move(column));
    }
  }
  Eigen::MatrixXd matrix(static_cast<Eigen::Index>(disputes.size()),
                         static_cast<Eigen::Index>(columns.size()));
  for (std::size_t i = 0; i < columns.size(); ++i) matrix.col(static_cast<Eigen::Index>(i)) = columns[i];
  return matrix;
}

// The forecasts of one claim about every dispute whose outcome is known.
void forecast(std::vector<DisputeFinding>& disputes, const std::vector<Outcome>& outcomes, Claim claim) {
  std::vector<DisputeFinding> known;
  std::vector<bool> came;
  for (DisputeFinding& one : disputes) {
    ClaimForecast& forecast = one.claims[place(claim)];
    forecast.happened = happened(outcomes[one.outcome], claim);
    forecast.chance.fill(kMissing);
    forecast.chance[place(Forecaster::model)] =
        smoothed_chance(one.course.happens[place(claim)], one.course.runs);
    if (!forecast.happened) continue;
    known.push_back(one);
    came.push_back(*forecast.happened);
  }
  if (known.size() < 2) return;
  const std::vector<double> base = base_rates(came);
  const std::vector<double> logit = logit_chances(predictors(known, outcomes), came);
  std::size_t next = 0;
  for (DisputeFinding& one : disputes) {
    ClaimForecast& forecast = one.claims[place(claim)];
    if (!forecast.happened) continue;
    forecast.chance[place(Forecaster::base_rate)] = base[next];
    forecast.chance[place(Forecaster::logit)] = logit[next];
    ++next;
  }
}

void forecast_days(std::vector<DisputeFinding>& disputes, const std::vector<Outcome>& outcomes) {
  std::vector<double> known;
  for (const DisputeFinding& one : disputes) {
    if (outcomes[one.outcome].days) known.push_back(*outcomes[one.outcome].days);
  }
  for (DisputeFinding& one : disputes) {
    one.days_crps.fill(kMissing);
    const auto& days = outcomes[one.outcome].days;
    if (!days) continue;
    one.days_crps[place(Forecaster::model)] = crps(one.course.days, *days);
    std::vector<double> others = known;
    others.erase(std::ranges::find(others, *days));
    one.days_crps[place(Forecaster::base_rate)] = crps(others, *days);
  }
}

// Scores of every dispute under each forecaster, [forecasters x disputes], and how they compare.
using ScoresOfAll = std::array<std::vector<double>, kForecasters>;

std::array<ForecastScore, kForecasters> compare_scores(const ScoresOfAll& scored, bool larger_is_better) {
  std::array<ForecastScore, kForecasters> scores;
  for (std::size_t who = 0; who < kForecasters; ++who) {
    std::vector<double> gains;
    for (std::size_t i = 0; i < scored[who].size(); ++i) {
      const double gain = scored[0][i] - scored[who][i];
      gains.push_back(larger_is_better ? gain : -gain);
    }
    const Bounded none{kMissing, kMissing, kMissing};
    scores[who] = {mean_of(scored[who]), who == 0 ? none : mean_interval(gains, 0.95)};
  }
  return scores;
}

ClaimScores score_claim(const std::vector<DisputeFinding>& disputes, Claim claim) {
  ClaimScores scores;
  ScoresOfAll log;
  ScoresOfAll brier;
  for (const DisputeFinding& one : disputes) {
    const ClaimForecast& forecast = one.claims[place(claim)];
    if (!forecast.happened) continue;
    ++scores.disputes;
    if (*forecast.happened) ++scores.happened;
    for (std::size_t who = 0; who < kForecasters; ++who) {
      log[who].push_back(log_score(forecast.chance[who], *forecast.happened));
      brier[who].push_back(brier_score(forecast.chance[who], *forecast.happened));
    }
  }
  scores.log = compare_scores(log, true);
  scores.brier = compare_scores(brier, false);
  return scores;
}

std::vector<DisputeFinding> match_disputes(std::vector<Course> courses, const Config& config,
                                           const Outcomes& outcomes, const Record& record) {
  std::vector<std::string> names;
  for (const FocalConfig& focal : config.focals) names.push_back(focal.name);
  std::vector<DisputeFinding> disputes;
  for (std::size_t i = 0; i < outcomes.outcomes.size(); ++i) {
    const std::string& name = outcomes.outcomes[i].dispute;
    const auto found = std::ranges::find(names, name);
    if (found == names.end())
      throw Error(fmt::format("{}: there is no focal dispute {} in {}.{}", outcomes.file, name,
                              record.file.path().string(), did_you_mean(name, names)));
    const auto focal = static_cast<std::size_t>(found - names.begin());
    const StateConfig& forum = config.states[static_cast<std::size_t>(config.focals[focal].forum)];
    disputes.push_back({i, forum.id, std::move(courses[focal]), {}, {}});
  }
  return disputes;
}

}  // namespace

DisputeScores score_disputes(const Record& record, const Config& config, const Outcomes& outcomes) {
  DisputeScores scores;
  scores.disputes = match_disputes(follow_disputes(record, config), config, outcomes, record);
  if (scores.disputes.size() < 2)
    throw Error(fmt::format("{}: has one outcome (a base rate of the others needs two).", outcomes.file));
  for (const Claim claim : enum_values<Claim>) {
    forecast(scores.disputes, outcomes.outcomes, claim);
    scores.claims[place(claim)] = score_claim(scores.disputes, claim);
  }
  forecast_days(scores.disputes, outcomes.outcomes);
  ScoresOfAll days;
  for (const DisputeFinding& one : scores.disputes) {
    if (!outcomes.outcomes[one.outcome].days) continue;
    ++scores.timed;
    for (std::size_t who = 0; who < kForecasters; ++who) days[who].push_back(one.days_crps[who]);
  }
  scores.days = compare_scores(days, false);
  for (const FocalConfig& focal : config.focals) {
    if (std::ranges::find(outcomes.outcomes, focal.name, &Outcome::dispute) == outcomes.outcomes.end())
      scores.without_outcome.push_back(focal.name);
  }
  return scores;
}

}  // namespace comity::analysis
