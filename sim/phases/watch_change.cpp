// What the watched dispute changed: readings of courts, beliefs, resistance, reforms.
#include "index.h"
#include "phases/litigate.h"
#include "phases/note.h"
#include "phases/precedent.h"
#include "world/places.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace comity {

namespace {

// Calls visit(question) for each open question of the case.
template <typename Visit>
void for_each_question(law::QuestionSet questions, Visit visit) {
  for (law::QuestionSet rest = questions; rest != 0; rest &= rest - 1) visit(std::countr_zero(rest));
}

std::size_t place(const Context& context, int row, int question) {
  return index(row) * index(context.setup.questions) + index(question);
}

Snapshot stand(const World& world, const Context& context, const Case& dispute) {
  const int provider = dispute.demand.provider;
  const bool stable = stays_in_place(context, provider);
  const int questions = context.setup.questions;
  Snapshot now;
  now.time = dispute.due;
  for (int court = 0; court < world.courts.count(); ++court) {
    for (int question = 0; question < questions; ++question) {
      now.readings.push_back(reading_in(world, court, question, stable));
    }
  }
  now.wins = world.strategy.wins.row(provider);
  now.losses = world.strategy.losses.row(provider);
  for (int question = 0; question < questions; ++question) {
    now.splits.push_back(world.precedents.split_opened[place(context, dispute.demand.forum, question)]);
    const int column = dispute.demand.forum * questions + question;
    now.resisting.push_back(world.strategy.resists.col(column).cast<int>().sum());
  }
  for (const Ruling& ruling : world.precedents.rulings) {
    now.vacated += ruling.case_number == dispute.number && ruling.vacated ? 1U : 0U;
  }
  return now;
}

double believed(const Snapshot& standing, std::size_t column) {
  const auto at = static_cast<Eigen::Index>(column);
  return standing.wins(at) / (standing.wins(at) + standing.losses(at));
}

void compare_question(const World& world, const Context& context, const std::pair<Snapshot, Snapshot>& both,
                      std::pair<int, Changed&> into) {
  const auto& [before, after] = both;
  auto& [question, changed] = into;
  for (int court = 0; court < world.courts.count(); ++court) {
    const std::size_t at = place(context, court, question);
    if (before.readings[at] == after.readings[at]) continue;
    changed.readings.push_back({court, question, before.readings[at], after.readings[at]});
  }
  for (int circuit = 0; circuit < world.courts.hierarchies; ++circuit) {
    const std::size_t at = place(context, circuit, question);
    if (believed(before, at) == believed(after, at)) continue;
    changed.beliefs.push_back({circuit, question, believed(before, at), believed(after, at)});
  }
  const bool split = after.splits[index(question)] >= 0.0;
  if (split != (before.splits[index(question)] >= 0.0)) changed.splits.push_back({question, split});
  changed.resisting += after.resisting[index(question)] - before.resisting[index(question)];
}

// Whether the decision due now was one of an appellate court or the apex for the provider.
bool ruled_against_government(const World& world, const Case& dispute) {
  const auto& rulings = world.precedents.rulings;
  return std::any_of(rulings.rbegin(), rulings.rend(), [&](const Ruling& ruling) {
    return ruling.case_number == dispute.number && ruling.time == dispute.due && !ruling.government &&
           !ruling.vacated && world.courts.level[index(ruling.court)] != Level::first_instance;
  });
}

bool covers(const Context& context, int jurisdiction, int state) {
  return context.setup.within[index(jurisdiction)][index(state)] != 0;
}

// Whether the reform would answer to one of the demand's open questions.
bool answers(const Context& context, const Diary& diary, const ReformState& reform) {
  const ReformConfig& config = context.config.reforms[index(reform.reform)];
  if (!covers(context, reform.jurisdiction, diary.name.forum) || diary.questions == 0) return false;
  return config.question < 0 ? config.kind == ReformConfig::Kind::reach
                             : (diary.questions >> static_cast<unsigned>(config.question) & 1U) != 0;
}

}  // namespace

std::optional<Snapshot> stand_before(const World& world, const Context& context, const Case& dispute) {
  if (diary_of(context, dispute.demand) == nullptr) return std::nullopt;
  return stand(world, context, dispute);
}

void watch_change(const World& world, const Context& context, const Case& dispute, const Snapshot& before) {
  Diary& diary = *diary_of(context, dispute.demand);
  const std::pair<Snapshot, Snapshot> both = {before, stand(world, context, dispute)};
  Changed changed;
  changed.circuit = world.courts.hierarchy[index(dispute.demand.court)];
  for_each_question(dispute.questions,
                    [&](int question) { compare_question(world, context, both, {question, changed}); });
  changed.adverse = ruled_against_government(world, dispute);
  diary.adverse = diary.adverse || changed.adverse;
  changed.vacated = static_cast<int>(both.second.vacated - before.vacated);
  add_note(diary, dispute.demand, before.time, std::move(changed));
}

void watch_reforms(const World& world, const Context& context, std::span<const ReformState> before) {
  Diary& diary = *context.diary;
  if (diary.notes.empty()) return;
  const bool ruled = std::exchange(diary.adverse, false);
  for (std::size_t number = 0; number < world.reforms.size(); ++number) {
    const ReformState& reform = world.reforms[number];
    const bool moved = reform.status != before[number].status;
    if (!answers(context, diary, reform) || (!moved && !ruled)) continue;
    if (!moved && reform.pressure == before[number].pressure) continue;
    Reformed note{reform.reform,   reform.jurisdiction, reform.status,    before[number].pressure,
                  reform.pressure, reform.decided,      reform.force_time};
    const double time = !moved                                           ? world.clock.begin
                        : reform.status == ReformState::Status::in_force ? reform.force_time
                                                                         : reform.decided;
    diary.notes.push_back({time, 1.0, note});
  }
}

}  // namespace comity
