// The network of precedent as GraphML, which Gephi, igraph and networkx read.
#include "analysis/export_tables.h"
#include "analysis/network.h"
#include "observe/labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace comity::analysis {
namespace {

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(letter) >= 0x20U)
          safe += letter;  // XML has no other control characters
    }
  }
  return safe;
}

// Attributes: of which element, name, type in GraphML, unit and meaning.
struct GraphKey {
  const char* of;
  const char* name;
  const char* type;
  const char* unit;
  const char* meaning;
};

constexpr std::array kKeys = {
    GraphKey{"node", "label", "string", "", "name of the court"},
    GraphKey{"node", "state", "string", "", "state of the court"},
    GraphKey{"node", "level", "string", "", "level of the court: first_instance, appellate, apex"},
    GraphKey{"node", "rulings", "double", "ruling", "rulings on open questions per run"},
    GraphKey{"node", "cited", "double", "citation", "citations by other courts per run"},
    GraphKey{"node", "citing", "double", "citation", "citations of other courts per run"},
    GraphKey{"node", "own", "double", "citation", "citations of its own earlier rulings per run"},
    GraphKey{"node", "authority", "double", "", "HITS authority: cited by good hubs; sums to 1"},
    GraphKey{"node", "hub", "double", "", "HITS hub: cites good authorities; sums to 1"},
    GraphKey{"edge", "weight", "double", "citation", "citations per run, from the citing to the cited court"},
    GraphKey{"edge", "agreeing", "double", "citation",
             "of these, by rulings that read the question alike, per run"}};

std::vector<double> rulings_per_run(const Record& runs, std::size_t courts) {
  std::vector<double> rulings(courts, 0.0);
  const std::vector<std::string> columns = {"court", "question"};
  scan_events(runs, EventTable::rulings, columns, [&](const EventBlock& block) {
    for (std::size_t row = 0; row < block.rows; ++row) {
      if (block.columns[1][row] >= 0.0) rulings.at(static_cast<std::size_t>(block.columns[0][row])) += 1.0;
    }
  });
  for (double& one : rulings) one /= static_cast<double>(runs.good_runs());
  return rulings;
}

// The citations on one question, as an attribute of the edges: named after its id, with the question in words.
struct QuestionKey {
  int question;
  std::string id;
  std::string meaning;
};

std::vector<QuestionKey> question_keys(const Record& runs, const std::map<int, CourtNetwork>& networks) {
  const auto ids = labels_of(runs, "question");
  const auto words = labels_of(runs, "question_name");
  std::vector<QuestionKey> keys;
  for (const auto& [question, network] : networks) {
    if (question < 0) continue;
    const std::string& id = ids.at(static_cast<std::size_t>(question));
    const std::string& asked = words.empty() ? id : words.at(static_cast<std::size_t>(question));
    keys.push_back({question, id, fmt::format("of the citations those on the question: {}", asked)});
  }
  return keys;
}

void write_head(const std::vector<QuestionKey>& questions, std::ostream& stream) {
  stream << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
            "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
            "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
            "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
  for (const GraphKey& key : kKeys)
    stream << fmt::format(
        "  <key id=\"{1}\" for=\"{0}\" attr.name=\"{1}\" attr.type=\"{2}\"><desc>{3}</desc></key>\n", key.of,
        key.name, key.type, escaped(key.meaning));
  for (const QuestionKey& key : questions)
    stream << fmt::format(
        "  <key id=\"q{}\" for=\"edge\" attr.name=\"{}\" "
        "attr.type=\"double\"><desc>{}</desc><default>0</default></key>\n",
        key.question, escaped(key.id), escaped(key.meaning));
  stream << "  <graph id=\"precedent\" edgedefault=\"directed\">\n";
}

void write_data(std::ostream& stream, const char* key, const std::string& value) {
  stream << "<data key=\"" << key << "\">" << value << "</data>";
}

void write_node(std::ostream& stream, const Standing& standing,
                std::pair<std::size_t, double> court_and_own) {
  const auto& [court, own] = court_and_own;
  write_data(stream, "cited", shortest(standing.in_degree[court]));
  write_data(stream, "citing", shortest(standing.out_degree[court]));
  write_data(stream, "own", shortest(own));
  write_data(stream, "authority", shortest(standing.authority[court]));
  write_data(stream, "hub", shortest(standing.hub[court]));
  stream << "</node>\n";
}

// Courts that rule on open questions, cite or are cited; the others would only be dust.
void write_nodes(const Record& runs, const CourtNetwork& network, std::ostream& stream) {
  const Standing standing = standing_of(network);
  const auto courts = labels_of(runs, "court");
  const auto states = labels_of(runs, "state");
  const auto levels = code_names(Coding::level);
  const auto state = runs.file.numbers("events/labels/court_state");
  const auto level = runs.file.numbers("events/labels/court_level");
  const auto rulings = rulings_per_run(runs, courts.size());
  std::vector<double> own(courts.size(), 0.0);
  for (const CourtEdge& edge : network.edges) {
    if (edge.from == edge.to) own[static_cast<std::size_t>(edge.from)] = edge.weight;
  }
  for (std::size_t court = 0; court < courts.size(); ++court) {
    if (rulings[court] == 0.0) continue;
    stream << "    <node id=\"c" << court << "\">";
    write_data(stream, "label", escaped(courts[court]));
    write_data(stream, "state", escaped(states.at(static_cast<std::size_t>(state[court]))));
    write_data(stream, "level", std::string(levels[static_cast<std::size_t>(level[court])]));
    write_data(stream, "rulings", shortest(rulings[court]));
    write_node(stream, standing, {court, own[court]});
  }
}

// Citations between the same two courts, per run.
double weight_of(const CourtNetwork& network, const CourtEdge& like) {
  const auto between = [](const CourtEdge& edge) { return std::pair(edge.from, edge.to); };
  const auto found = std::ranges::lower_bound(network.edges, between(like), {}, between);
  return found != network.edges.end() && between(*found) == between(like) ? found->weight : 0.0;
}

std::size_t write_network(const Record& runs, std::ostream& stream) {
  const std::map<int, CourtNetwork> networks = read_networks(runs);
  const CourtNetwork& network = networks.at(-1);
  const std::vector<QuestionKey> questions = question_keys(runs, networks);
  write_head(questions, stream);
  write_nodes(runs, network, stream);
  std::size_t edges = 0;
  for (const CourtEdge& edge : network.edges) {
    if (edge.from == edge.to)
      continue;  // what layouts draw as a loop says nothing of who follows whom: `own` of the node
    stream << fmt::format("    <edge id=\"e{}\" source=\"c{}\" target=\"c{}\">", edges++, edge.from, edge.to);
    write_data(stream, "weight", shortest(edge.weight));
    write_data(stream, "agreeing", shortest(edge.agreeing));
    for (const QuestionKey& key : questions) {
      const double weight = weight_of(networks.at(key.question), edge);
      if (weight > 0.0) write_data(stream, fmt::format("q{}", key.question).c_str(), shortest(weight));
    }
    stream << "</edge>\n";
  }
  stream << "  </graph>\n</graphml>\n";
  return edges;
}

}  // namespace

std::vector<ExportTable> network_tables(const Record& runs) {
  if (!runs.file.has("events/citations") || !runs.file.has("events/labels/court_level") ||
      runs.good_runs() == 0)
    return {};
  ExportTable table;
  table.name = "network";
  table.file = "network.graphml";
  for (const GraphKey& key : kKeys)
    table.columns.push_back({fmt::format("{}.{}", key.of, key.name),
                             key.type == std::string_view("double") ? "number" : "text", key.unit,
                             key.meaning});
  for (const auto& id : labels_of(runs, "question"))
    table.columns.push_back({fmt::format("edge.{}", id), "number", "citation",
                             "of the citations those on this question, per run; else 0"});
  table.write_file = [&runs](std::ostream& stream) { return write_network(runs, stream); };
  return {table};
}

}  // namespace comity::analysis
