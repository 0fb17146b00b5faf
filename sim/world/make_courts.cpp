#include "world/make_courts.h"

#include "error.h"
#include "index.h"

#include <algorithm>
#include <cmath>

namespace comity {

namespace {

// A tier of a state's courts: the named ones, then numbered ones up to the count.
std::vector<CourtConfig> list_tier(const std::vector<CourtConfig>& named, int count, int bench,
                                   const std::string& title) {
  std::vector<CourtConfig> tier = named;
  const int total = std::max({count, static_cast<int>(named.size()), 1});
  for (int number = static_cast<int>(named.size()) + 1; number <= total; ++number) {
    tier.push_back(
        {title + " " + std::to_string(number), "", bench, 1.0 / std::sqrt(static_cast<double>(number))});
  }
  for (std::size_t k = 0; k < tier.size(); ++k) {
    if (tier[k].name.empty()) tier[k].name = title + " " + std::to_string(k + 1);
    tier[k].bench = std::max(tier[k].bench, 1);
  }
  return tier;
}

int add_court(Courts& courts, const CourtConfig& court, int state, Level level) {
  courts.name.push_back(court.name);
  courts.state.push_back(state);
  courts.level.push_back(level);
  courts.superior.push_back(-1);
  courts.hierarchy.push_back(-1);
  courts.docket.push_back(court.docket);
  courts.bench_size.push_back(court.bench);
  return courts.count() - 1;
}

int find_superior(const std::vector<CourtConfig>& appellate, const CourtConfig& court,
                  const StateConfig& state) {
  for (std::size_t k = 0; k < appellate.size(); ++k) {
    if (appellate[k].name == court.superior) return static_cast<int>(k);
  }
  throw Error("states." + state.id + ".courts: superior of \"" + court.name + "\" = \"" + court.superior +
              "\" (no appellate court of the state has this name). Name one of its appellate courts or leave "
              "it out.");
}

// Places every first-instance court under an appellate court and adds up the dockets.
void link_courts(Courts& courts, int state) {
  const Courts::Range lower = courts.first_instance[index(state)];
  const Courts::Range upper = courts.appellate[index(state)];
  const int apex = courts.apex[index(state)];
  for (int court = upper.begin; court < upper.end; ++court) {
    courts.superior[index(court)] = apex;
    courts.hierarchy[index(court)] = courts.hierarchies++;
    courts.hierarchy_state.push_back(state);
    courts.docket[index(court)] = 0.0;
  }
  courts.docket[index(apex)] = 0.0;
  for (int court = lower.begin; court < lower.end; ++court) {
    const int superior = courts.superior[index(court)];
    courts.hierarchy[index(court)] = courts.hierarchy[index(superior)];
    courts.docket[index(superior)] += courts.docket[index(court)];
    courts.docket[index(apex)] += courts.docket[index(court)];
  }
}

void add_state(Courts& courts, const StateConfig& config, int state) {
  const CourtsConfig& plan = config.courts;
  const auto lower = list_tier(plan.first_instance_named, plan.first_instance, plan.first_bench,
                               config.name + " first-instance court");
  const auto upper =
      list_tier(plan.appellate_named, plan.appellate, plan.appellate_bench, config.name + " appellate court");
  const int first = courts.count();
  const int second = first + static_cast<int>(lower.size());
  int turn = 0;
  for (const CourtConfig& court : lower) {
    const int added = add_court(courts, court, state, Level::first_instance);
    const int place = court.superior.empty() ? turn++ % static_cast<int>(upper.size())
                                             : find_superior(upper, court, config);
    courts.superior[index(added)] = second + place;
  }
  for (const CourtConfig& court : upper) add_court(courts, court, state, Level::appellate);
  courts.first_instance.push_back({first, second});
  courts.appellate.push_back({second, courts.count()});
  courts.apex.push_back(add_court(
      courts, {config.name + " apex court", "", std::max(plan.apex_bench, 1), 0.0}, state, Level::apex));
  link_courts(courts, state);
}

// Keyed by the court's number within its state, so that another state's courts change nobody's judges.
void appoint_judges(Courts& courts, const Context& context, int court) {
  const int state = courts.state[index(court)];
  const int number = court - courts.first_instance[index(state)].begin;
  const auto entity = static_cast<std::uint32_t>(state) << 16U | static_cast<std::uint32_t>(number);
  const auto draw = [&](std::uint32_t judge) {
    Stream stream(context.key, Purpose::appoint_judges, 0, entity, judge);
    return draw_normal(stream);
  };
  const auto& litigate = context.parameters().litigate;
  const double mean = litigate.court_spread * draw(0);
  courts.bench_begin.push_back(static_cast<int>(courts.judges.size()));
  for (int judge = 1; judge <= courts.bench_size[index(court)]; ++judge) {
    courts.judges.push_back(mean + litigate.judge_spread * draw(static_cast<std::uint32_t>(judge)));
  }
}

}  // namespace

Courts make_courts(const Context& context) {
  Courts courts;
  for (int state = 0; state < context.setup.states; ++state) {
    add_state(courts, context.config.states[index(state)], state);
  }
  for (int court = 0; court < courts.count(); ++court) appoint_judges(courts, context, court);
  return courts;
}

Precedents make_precedents(const Courts& courts, const Setup& setup) {
  const int columns = setup.questions * kCoverages;
  Precedents precedents;
  precedents.weight = Eigen::ArrayXXd::Zero(courts.count(), columns);
  precedents.reading = Eigen::ArrayXXi::Zero(courts.count(), columns);
  precedents.distinguished.setZero(courts.count(), columns);
  precedents.split_opened.assign(index(setup.states) * index(setup.questions), -1.0);
  return precedents;
}

}  // namespace comity
