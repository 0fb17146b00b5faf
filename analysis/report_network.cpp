#include "analysis/report_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>

namespace comity::analysis {
namespace {

constexpr std::size_t kMostCourts = 110;
constexpr std::size_t kMostLinks = 200;  // of each question and state
constexpr double kPi = std::numbers::pi;
constexpr const char* kAllQuestions = "all questions";

struct Link {
  double times = 0.0;
  double agreeing = 0.0;
};

// (question, citing court, cited court); question -1: all of them.
using Links = std::map<std::array<int, 3>, Link>;

struct Court {
  std::string name;
  int state = 0;
  int level = 0;
  int above = -1;
  double cited = 0.0;
  double citing = 0.0;
  double x = 0.0;
  double y = 0.0;
};

Links read_links(const ReportSource& source) {
  const auto column = [&](const char* name) {
    return source.file.numbers(std::string("events/citations/") + name);
  };
  const auto from = column("court");
  const auto to = column("cited_court");
  const auto question = column("question");
  const auto agrees = column("agrees");
  Links links;
  for (std::size_t i = 0; i < from.size(); ++i) {
    for (const int asked : {-1, static_cast<int>(question[i])}) {
      Link& link = links[{asked, static_cast<int>(from[i]), static_cast<int>(to[i])}];
      link.times += 1.0;
      link.agreeing += agrees[i];
    }
  }
  return links;
}

std::map<int, Court> courts_in(const ReportSource& source, const Links& links) {
  const auto names = source.file.texts("events/labels/court");
  const auto state = source.file.numbers("events/labels/court_state");
  const auto level = source.file.numbers("events/labels/court_level");
  const auto above = source.file.numbers("events/labels/court_above");
  std::map<int, Court> courts;
  for (const auto& [key, link] : links) {
    if (key[0] != -1) continue;
    courts[key[1]].citing += link.times;
    courts[key[2]].cited += link.times;
  }
  for (auto& [id, court] : courts) {
    const auto place = static_cast<std::size_t>(id);
    court.name = names[place];
    court.state = static_cast<int>(state[place]);
    court.level = static_cast<int>(level[place]);
    court.above = static_cast<int>(above[place]);
  }
  return courts;
}

// The courts that cite and are cited most.
void keep_busiest(std::map<int, Court>& courts) {
  std::vector<std::pair<double, int>> order;
  for (const auto& [id, court] : courts) order.emplace_back(-(court.cited + court.citing), id);
  std::ranges::sort(order);
  for (std::size_t i = kMostCourts; i < order.size(); ++i) courts.erase(order[i].second);
}

// Those of one level evenly on a circle, courts below the same court side by side.
void place_ring(std::map<int, Court>& courts, std::vector<int> ring, const std::array<double, 3>& circle) {
  std::ranges::sort(ring, [&](int left, int right) {
    return std::pair(courts[left].above, left) < std::pair(courts[right].above, right);
  });
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const double angle = 2.0 * kPi * static_cast<double>(i) / static_cast<double>(ring.size());
    const double radius = ring.size() == 1 && circle[2] < 0.5 ? 0.0 : circle[2];
    courts[ring[i]].x = circle[0] + radius * std::sin(angle);
    courts[ring[i]].y = circle[1] + radius * std::cos(angle);
  }
}

// One state's courts: the apex inside, appellate courts around it, first instance outside.
void place_state(std::map<int, Court>& courts, int state, const std::array<double, 3>& circle) {
  for (const auto& [level, share] : {std::pair(2, 0.0), std::pair(1, 0.48), std::pair(0, 1.0)}) {
    std::vector<int> ring;
    for (const auto& [id, court] : courts) {
      if (court.state == state && court.level == level) ring.push_back(id);
    }
    place_ring(courts, ring, {circle[0], circle[1], circle[2] * share});
  }
}

// States in a row by their number of courts, circles as large as the number needs.
std::vector<std::pair<int, std::array<double, 3>>> place_courts(std::map<int, Court>& courts) {
  std::map<int, double> sizes;
  for (const auto& [id, court] : courts) sizes[court.state] += 1.0;
  std::vector<std::pair<double, int>> order;
  for (const auto& [state, size] : sizes) order.emplace_back(-size, state);
  std::ranges::sort(order);
  std::vector<std::pair<int, std::array<double, 3>>> circles;
  const double largest = std::max(1.0, std::sqrt(-order.front().first));
  circles.push_back({order.front().second, {0.0, 0.0, largest}});
  double below = largest;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const double radius = std::max(0.45, std::sqrt(-order[i].first) * 0.8);
    below -= radius;
    circles.push_back({order[i].second, {largest + 2.2 + radius, below, radius}});
    below -= radius + 1.5;
  }
  for (const auto& [state, circle] : circles) place_state(courts, state, circle);
  return circles;
}

std::string question_name(const ReportSource& source, int question) {
  return question < 0 ? kAllQuestions
                      : source.config.library.questions[static_cast<std::size_t>(question)].name;
}

// The links between courts that are drawn, of each question the most frequent ones first.
std::vector<std::pair<std::array<int, 3>, Link>> drawn_links(const Links& links,
                                                             const std::map<int, Court>& courts) {
  std::vector<std::pair<std::array<int, 3>, Link>> drawn;
  for (const auto& [key, link] : links) {
    if (courts.contains(key[1]) && courts.contains(key[2])) drawn.emplace_back(key, link);
  }
  std::ranges::stable_sort(drawn, [](const auto& left, const auto& right) {
    return std::pair(left.first[0], -left.second.times) < std::pair(right.first[0], -right.second.times);
  });
  std::map<std::array<int, 2>, std::size_t> kept;  // by question and state
  std::erase_if(drawn, [&](const auto& one) {
    return ++kept[{one.first[0], courts.at(one.first[1]).state}] > kMostLinks;
  });
  return drawn;
}

void add_links(const ReportSource& source, const Links& links, const std::map<int, Court>& courts,
               ChartTable& table) {
  const auto runs = static_cast<double>(source.points * source.replicates);
  for (const auto& [key, link] : drawn_links(links, courts)) {
    const Court& from = courts.at(key[1]);
    const Court& to = courts.at(key[2]);
    table.rows.push_back({question_name(source, key[0]), from.name, to.name, cell(link.times / runs),
                          cell(link.agreeing / link.times), cell(from.x), cell(from.y), cell(to.x),
                          cell(to.y)});
  }
}

// Share of all citations that agree with what they cite.
double agreement(const Links& links) {
  Link all;
  for (const auto& [key, link] : links) {
    if (key[0] != -1) continue;
    all.times += link.times;
    all.agreeing += link.agreeing;
  }
  return all.agreeing / all.times;
}

void add_nodes(const ReportSource& source, const std::map<int, Court>& courts, ChartTable& table) {
  constexpr std::array kLevels{"first instance", "appellate", "apex"};
  const auto runs = static_cast<double>(source.points * source.replicates);
  for (const auto& [id, court] : courts)
    table.rows.push_back({court.name, state_name(source.config, static_cast<std::size_t>(court.state)),
                          kLevels.at(static_cast<std::size_t>(court.level)), cell(court.cited / runs),
                          cell(court.citing / runs), cell(court.x), cell(court.y)});
}

}  // namespace

void add_network_chart(const ReportSource& source, Report& report) {
  if (!source.file.has("events/citations/court") || source.file.shape("events/citations/court").at(0) == 0) {
    report.missing.push_back(
        {"Network of precedent", source.file.has("events/citations/court")
                                     ? "no court cited another"
                                     : "the sweep kept no events; make it with --keep all"});
    return;
  }
  const Links links = read_links(source);
  std::map<int, Court> courts = courts_in(source, links);
  const std::size_t all_courts = courts.size();
  keep_busiest(courts);
  const auto circles = place_courts(courts);
  Chart chart = make_chart("network", "Courts");
  chart.table.columns = {{"question", "", "open question"},
                         {"from", "", "citing court"},
                         {"to", "", "cited court"},
                         {"citations", "citation", "per run, mean"},
                         {"agrees", "1", "share in which both read the question alike"},
                         {"x1", "", "place of the citing court"},
                         {"y1", "", "place"},
                         {"x2", "", "place of the cited court"},
                         {"y2", "", "place"}};
  add_links(source, links, courts, chart.table);
  chart.also.columns = {{"court", "", "court"},
                        {"state", "", "state"},
                        {"level", "", "level"},
                        {"cited", "citation", "citations received per run, mean"},
                        {"citing", "citation", "citations made per run"},
                        {"x", "", "place"},
                        {"y", "", "place"}};
  add_nodes(source, courts, chart.also);
  chart.also_name = "courts";
  const auto leader =
      std::ranges::max_element(courts, {}, [](const auto& entry) { return entry.second.cited; });
  const double runs = static_cast<double>(source.points * source.replicates);
  chart.title =
      fmt::format("{} is cited most, {:.1f} times in a run; {} of citations agree with what they cite",
                  leader->second.name, leader->second.cited / runs, percent_text(agreement(links)));
  chart.question = fmt::format(
      "Which courts lead, and who follows whom? A circle is a court, as large as it is cited; a line a "
      "citation between two courts, blue where they read the question alike, orange where they differ. First "
      "instance outside, appellate courts inside, the apex in the middle. Of each state the 200 most "
      "frequent lines are drawn. {} of {} courts that cite or are "
      "cited.",
      courts.size(), all_courts);
  chart.source = "event table citations, " + runs_text(source, false);
  chart.filters = {{"question", "Question", kAllQuestions}};
  for (const auto& [state, circle] : circles)
    chart.options["states"].push_back({{"name", state_name(source.config, static_cast<std::size_t>(state))},
                                       {"x", cell(circle[0])},
                                       {"y", cell(circle[1] + circle[2])}});
  report.charts.push_back(std::move(chart));
}

}  // namespace comity::analysis
