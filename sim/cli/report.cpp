#include "analysis/report_figures.h"
#include "analysis/report_page.h"
#include "analysis/report_pair.h"
#include "analysis/report_parts.h"
#include "analysis/report_tables.h"
#include "analysis/report_unknowns.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "error.h"
#include "results/safe_file.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <vector>

namespace comity::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

Usage report_usage() {
  Usage usage;
  usage.command = "comity report";
  usage.head = R"(comity report: a results file as one HTML page with interactive charts

Usage: comity report RESULTS [options]
       comity report RESULTS OTHER [options]

The page holds everything it needs and opens from the disk in any browser, without a network. Every chart can be saved as
SVG or PNG and its numbers as CSV. Charts for which the file has no data are left out; the page says which, and why.
Of two files the page shows what differs: OTHER against RESULTS, as comity analyze compare tells it.
)";
  usage.examples = R"(Examples:
  comity report results/microsoft-ireland.h5
  comity report results/policies.h5 --out policies.html --force
  comity report results/as-it-is.h5 results/more-staff.h5          # what differs; results/more-staff-as-it-is.html
  comity report results/microsoft-ireland.h5 --figures figures     # each chart as an SVG file too; needs node
  comity report results/microsoft-ireland.h5 --tables charts       # what the charts draw, as CSV

Exit code: 0 success, 2 a mistake in the input, a build without the page, or figures without node.
)";
  usage.operand = "RESULTS";
  usage.operands = 2;
  usage.outputs = {"out", "figures", "tables"};
  auto add = usage.options.add_options();
  add("out", po::value<std::string>()->value_name("FILE"),
      "the page (default: RESULTS with .html for its ending, of two files OTHER-RESULTS.html)");
  add("figures", po::value<std::string>()->value_name("FOLDER"), "write each chart as SVG too, for a paper");
  add("tables", po::value<std::string>()->value_name("FOLDER"),
      "write the numbers of each chart as CSV, for other programs to draw; instead of the page unless --out "
      "asks for it");
  add("force", "replace files that exist");
  return usage;
}

analysis::PageParts parts_or_error() {
  const analysis::PageParts parts = analysis::page_parts();
  if (!parts.page.empty()) return parts;
  throw Error(
      "comity report: this build has no report page (it was made with COMITY_REPORT=OFF). Build one that "
      "has: cmake --preset "
      "release && cmake --build --preset release, which needs npm and, once, the network.");
}

void write_figures(const fs::path& folder, Overwrite overwrite,
                   const std::vector<std::pair<std::string, std::string>>& figures) {
  for (const auto& figure : figures) check_output(folder / (figure.first + ".svg"));
  for (const auto& [id, svg] : figures) write_text(folder / (id + ".svg"), overwrite, svg);
  print_text(fmt::format("{} figures are in {}\n", figures.size(), folder.string()));
}

int write_tables(const fs::path& folder, Overwrite overwrite, const nlohmann::ordered_json& contents) {
  const auto tables = analysis::chart_tables(contents);
  for (const auto& [name, text] : tables) check_output(folder / name);
  for (const auto& [name, text] : tables) write_text(folder / name, overwrite, text);
  print_text(fmt::format("{} tables of {} charts are in {}\n", tables.size(), contents.at("charts").size(),
                         folder.string()));
  return kSuccess;
}

// The page of results/a.h5 is results/a.html, of results/a.h5 and b.h5 results/b-a.html.
fs::path page_beside(const std::vector<fs::path>& results) {
  fs::path page = results.front();
  if (results.size() > 1)
    page.replace_filename(results[1].stem().string() + "-" + page.stem().string() + ".h5");
  return page.replace_extension(".html");
}

nlohmann::ordered_json contents_of(const std::vector<fs::path>& results) {
  const analysis::ReportSource source = analysis::open_report_source(results.front());
  if (results.size() == 1) {
    auto contents = analysis::report_json(source, analysis::make_report(source));
    analysis::add_unknowns(source, contents);
    return contents;
  }
  return analysis::pair_report_json(source, analysis::open_report_source(results[1]));
}

}  // namespace

int report_command(std::span<const std::string> arguments) {
  const Usage usage = report_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  if (!values->contains("operand"))
    throw Error(
        "comity report: which results file? (one that comity run or comity sweep wrote). See comity report "
        "--help.");
  const auto& words = values->at("operand").as<std::vector<std::string>>();
  const std::vector<fs::path> results(words.begin(), words.end());
  const fs::path out =
      values->contains("out") ? fs::path(values->at("out").as<std::string>()) : page_beside(results);
  check_outputs(std::array{out}, results);
  const Overwrite overwrite = values->contains("force") ? Overwrite::yes : Overwrite::no;
  if (values->contains("tables") && !values->contains("out") && !values->contains("figures"))
    return write_tables(values->at("tables").as<std::string>(), overwrite, contents_of(results));
  const analysis::PageParts parts = parts_or_error();
  const auto contents = contents_of(results);
  write_text(out, overwrite, analysis::page_html(parts, contents));
  print_text(
      fmt::format("{}: {} charts; open it in a browser\n", out.string(), contents.at("charts").size()));
  if (values->contains("figures"))
    write_figures(values->at("figures").as<std::string>(), overwrite,
                  analysis::draw_figures(parts.script, contents));
  if (values->contains("tables"))
    return write_tables(values->at("tables").as<std::string>(), overwrite, contents);
  return kSuccess;
}

}  // namespace comity::cli
