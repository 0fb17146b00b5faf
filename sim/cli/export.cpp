#include "analysis/export.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "error.h"
#include "text/words.h"

#include <fmt/format.h>

#include <vector>

namespace comity::cli {
namespace {

namespace po = boost::program_options;

Usage export_usage() {
  Usage usage;
  usage.command = "comity export";
  usage.head = R"(comity export: results as tidy CSV and GraphML

Usage: comity export RESULTS --out FOLDER [options]

Writes a file per table: summary.csv (point, replicate, metric, group, group_name, value: one number of each run), headlines.csv
(the few numbers that are told first, over time), of sweeps design.csv, runs.csv, of runs in plausible worlds worlds.csv (chance
and ignorance of the same few numbers), one file per event table with its codes as words, courts.csv, network.graphml (which court cites which, for Gephi), and dictionary.csv, which says what each column means.
metrics.csv, the series of every metric, is large: it comes with --all, or of some with --metric. How much there is to write is
said before. Numbers are the shortest that read back the same, missing ones empty, dates ISO days; nothing is rounded.
)";
  usage.examples = R"(Examples:
  comity export results/microsoft-ireland.h5 --out results/microsoft-ireland
  comity export results/microsoft-ireland.h5 --out courts --table rulings --table citations --table network
  comity export results/microsoft-ireland.h5 --out trust --table metrics --metric trust --metric data_at_home --stata

What the files hold and how Python, R, Stata and Gephi read them: results/README.md.

Exit code: 0 success, 2 a mistake in the input. Then nothing was written.
)";
  usage.operand = "RESULTS";
  auto add = usage.options.add_options();
  add("out", po::value<std::string>()->value_name("FOLDER"), "where to write; made if needed");
  add("table", po::value<std::vector<std::string>>()->composing()->value_name("NAME"),
      "only this table, e.g. metrics, rulings, network; can be repeated");
  add("metric", po::value<std::vector<std::string>>()->composing()->value_name("NAME"),
      "in metrics and summary only this metric; can be repeated");
  add("all", "metrics too: the series of every metric");
  add("stata", "names of columns that Stata takes");
  add("force", "replace files that exist");
  return usage;
}

void tell_size(const analysis::ExportSize& size) {
  print_text(fmt::format(
      "About {} to write{}\n", size_words(size.bytes),
      size.left_out > 0.0
          ? fmt::format("; metrics.csv, about {} more, comes with --all, or some of it with --metric NAME",
                        size_words(size.left_out))
          : ""));
}

std::vector<std::string> words_of(const po::variables_map& values, const char* option) {
  return values.contains(option) ? values.at(option).as<std::vector<std::string>>()
                                 : std::vector<std::string>{};
}

}  // namespace

int export_command(std::span<const std::string> arguments) {
  const Usage usage = export_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  if (!values->contains("operand"))
    throw Error(
        "comity export: which results file? (one that comity run or sweep wrote). See comity export --help.");
  if (!values->contains("out"))
    throw Error("comity export: into which folder? (--out FOLDER). See comity export --help.");
  analysis::ExportRequest request;
  request.results = words_of(*values, "operand").front();
  request.folder = values->at("out").as<std::string>();
  request.tables = words_of(*values, "table");
  request.metrics = words_of(*values, "metric");
  request.whole = values->contains("all");
  request.stata = values->contains("stata");
  request.overwrite = values->contains("force") ? Overwrite::yes : Overwrite::no;
  std::vector<std::vector<std::string>> lines;
  for (const analysis::ExportedFile& file : export_results(request, tell_size))
    lines.push_back({file.path.string(), with_separators(static_cast<std::int64_t>(file.rows)),
                     file.path.extension() == ".csv" ? "rows" : "pairs of courts"});
  print_text(aligned(lines, 0));
  return kSuccess;
}

}  // namespace comity::cli
