#include "analysis/network.h"
#include "analysis/report_charts.h"
#include "analysis/report_titles.h"
#include "index.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace comity::analysis {
namespace {

constexpr std::size_t kMostCourts = 40;    // in the table of courts
constexpr std::size_t kMostCircuits = 14;  // that are drawn: as many as the United States have, with the apex
constexpr const char* kAllQuestions = "all questions";
constexpr const char* kAllCircuits = "all courts";

// The courts of a file and, of each, the court that binds it and its neighbours: a first instance goes with the appellate court above
// it, others stand by themselves.
struct Courts {
  std::vector<std::string> name;
  std::vector<double> state, level;
  std::vector<int> circuit;
};

Courts courts_of(const Record& record) {
  Courts courts{record.file.texts("events/labels/court"),
                record.file.numbers("events/labels/court_state"),
                record.file.numbers("events/labels/court_level"),
                {}};
  const auto above = record.file.numbers("events/labels/court_above");
  for (std::size_t court = 0; court < courts.name.size(); ++court) {
    const bool joins = courts.level[court] == 0.0 && above[court] >= 0.0;
    courts.circuit.push_back(static_cast<int>(joins ? above[court] : static_cast<double>(court)));
  }
  return courts;
}

// Courts that cite others or are cited by others, the busiest first.
std::vector<std::size_t> busy_courts(const Standing& standing) {
  std::vector<std::size_t> order;
  const auto links = [&](std::size_t court) {
    return standing.in_degree[court] + standing.out_degree[court];
  };
  for (std::size_t court = 0; court < standing.in_degree.size(); ++court)
    if (links(court) > 0.0) order.push_back(court);
  std::ranges::stable_sort(order, std::greater<>(), links);
  return order;
}

// The circuits that are cited most, first the most.
std::vector<int> leading_circuits(const CourtNetwork& circuits) {
  std::map<int, double> cited;
  for (const CourtEdge& edge : circuits.edges) {
    cited[edge.to] += edge.weight;
    cited[edge.from] += 0.0;
  }
  std::vector<std::pair<double, int>> order;
  for (const auto& [circuit, number] : cited) order.emplace_back(-number, circuit);
  std::ranges::sort(order);
  std::vector<int> leading;
  for (std::size_t i = 0; i < std::min(kMostCircuits, order.size()); ++i) leading.push_back(order[i].second);
  return leading;
}

// Three digits, so that pages stay small.
nlohmann::json short_cell(double value) {
  const nlohmann::json whole = cell(value);
  return whole.is_number() ? nlohmann::json(std::stod(fmt::format("{:.3g}", value))) : whole;
}

// Share of all citations that agree with what they cite.
double agreement(const CourtNetwork& network) {
  double all = 0.0;
  double agreeing = 0.0;
  for (const CourtEdge& edge : network.edges) {
    all += edge.weight;
    agreeing += edge.agreeing;
  }
  return agreeing / all;
}

// The order in which both charts show the circuits.
nlohmann::json order_of(const Courts& courts, const std::vector<int>& leading) {
  nlohmann::json names = nlohmann::json::array();
  for (const int circuit : leading) names.push_back(courts.name[index(circuit)]);
  return names;
}

// Both ends are among the circuits that are drawn.
CourtNetwork leading_network(const CourtNetwork& network, const Courts& courts,
                             const std::vector<int>& leading) {
  CourtNetwork joined = join_courts(network, courts.circuit);
  std::erase_if(joined.edges, [&](const CourtEdge& edge) {
    return std::ranges::find(leading, edge.from) == leading.end() ||
           std::ranges::find(leading, edge.to) == leading.end();
  });
  return joined;
}

void add_courts(const ReportSource& source, const Courts& courts, const Standing& standing,
                ChartTable& table) {
  constexpr std::array kLevels{"first instance", "appellate", "apex"};
  std::vector<std::size_t> order = busy_courts(standing);
  order.resize(std::min(order.size(), kMostCourts));
  std::ranges::sort(order);
  for (const std::size_t court : order)
    table.rows.push_back(
        {courts.name[court], state_name(source.config, static_cast<std::size_t>(courts.state[court])),
         kLevels.at(static_cast<std::size_t>(courts.level[court])), cell(standing.in_degree[court]),
         cell(standing.out_degree[court]), courts.name[index(courts.circuit[court])]});
}

// Whose citations are drawn: courts, those of their circuits that lead, and the networks by question.
struct Citations {
  const Courts& courts;
  const std::vector<int>& leading;
  const std::map<int, CourtNetwork>& networks;
};

void add_who_follows_whom(const ReportSource& source, const Citations& drawn, Report& report) {
  const auto& [courts, leading, networks] = drawn;
  const Standing standing = standing_of(networks.at(-1));
  Chart chart = make_chart("network", "Courts");
  chart.table.columns = {
      {"question", "", "open question"},
      {"from", "", "citing circuit: an appellate court with the courts below it, or an apex"},
      {"to", "", "cited circuit"},
      {"citations", "citation", "per run, mean; of a court by others"},
      {"agrees", "1", "share in which both read the question alike"}};
  const bool alone = networks.size() == 2;  // one question has citations: what is of all is of this one
  for (const auto& [question, network] : networks) {
    if (alone && question >= 0) continue;
    const std::string name = question < 0
                                 ? kAllQuestions
                                 : source.config.library.questions[static_cast<std::size_t>(question)].name;
    for (const CourtEdge& edge : leading_network(network, courts, leading).edges)
      chart.table.rows.push_back({name, courts.name[index(edge.from)], courts.name[index(edge.to)],
                                  short_cell(edge.weight), short_cell(edge.agreeing / edge.weight)});
  }
  chart.also.columns = {{"court", "", "court"},
                        {"state", "", "state"},
                        {"level", "", "level"},
                        {"cited", "citation", "citations by other courts per run, mean"},
                        {"citing", "citation", "citations of other courts per run"},
                        {"circuit", "", "appellate court above a first instance, else the court itself"}};
  add_courts(source, courts, standing, chart.also);
  chart.also_name = "courts";
  std::vector<Named> cited;
  for (const std::size_t court : busy_courts(standing))
    cited.push_back({courts.name[court], standing.in_degree[court]});
  chart.title = network_title(cited, agreement(networks.at(-1)));
  chart.question =
      "Who follows whom? Each row cites, each column is cited: an appellate court with the courts below it, "
      "or "
      "an apex. A circle is as large as the citations of a run, blue where citing and cited court read the "
      "question alike, orange where they differ.";
  chart.source = "event table citations, " + runs_text(source, false);
  if (!alone) chart.filters = {{"question", "Question", kAllQuestions}};
  chart.options["order"] = order_of(courts, leading);
  report.charts.push_back(std::move(chart));
}

// Citations of each circuit in a year, all together and by each circuit that cites it; returns those all together.
YearOfCitations add_year(int year, const CourtNetwork& network, const Courts& courts, ChartTable& table) {
  std::map<int, CourtEdge> all;
  const auto add_row = [&](const std::string& by, const CourtEdge& edge) {
    if (edge.weight >= kCitedAtAll)
      table.rows.push_back({by, courts.name[index(edge.to)], year, short_cell(edge.weight),
                            short_cell(edge.agreeing / edge.weight)});
  };
  for (const CourtEdge& edge : network.edges) {
    CourtEdge& sum = all.try_emplace(edge.to, CourtEdge{-1, edge.to, 0.0, 0.0}).first->second;
    sum.weight += edge.weight;
    sum.agreeing += edge.agreeing;
    add_row(courts.name[index(edge.from)], edge);
  }
  YearOfCitations told{year, {}, agreement(network)};
  for (const auto& [to, edge] : all) {
    add_row(kAllCircuits, edge);
    told.cited.push_back({courts.name[index(to)], edge.weight});
  }
  return told;
}

void add_precedent_in_time(const ReportSource& source, const Courts& courts, const std::vector<int>& leading,
                           Report& report) {
  Chart chart = make_chart("precedent", "Courts");
  chart.table.columns = {{"by", "", "citing circuit"},
                         {"circuit", "", "cited circuit"},
                         {"year", "", "of the citing ruling"},
                         {"citations", "citation", "per run, mean; of a court by others"},
                         {"agrees", "1", "share in which both read the question alike"}};
  std::vector<YearOfCitations> years;
  for (const auto& [year, network] : read_yearly_networks(source.record))
    years.push_back(add_year(year, leading_network(network, courts, leading), courts, chart.table));
  if (chart.table.rows.empty()) {
    report.missing.push_back({"Precedent in time", "no circuit is cited in one of five runs of a year"});
    return;
  }
  chart.title = precedent_title(years);
  chart.question =
      "Whom do courts follow, year by year? A row is a circuit that is cited; a circle is as large as its "
      "citations in a run that year (from one in five runs on), blue where those who cite it read the "
      "question "
      "alike, orange where they differ. Choose who cites.";
  chart.source = "event table citations, " + runs_text(source, false);
  chart.filters = {{"by", "Cited by", kAllCircuits}};
  chart.options["order"] = order_of(courts, leading);
  report.charts.push_back(std::move(chart));
}

}  // namespace

void add_network_chart(const ReportSource& source, Report& report) {
  const auto missing = [&](const char* why) { report.missing.push_back({"Network of precedent", why}); };
  if (!source.record.file.has("events/citations/court"))
    return missing("the sweep kept no events; make it with --keep all");
  if (source.record.file.shape("events/citations/court").at(0) == 0) return missing("no court cited another");
  const Courts courts = courts_of(source.record);
  const std::map<int, CourtNetwork> networks = read_networks(source.record);
  const CourtNetwork whole = join_courts(networks.at(-1), courts.circuit);
  if (whole.edges.empty()) return missing("no court cited another");
  const std::vector<int> leading = leading_circuits(whole);
  if (leading.size() < 2) return missing("only one circuit is cited, and by itself");
  add_who_follows_whom(source, {courts, leading, networks}, report);
  add_precedent_in_time(source, courts, leading, report);
}

}  // namespace comity::analysis
