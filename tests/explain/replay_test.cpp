// A run repeated with a diary is the same run, and the diary holds the numbers that the run used.
#include "explain/replay.h"

#include "missing.h"
#include "scenario/loader.h"
#include "support/play.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace comity::explain {
namespace {

// The historical scenario, thinned, with a row per ended demand.
Config scenario(const std::vector<std::string>& more = {}) {
  std::vector<std::string> overrides = {"run.scale=0.02", "run.end=2017-01-01", "run.log_demands=true",
                                        "worlds.use=false"};
  overrides.insert(overrides.end(), more.begin(), more.end());
  return load_scenario(COMITY_SOURCE_DIR "/scenarios/microsoft-ireland.toml", overrides);
}

template <typename What>
std::vector<std::pair<Note, What>> notes_of(const Diary& diary) {
  std::vector<std::pair<Note, What>> found;
  for (const Note& note : diary.notes) {
    if (const auto* what = std::get_if<What>(&note.what)) found.emplace_back(note, *what);
  }
  return found;
}

// A run and its demands in court.
struct Told {
  Config config = scenario({"litigate.merit_scale=0.7"});  // so that providers go to court often enough
  Setup setup = make_setup(config);
  RunResult result = test::run_once(config, 0);
  Replay of(const DemandName& name) const { return replay(config, setup, 0, name); }
};

const Told& told() {
  static const Told kTold;
  return kTold;
}

// The same where orders are fought more often.
const Told& told_of_many_cases() {
  static const Told kTold{scenario({"run.end=2016-01-01", "respond.challenge_cost=0.3"})};
  return kTold;
}

TEST(Replay, IsTheSameRunWhicheverDemandIsWatched) {
  const std::uint64_t hash = hash_of(told().result);
  EXPECT_EQ(hash_of(told().of(focal_name(told().config, 0)).result), hash);
  const auto challenges = rows_of<ChallengeRow>(told().result.events);
  ASSERT_GE(challenges.size(), 3U);
  EXPECT_EQ(hash_of(told().of(name_in(challenges[2])).result), hash);
  EXPECT_EQ(hash_of(told().of({0, 999999, 1}).result), hash);
}

TEST(Replay, HasNoNotesAboutADemandThatNeverWas) {
  EXPECT_TRUE(told().of({0, 3, 999999}).diary.notes.empty());
}

TEST(Replay, NotesTheRulingsOfTheRecord) {
  std::size_t compared = 0;
  for (const ChallengeRow& challenge : rows_of<ChallengeRow>(told().result.events)) {
    std::vector<RulingRow> rulings = rows_of<RulingRow>(told().result.events);
    std::erase_if(rulings, [&](const RulingRow& row) { return row.case_number != challenge.case_number; });
    const Replay repeated = told().of(name_in(challenge));
    std::vector<IssueHeard> issues;
    std::vector<double> times;
    for (const auto& [note, heard] : notes_of<Heard>(repeated.diary)) {
      if (heard.stage == Stage::en_banc) continue;  // rows only where it overturns the panel
      for (const IssueHeard& issue : heard.issues) {
        issues.push_back(issue);
        times.push_back(note.time);
      }
    }
    std::erase_if(rulings, [](const RulingRow& row) { return row.stage == Stage::en_banc; });
    ASSERT_EQ(issues.size(), rulings.size());
    for (std::size_t i = 0; i < issues.size(); ++i, ++compared) {
      EXPECT_EQ(times[i], rulings[i].time);
      EXPECT_EQ(issues[i].question, rulings[i].question);
      EXPECT_EQ(issues[i].votes_government, rulings[i].votes_government);
      EXPECT_EQ(issues[i].votes_provider, rulings[i].votes_provider);
    }
    if (compared > 40) break;
  }
  EXPECT_GE(compared, 5U);
}

TEST(Replay, GivesTheVotesOfEachJudgeAndTheTermsThatAddUpToThePullUsed) {
  std::size_t questions = 0;
  std::size_t judges = 0;
  for (const ChallengeRow& challenge : rows_of<ChallengeRow>(told().result.events)) {
    const Replay repeated = told().of(name_in(challenge));
    for (const auto& [note, heard] : notes_of<Heard>(repeated.diary)) {
      for (const IssueHeard& issue : heard.issues) {
        const Pull sum = pull_of(issue.log_odds.terms);
        EXPECT_EQ(sum.free, issue.log_odds.pull.free);
        EXPECT_EQ(sum.precedent, issue.log_odds.pull.precedent);
        const auto government = std::count_if(issue.judges.begin(), issue.judges.end(),
                                              [](const JudgeHeard& judge) { return judge.government; });
        EXPECT_EQ(government, issue.votes_government);
        EXPECT_EQ(static_cast<int>(issue.judges.size()) - government, issue.votes_provider);
        questions += issue.question >= 0 ? 1U : 0U;
        judges += issue.judges.size();
      }
    }
  }
  EXPECT_GE(questions, 1U);
  EXPECT_GE(judges, 5U);
}

TEST(Replay, ShowsABenchOfOneMindWhereCourtsCopy) {
  const Told copying{scenario({"litigate.reception=copy", "respond.readiness=0.002"})};
  int copied = 0;
  for (const ChallengeRow& challenge : rows_of<ChallengeRow>(copying.result.events)) {
    if (challenge.question < 0 || copied > 5) continue;
    for (const auto& [note, heard] : notes_of<Heard>(copying.of(name_in(challenge)).diary)) {
      for (const IssueHeard& issue : heard.issues) {
        const auto government = std::count_if(issue.judges.begin(), issue.judges.end(),
                                              [](const JudgeHeard& judge) { return judge.government; });
        EXPECT_EQ(government, issue.votes_government);
        EXPECT_EQ(static_cast<int>(issue.judges.size()) - government, issue.votes_provider);
        const bool certain = issue.judges[0].chance == 0.0 || issue.judges[0].chance == 1.0;
        if (!certain) continue;
        EXPECT_TRUE(issue.votes_government == 0 || issue.votes_provider == 0);
        ++copied;
      }
    }
  }
  EXPECT_GT(copied, 0);
}

TEST(Replay, GivesThePartsOfWhatTheProviderWeighed) {
  const auto& respond = told().config.parameters.respond;
  std::size_t compared = 0;
  for (const ChallengeRow& challenge : rows_of<ChallengeRow>(told().result.events)) {
    const Replay repeated = told().of(name_in(challenge));
    for (const auto& [note, weighed] : notes_of<Weighed>(repeated.diary)) {
      EXPECT_NEAR(weighed.stakes.disclosure,
                  respond.disclosure_cost +
                      respond.trust_cost * weighed.market_share * (1.0 - weighed.trust) +
                      (weighed.barred ? respond.conflict_cost : 0.0),
                  1e-12);
      if (weighed.question < 0) continue;
      EXPECT_EQ(weighed.stakes.precedent,
                weighed.kappa *
                    worth_of_rule(weighed.like_demands * life_of_rule(told().config.parameters.litigate),
                                  weighed.stakes.disclosure, weighed.stakes.business));
      EXPECT_LE(weighed.stakes.adverse, weighed.stakes.precedent);
      EXPECT_GT(weighed.like_demands, 0.0);
      compared += 1;
    }
  }
  EXPECT_GE(compared, 3U);
}

// The first ended demand of the record with this last instrument that fits.
template <typename Fits>
DemandName find_demand(const RunResult& result, Fits fits) {
  for (const DemandRow& row : rows_of<DemandRow>(result.events)) {
    if (fits(row)) return name_in(row);
  }
  ADD_FAILURE() << "no such demand in the record";
  return {};
}

void expect_ends_as_recorded(const Replay& repeated, const RunResult& result) {
  std::multiset<std::pair<double, int>> recorded;
  for (const DemandRow& row : rows_of<DemandRow>(result.events)) {
    if (name_in(row) == repeated.diary.name) recorded.insert({row.time, row.fate});
  }
  std::multiset<std::pair<double, int>> noted;
  for (const auto& [note, ended] : notes_of<Ended>(repeated.diary)) {
    if (ended.last) noted.insert({note.time, ended.fate});
  }
  EXPECT_FALSE(recorded.empty());
  EXPECT_EQ(noted, recorded);
}

TEST(Replay, TellsARoutineDemand) {
  const DemandName name = find_demand(told().result, [](const DemandRow& row) {
    return row.instrument == Instrument::order && row.site == row.forum && row.fate == Fate::fulfilled;
  });
  const Replay repeated = told().of(name);
  ASSERT_EQ(notes_of<Weighed>(repeated.diary).size(), 1U);
  EXPECT_EQ(notes_of<Weighed>(repeated.diary)[0].second.question, -1);
  const auto said = notes_of<LawSaid>(repeated.diary);  // once for each attempt; the order was the last
  ASSERT_FALSE(said.empty());
  EXPECT_NE(said.back().second.order, Certainty::no);
  expect_ends_as_recorded(repeated, told().result);
}

TEST(Replay, TellsAVoluntaryRequest) {
  const DemandName name = find_demand(told().result, [](const DemandRow& row) {
    return row.instrument == Instrument::voluntary && row.fate == Fate::fulfilled;
  });
  const Replay repeated = told().of(name);
  const auto granted = notes_of<Granted>(repeated.diary);
  ASSERT_FALSE(granted.empty());
  EXPECT_TRUE(granted.back().second.granted);
  expect_ends_as_recorded(repeated, told().result);
}

TEST(Replay, TellsAnAssistanceRequestWithItsWait) {
  const DemandName name = find_demand(told().result, [](const DemandRow& row) {
    return row.instrument == Instrument::assistance && row.fate == Fate::fulfilled;
  });
  const Replay repeated = told().of(name);
  const auto queued = notes_of<Queued>(repeated.diary);
  const auto served = notes_of<Served>(repeated.diary);
  ASSERT_EQ(queued.size(), 1U);
  ASSERT_EQ(served.size(), 1U);
  EXPECT_EQ(served[0].second.arrived, queued[0].first.time);
  EXPECT_TRUE(served[0].second.granted);
  EXPECT_LE(served[0].second.arrived + served[0].second.waited_days, served[0].first.time);
  EXPECT_LT(served[0].first.time - served[0].second.waited_days, queued[0].second.patience_until);
  expect_ends_as_recorded(repeated, told().result);
}

TEST(Replay, TellsADemandThatWasTriedTwice) {
  int looked_at = 0;
  for (const DemandRow& row : rows_of<DemandRow>(told().result.events)) {
    if (row.instrument != -1) continue;
    const Replay repeated = told().of(name_in(row));
    const auto chosen = notes_of<Chosen>(repeated.diary);
    if (chosen.size() < 2 && ++looked_at < 60) continue;
    const auto ended = notes_of<Ended>(repeated.diary);
    ASSERT_EQ(chosen.size(), 2U);
    ASSERT_EQ(ended.size(), 2U);
    EXPECT_FALSE(ended[0].second.last);
    EXPECT_TRUE(ended[1].second.last);
    EXPECT_NE(chosen[1].second.tried, 0);
    EXPECT_GE(chosen[1].first.time, ended[0].first.time);
    EXPECT_EQ(notes_of<LawSaid>(repeated.diary).size(), 2U);
    expect_ends_as_recorded(repeated, told().result);
    return;
  }
  FAIL() << "no demand was tried twice";
}

// The names of the cases of one simulated demand that sent several real ones to court.
std::vector<ChallengeRow> cases_of_one_demand() {
  std::map<DemandName, std::vector<ChallengeRow>> cases;
  for (const ChallengeRow& row : rows_of<ChallengeRow>(told_of_many_cases().result.events)) {
    DemandName whole = name_in(row);
    whole.part = 0;
    cases[whole].push_back(row);
    if (cases[whole].size() == 3) return cases[whole];
  }
  return {};
}

TEST(Replay, TellsEachCaseOfADemandByItself) {
  const auto cases = cases_of_one_demand();
  ASSERT_EQ(cases.size(), 3U);
  for (const ChallengeRow& row : cases) {
    const Replay repeated = told_of_many_cases().of(name_in(row));
    const auto opened = notes_of<Opened>(repeated.diary);
    ASSERT_EQ(opened.size(), 1U);
    EXPECT_EQ(opened[0].first.weight, 1.0);
    EXPECT_EQ(opened[0].second.case_number, row.case_number);
    const auto parted = notes_of<Parted>(repeated.diary);
    ASSERT_EQ(parted.size(), 1U);
    EXPECT_GE(row.part, parted[0].second.parts.first);
    EXPECT_LT(row.part, parted[0].second.parts.first + parted[0].second.parts.count);
    EXPECT_EQ(notes_of<Made>(repeated.diary).size(), 1U);
    expect_ends_as_recorded(repeated, told_of_many_cases().result);
  }
}

TEST(Replay, TellsTheRestOfADemandWithoutItsCases) {
  const auto cases = cases_of_one_demand();
  ASSERT_EQ(cases.size(), 3U);
  DemandName whole = name_in(cases[0]);
  whole.part = 0;
  const Replay repeated = told_of_many_cases().of(whole);
  EXPECT_TRUE(notes_of<Opened>(repeated.diary).empty());
  const auto parted = notes_of<Parted>(repeated.diary);
  ASSERT_EQ(parted.size(), 1U);
  const auto ended = notes_of<Ended>(repeated.diary);
  ASSERT_FALSE(ended.empty());
  EXPECT_EQ(ended.back().first.weight, 50.0 - parted[0].second.parts.count);
  expect_ends_as_recorded(repeated, told_of_many_cases().result);
}

TEST(Replay, NotesWhatARulingChanged) {
  for (const ChallengeRow& row : rows_of<ChallengeRow>(told().result.events)) {
    if (row.question < 0) continue;
    const Replay repeated = told().of(name_in(row));
    const auto changed = notes_of<Changed>(repeated.diary);
    if (changed.empty()) continue;
    const auto& first = changed.front().second;
    EXPECT_FALSE(first.beliefs.empty());
    for (const BeliefChanged& belief : first.beliefs) EXPECT_NE(belief.before, belief.after);
    for (const ReadingChanged& reading : first.readings) EXPECT_NE(reading.before, reading.after);
    return;
  }
  FAIL() << "no case on an open question was decided";
}

TEST(Comparison, FindsTheFirstDeparture) {
  const Config& config = told().config;
  const RecordedRun record{told().result, {}, {}};
  EXPECT_FALSE(compare(record, told().result, config).departs);
  EXPECT_EQ(compare(record, told().result, config).numbers, told().result.series.size());
  RunResult other = told().result;
  std::vector<double>& rulings = other.events.of(EventTable::rulings);
  const std::size_t votes = 8;
  rulings[votes] += 1.0;
  ASSERT_TRUE(compare(record, other, config).departs);
  EXPECT_NE(compare(record, other, config).departs->find("row 0 of table rulings: votes_government"),
            std::string::npos);
  other = told().result;
  other.series.back() += 1e-9;
  ASSERT_TRUE(compare(record, other, config).departs);
  EXPECT_NE(compare(record, other, config).departs->find("series "), std::string::npos);
  other = told().result;
  other.events.of(EventTable::rulings).resize(rulings.size() - event_columns(EventTable::rulings).size());
  EXPECT_TRUE(compare(record, other, config).departs);
}

TEST(Comparison, LeavesOutWhatTheFileLacksAndNothingElse) {
  const Config& config = told().config;
  RecordedRun record{told().result, {"events/rulings/votes_government", "metrics/rules_in_force"}, {}};
  for (const RulingRow& row : rows_of<RulingRow>(told().result.events)) ASSERT_GE(row.votes_government, 0);
  const std::size_t width = event_columns(EventTable::rulings).size();
  std::vector<double>& rulings = record.result.events.of(EventTable::rulings);
  for (std::size_t at = 8; at < rulings.size(); at += width) rulings[at] = kMissing;
  record.result.series.back() = kMissing;  // rules in force, the last metric
  const Comparison comparison = compare(record, told().result, config);
  EXPECT_FALSE(comparison.departs);
  EXPECT_EQ(comparison.numbers,
            told().result.series.size() - record_times(config.parameters).size() * config.states.size());
  rulings[9] += 1.0;
  EXPECT_NE(compare(record, told().result, config).departs->find("votes_provider"), std::string::npos);
}

TEST(DemandName, IsReadAsItIsWritten) {
  const Config& config = told().config;
  const DemandName name{0, 48, 17};
  EXPECT_EQ(to_string(name, config), "US-48-17");
  EXPECT_EQ(parse_demand_name("US-48-17", config), name);
  const DemandName part{0, 48, 17, 2};
  EXPECT_EQ(to_string(part, config), "US-48-17.2");
  EXPECT_EQ(parse_demand_name("US-48-17.2", config), part);
  const DemandName early{0, static_cast<std::uint32_t>(-4), 17};
  EXPECT_EQ(to_string(early, config), "US--4-17");
  EXPECT_EQ(parse_demand_name("US--4-17", config), early);
  for (const char* word : {"", "US", "US-48", "XX-48-17", "US-48-", "US--17", "US-48-17x", "US-48-17.",
                           "US-48-17.x", "US-4.8-17", "-48-17"}) {
    EXPECT_FALSE(parse_demand_name(word, config)) << word;
  }
  EXPECT_EQ(focal_of(focal_name(config, 0)), 0);
  EXPECT_EQ(focal_of(name), -1);
}

TEST(DemandName, OfAFocalDemandIsThatOfTheRun) {
  const Replay repeated = told().of(focal_name(told().config, 0));
  ASSERT_EQ(notes_of<Made>(repeated.diary).size(), 1U);
  EXPECT_EQ(repeated.diary.demand.focal, 0);
}

}  // namespace
}  // namespace comity::explain
