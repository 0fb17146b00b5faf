#include "analysis/network.h"
#include "analysis/report_charts.h"
#include "analysis/report_titles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>

namespace comity::analysis {
namespace {

constexpr std::size_t kMostCourts = 110;
constexpr std::size_t kMostLinks = 200;  // of each question and state
constexpr double kPi = std::numbers::pi;
constexpr const char* kAllQuestions = "all questions";

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

// Courts that cite others or are cited by others; a court that cites only itself stands apart.
std::map<int, Court> courts_in(const Record& record, const CourtNetwork& network) {
  const auto names = record.file.texts("events/labels/court");
  const auto state = record.file.numbers("events/labels/court_state");
  const auto level = record.file.numbers("events/labels/court_level");
  const auto above = record.file.numbers("events/labels/court_above");
  const Standing standing = standing_of(network);
  std::map<int, Court> courts;
  for (std::size_t court = 0; court < names.size(); ++court) {
    if (standing.in_degree[court] == 0.0 && standing.out_degree[court] == 0.0) continue;
    courts[static_cast<int>(court)] = {names[court],
                                       static_cast<int>(state[court]),
                                       static_cast<int>(level[court]),
                                       static_cast<int>(above[court]),
                                       standing.in_degree[court],
                                       standing.out_degree[court]};
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

// The links between two courts that are drawn: of each state the most frequent ones.
std::vector<CourtEdge> drawn_links(const CourtNetwork& network, const std::map<int, Court>& courts) {
  std::vector<CourtEdge> drawn = network.edges;
  std::erase_if(drawn, [&](const CourtEdge& edge) {
    return edge.from == edge.to || !courts.contains(edge.from) || !courts.contains(edge.to);
  });
  std::ranges::stable_sort(drawn, std::greater<>(), &CourtEdge::weight);
  std::map<int, std::size_t> kept;  // by state
  std::erase_if(drawn,
                [&](const CourtEdge& edge) { return ++kept[courts.at(edge.from).state] > kMostLinks; });
  return drawn;
}

void add_links(const ReportSource& source, const std::map<int, CourtNetwork>& networks,
               const std::map<int, Court>& courts, ChartTable& table) {
  for (const auto& [question, network] : networks) {
    for (const CourtEdge& edge : drawn_links(network, courts)) {
      const Court& from = courts.at(edge.from);
      const Court& to = courts.at(edge.to);
      table.rows.push_back({question_name(source, question), from.name, to.name, cell(edge.weight),
                            cell(edge.agreeing / edge.weight), cell(from.x), cell(from.y), cell(to.x),
                            cell(to.y)});
    }
  }
}

// Share of all citations that agree with what they cite.
double agreement(const CourtNetwork& network) {
  double all = 0.0;
  double agreeing = 0.0;
  for (const CourtEdge& edge : network.edges) all += edge.weight, agreeing += edge.agreeing;
  return agreeing / all;
}

// The court that binds it and its neighbours: a first instance goes with the appellate court above it, others by themselves.
std::string circuit_of(const std::vector<std::string>& names, const Court& court) {
  return court.level == 0 && court.above >= 0 ? names[static_cast<std::size_t>(court.above)] : court.name;
}

void add_nodes(const ReportSource& source, const std::map<int, Court>& courts, ChartTable& table) {
  const std::vector<std::string> names = source.record.file.texts("events/labels/court");
  constexpr std::array kLevels{"first instance", "appellate", "apex"};
  for (const auto& [id, court] : courts)
    table.rows.push_back({court.name, state_name(source.config, static_cast<std::size_t>(court.state)),
                          kLevels.at(static_cast<std::size_t>(court.level)), cell(court.cited),
                          cell(court.citing), cell(court.x), cell(court.y), circuit_of(names, court)});
}

}  // namespace

void add_network_chart(const ReportSource& source, Report& report) {
  if (!source.record.file.has("events/citations/court") ||
      source.record.file.shape("events/citations/court").at(0) == 0) {
    report.missing.push_back(
        {"Network of precedent", source.record.file.has("events/citations/court")
                                     ? "no court cited another"
                                     : "the sweep kept no events; make it with --keep all"});
    return;
  }
  const std::map<int, CourtNetwork> networks = read_networks(source.record);
  std::map<int, Court> courts = courts_in(source.record, networks.at(-1));
  if (courts.empty()) return report.missing.push_back({"Network of precedent", "no court cited another"});
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
  add_links(source, networks, courts, chart.table);
  chart.also.columns = {{"court", "", "court"},
                        {"state", "", "state"},
                        {"level", "", "level"},
                        {"cited", "citation", "citations by other courts per run, mean"},
                        {"citing", "citation", "citations of other courts per run"},
                        {"x", "", "place"},
                        {"y", "", "place"},
                        {"circuit", "", "appellate court above a first instance, else the court itself"}};
  add_nodes(source, courts, chart.also);
  chart.also_name = "courts";
  std::vector<Named> cited;
  for (const auto& [id, court] : courts) cited.push_back({court.name, court.cited});
  chart.title = network_title(cited, agreement(networks.at(-1)));
  chart.question = fmt::format(
      "Who follows whom? Each row cites, each column is cited: an appellate court with the courts below it, "
      "or an apex. A "
      "circle is as large as the citations of a run, blue where citing and cited court read the question "
      "alike, orange where "
      "they differ. Of each state the 200 most frequent pairs of courts count. {} of {} courts that cite or "
      "are cited.",
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
