// Events of a results file, as far as they tell of precedent.
#include "analysis/spread.h"

#include "analysis/sample.h"
#include "error.h"
#include "index.h"
#include "missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

namespace comity::analysis {
namespace {

constexpr std::uint32_t kNoRun = ~0U;

std::vector<int> whole(const std::vector<double>& numbers) { return {numbers.begin(), numbers.end()}; }

// The place of each run of the file among those that are read; kNoRun for the others.
std::vector<std::uint32_t> list_runs(const Record& record, const SpreadSelection& selection, Spread& spread) {
  const auto check = [&](const std::optional<std::uint32_t>& wanted, std::size_t count, const char* what) {
    if (wanted && *wanted >= count)
      throw Error(
          fmt::format("{}: has no {} {} (0 to {}).", record.file.path().string(), what, *wanted, count - 1));
  };
  check(selection.point, record.points, "point");
  check(selection.replicate, record.replicates, "replicate");
  std::vector<std::uint32_t> places(record.failed.size(), kNoRun);
  for (std::size_t run = 0; run < record.failed.size(); ++run) {
    const RunPlace place{static_cast<std::uint32_t>(run / record.replicates),
                         static_cast<std::uint32_t>(run % record.replicates)};
    if (selection.point.value_or(place.point) != place.point) continue;
    if (selection.replicate.value_or(place.replicate) != place.replicate) continue;
    if (record.failed[run]) {
      ++spread.failed;
      continue;
    }
    places[run] = static_cast<std::uint32_t>(spread.runs.size());
    spread.runs.push_back(place);
  }
  return places;
}

// Some rows of an event table, without the columns point and replicate, and the run of each.
struct TableRows {
  std::vector<std::uint32_t> run;
  std::span<const std::vector<double>> columns;
};

struct TableWanted {
  EventTable table;
  std::vector<std::string> columns;
};

// Reads a table block by block and hands on the rows of wanted runs.
void scan(const Record& record, const TableWanted& wanted, const std::vector<std::uint32_t>& places,
          const std::function<void(const TableRows&, std::size_t row)>& take) {
  std::vector<std::string> columns = {"point", "replicate"};
  columns.insert(columns.end(), wanted.columns.begin(), wanted.columns.end());
  scan_events(record, wanted.table, columns, [&](const EventBlock& block) {
    TableRows rows{{}, std::span(block.columns).subspan(2)};
    for (std::size_t row = 0; row < block.rows; ++row) {
      const auto point = static_cast<std::size_t>(block.columns[0][row]);
      rows.run.push_back(
          places.at(point * record.replicates + static_cast<std::size_t>(block.columns[1][row])));
    }
    for (std::size_t row = 0; row < block.rows; ++row) {
      if (rows.run[row] != kNoRun) take(rows, row);
    }
  });
}

// A ruling falls when a court above reads the question otherwise in the same case.
void find_vacated(std::vector<OpenRuling>& rulings) {
  for (std::size_t last = 0; last < rulings.size(); ++last) {
    const OpenRuling& above = rulings[last];
    for (std::size_t i = last; i-- > 0 && rulings[i].run == above.run;) {
      OpenRuling& below = rulings[i];
      const bool same_case = above.case_number >= 0 && below.case_number == above.case_number;
      if (!same_case || below.question != above.question || below.accepted == above.accepted) continue;
      below.until = std::min(below.until, above.time);
    }
  }
}

void read_rulings(const Record& record, const std::vector<std::uint32_t>& places, Spread& spread) {
  constexpr int kTie = static_cast<int>(EventOutcome::tie);
  const TableWanted wanted{
      EventTable::rulings,
      {"time", "case_number", "court", "question", "accepted", "outcome", "distinguished"}};
  scan(record, wanted, places, [&](const TableRows& rows, std::size_t row) {
    const auto code = [&](std::size_t column) { return static_cast<int>(rows.columns[column][row]); };
    if (code(3) < 0 || code(5) == kTie) return;
    spread.rulings.push_back({rows.run[row], rows.columns[0][row], kStands, code(1), code(2), code(3),
                              code(4) == 1, code(6) == 1});
  });
  std::ranges::stable_sort(spread.rulings, {},
                           [](const OpenRuling& one) { return std::tie(one.run, one.time); });
  find_vacated(spread.rulings);
}

void read_citations(const Record& record, const std::vector<std::uint32_t>& places, Spread& spread) {
  const TableWanted wanted{EventTable::citations,
                           {"time", "cited_time", "court", "cited_court", "question", "agrees"}};
  scan(record, wanted, places, [&](const TableRows& rows, std::size_t row) {
    const auto code = [&](std::size_t column) { return static_cast<int>(rows.columns[column][row]); };
    spread.citations.push_back(
        {rows.run[row], rows.columns[0][row], rows.columns[1][row], code(2), code(3), code(4), code(5) == 1});
  });
}

std::vector<law::Question> read_question_words(const Record& record, const std::vector<std::string>& ids) {
  const auto texts = [&](const char* name) {
    return record.file.texts(fmt::format("events/labels/question_{}", name));
  };
  const auto name = texts("name");
  const auto accepted = texts("accepted");
  const auto accepted_words = texts("accepted_words");
  const auto rejected = texts("rejected");
  const auto rejected_words = texts("rejected_words");
  std::vector<law::Question> questions;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    questions.push_back({.id = ids[i],
                         .name = name.at(i),
                         .accepted = {accepted.at(i), accepted_words.at(i)},
                         .rejected = {rejected.at(i), rejected_words.at(i)}});
  }
  return questions;
}

// Whether a court of the state ruled on the question at this very moment.
bool has_ruling_at(const Spread& spread, const Split& split) {
  const auto key = [](const OpenRuling& one) { return std::pair(one.run, one.time); };
  const auto found = std::ranges::equal_range(spread.rulings, std::pair(split.run, split.closed), {}, key);
  return std::ranges::any_of(found, [&](const OpenRuling& one) {
    return one.question == split.question &&
           spread.courts.state.at(static_cast<std::size_t>(one.court)) == split.state;
  });
}

void close_split(Spread& spread, const Split& end, bool by_apex) {
  for (auto split = spread.splits.rbegin(); split != spread.splits.rend() && split->run == end.run; ++split) {
    if (split->state != end.state || split->question != end.question) continue;
    if (split->closer != Closer::nobody) continue;
    split->closed = end.closed;
    split->closer = by_apex ? Closer::apex : has_ruling_at(spread, end) ? Closer::courts : Closer::law;
    return;
  }
}

void read_splits(const Record& record, const std::vector<std::uint32_t>& places, Spread& spread) {
  const TableWanted wanted{EventTable::splits, {"time", "state", "question", "open", "by_apex"}};
  const double end = spread.times.empty() ? 0.0 : spread.times.back();
  scan(record, wanted, places, [&](const TableRows& rows, std::size_t row) {
    const auto code = [&](std::size_t column) { return static_cast<int>(rows.columns[column][row]); };
    const double time = rows.columns[0][row];
    if (code(3) == 1) {
      spread.splits.push_back({rows.run[row], code(1), code(2), time, end, Closer::nobody});
    } else {
      close_split(spread, {rows.run[row], code(1), code(2), time, time, Closer::nobody}, code(4) == 1);
    }
  });
}

}  // namespace

law::Question question_in(const Spread& spread, int question) {
  const auto place = static_cast<std::size_t>(question);
  if (!spread.words.empty()) return spread.words.at(place);
  return {.id = spread.questions.at(place), .name = spread.questions.at(place)};
}

Spread narrowed(const Spread& spread, int question, int state) {
  Spread narrow = spread;
  const auto state_of = [&](int court) { return spread.courts.state.at(static_cast<std::size_t>(court)); };
  const auto other = [&](const auto& one, int place) {
    return (question >= 0 && one.question != question) || (state >= 0 && place != state);
  };
  std::erase_if(narrow.rulings, [&](const OpenRuling& one) { return other(one, state_of(one.court)); });
  std::erase_if(narrow.citations, [&](const Citation& one) { return other(one, state_of(one.court)); });
  std::erase_if(narrow.splits, [&](const Split& one) { return other(one, one.state); });
  return narrow;
}

Spread read_spread(const Record& record, const SpreadSelection& selection) {
  if (!record.file.has("events/rulings") || !record.file.has("events/labels/court"))
    throw Error(fmt::format(
        "{}: does not hold the events of its runs (the sweep did not keep them). Make it with --keep all.",
        record.file.path().string()));
  if (!record.file.has("events/labels/court_above"))
    throw Error(fmt::format(
        "{}: does not say which court stands above which (an older comity wrote it). Make it again.",
        record.file.path().string()));
  Spread spread;
  spread.states = record.file.texts("events/labels/state");
  if (record.file.has("events/labels/question"))
    spread.questions = record.file.texts("events/labels/question");
  if (record.file.has("events/labels/question_name"))
    spread.words = read_question_words(record, spread.questions);
  spread.courts = {record.file.texts("events/labels/court"),
                   whole(record.file.numbers("events/labels/court_state")),
                   whole(record.file.numbers("events/labels/court_level")),
                   whole(record.file.numbers("events/labels/court_above"))};
  spread.start = record.start;
  spread.times = record.times;
  const std::vector<std::uint32_t> places = list_runs(record, selection, spread);
  read_rulings(record, places, spread);
  read_citations(record, places, spread);
  read_splits(record, places, spread);
  return spread;
}

namespace {

// The rulings of one run on one question, court by court and from early to late, and where each court's begin.
class Docket {
 public:
  explicit Docket(std::size_t courts) : of_court_(courts) {}

  void add(const OpenRuling& ruling) {
    auto& list = of_court_[index(ruling.court)];
    if (list.empty()) courts_.push_back(ruling.court);
    list.push_back(&ruling);
  }

  void clear() {
    for (const int court : courts_) of_court_[index(court)].clear();
    courts_.clear();
  }

  const std::vector<int>& courts() const { return courts_; }
  const std::vector<const OpenRuling*>& of(int court) const { return of_court_[index(court)]; }

  // The court's latest ruling that stands on that day.
  const OpenRuling* latest(int court, double day) const {
    const auto& list = of(court);
    for (auto ruling = list.rbegin(); ruling != list.rend(); ++ruling) {
      if ((*ruling)->time <= day && (*ruling)->until > day) return *ruling;
    }
    return nullptr;
  }

 private:
  std::vector<std::vector<const OpenRuling*>> of_court_;
  std::vector<int> courts_;
};

// What a court holds on a day, itself or by what binds it.
const OpenRuling* ruling_held(const Docket& docket, const CourtTable& courts, int court, double day) {
  const OpenRuling* own = docket.latest(court, day);
  const int above = courts.above[index(court)];
  const OpenRuling* binding = above < 0 ? nullptr : ruling_held(docket, courts, above, day);
  if (binding == nullptr) return own;
  return own != nullptr && own->distinguished && own->time > binding->time ? own : binding;
}

// Counts courts into the curve of one run.
struct Counter {
  const Spread& spread;
  QuestionReading reading;
  Held held;

  bool holds(const Docket& docket, int court, double day) const {
    if (held == Held::ever) {
      return std::ranges::any_of(docket.of(court), [&](const OpenRuling* one) {
        return one->time <= day && one->accepted == reading.accepted;
      });
    }
    const OpenRuling* ruling =
        held == Held::own ? docket.latest(court, day) : ruling_held(docket, spread.courts, court, day);
    return ruling != nullptr && ruling->accepted == reading.accepted;
  }

  // Days on which what the court holds may change.
  std::vector<double> changes(const Docket& docket, int court) const {
    std::vector<double> days;
    for (int place = court; place >= 0; place = spread.courts.above[index(place)]) {
      for (const OpenRuling* ruling : docket.of(place)) {
        days.push_back(ruling->time);
        if (ruling->until < kStands) days.push_back(ruling->until);
      }
      if (held != Held::binding) break;
    }
    std::ranges::sort(days);
    days.push_back(kStands);
    return days;
  }

  void count(const Docket& docket, int court, std::span<double> curve) const {
    const std::vector<double> days = changes(docket, court);
    for (std::size_t i = 0; i + 1 < days.size(); ++i) {
      if (days[i] == days[i + 1] || !holds(docket, court, days[i])) continue;
      const auto from = std::ranges::lower_bound(spread.times, days[i]) - spread.times.begin();
      const auto until = std::ranges::lower_bound(spread.times, days[i + 1]) - spread.times.begin();
      for (auto time = from; time < until; ++time) curve[static_cast<std::size_t>(time)] += 1.0;
    }
  }
};

// The courts below (and with) those that ruled, if they count; ascending.
std::vector<int> courts_to_count(const Docket& docket, const CourtTable& courts,
                                 const std::vector<bool>& counts, Held held) {
  std::vector<int> list;
  if (held != Held::binding) {
    for (const int court : docket.courts()) {
      if (counts[index(court)]) list.push_back(court);
    }
    return list;
  }
  for (std::size_t court = 0; court < counts.size(); ++court) {
    if (!counts[court]) continue;
    int place = static_cast<int>(court);
    while (place >= 0 && docket.of(place).empty()) place = courts.above[index(place)];
    if (place >= 0) list.push_back(static_cast<int>(court));
  }
  return list;
}

std::vector<bool> courts_of(const Spread& spread, const std::vector<int>& states) {
  std::vector<bool> counts;
  for (const int state : spread.courts.state)
    counts.push_back(std::ranges::find(states, state) != states.end());
  return counts;
}

}  // namespace

std::vector<int> states_with_rulings(const Spread& spread, int question) {
  std::vector<bool> found(spread.states.size());
  for (const OpenRuling& ruling : spread.rulings) {
    if (ruling.question == question) found[index(spread.courts.state[index(ruling.court)])] = true;
  }
  std::vector<int> states;
  for (std::size_t state = 0; state < found.size(); ++state) {
    if (found[state]) states.push_back(static_cast<int>(state));
  }
  return states;
}

Adoption adoption_of(const Spread& spread, const QuestionReading& reading, int state, Held held) {
  const std::vector<bool> counts =
      courts_of(spread, state >= 0 ? std::vector<int>{state} : states_with_rulings(spread, reading.question));
  Adoption adoption;
  adoption.courts = static_cast<std::size_t>(std::ranges::count(counts, true));
  if (adoption.courts == 0) return adoption;
  const std::size_t times = spread.times.size();
  adoption.shares.assign(spread.runs.size() * times, 0.0);
  const Counter counter{spread, reading, held};
  Docket docket(spread.courts.name.size());
  for (auto first = spread.rulings.begin(); first != spread.rulings.end();) {
    auto last = first;
    for (; last != spread.rulings.end() && last->run == first->run; ++last) {
      if (last->question == reading.question) docket.add(*last);
    }
    const std::span<double> curve(adoption.shares.data() + first->run * times, times);
    for (const int court : courts_to_count(docket, spread.courts, counts, held))
      counter.count(docket, court, curve);
    for (double& share : curve) share /= static_cast<double>(adoption.courts);
    docket.clear();
    first = last;
  }
  return adoption;
}

double quantile_of(std::span<double> values, double probability) {
  std::ranges::sort(values);
  return quantile(values, probability);
}

Band band_of(const Adoption& adoption, std::size_t times, double level) {
  Band band;
  const std::size_t runs = times == 0 ? 0 : adoption.shares.size() / times;
  std::vector<double> at(runs);
  for (std::size_t time = 0; time < times && runs > 0; ++time) {
    double sum = 0.0;
    for (std::size_t run = 0; run < runs; ++run) sum += at[run] = adoption.shares[run * times + time];
    band.mean.push_back(sum / static_cast<double>(runs));
    band.low.push_back(quantile_of(at, (1.0 - level) / 2.0));
    band.high.push_back(quantile_of(at, (1.0 + level) / 2.0));
  }
  return band;
}

}  // namespace comity::analysis
