#include "experiment/merge.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "error.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <optional>
#include <vector>

namespace comity::cli {
namespace {

namespace po = boost::program_options;

Usage merge_usage() {
  Usage usage;
  usage.command = "comity merge";
  usage.head = R"(comity merge: the results file of a sweep from the blocks its processes left behind

Usage: comity merge FOLDER [options]

The folder is what comity sweep keeps beside its results file (results/NAME.sweep). The file has the same bytes as that of one
process that was never disturbed.
)";
  usage.examples = R"(Examples:
  comity merge results/two-states.sweep
  comity merge results/two-states.sweep --incomplete --out results/so-far.h5

Exit code: 0 success, 2 a mistake in the input, 3 some runs failed, 75 runs are missing (nothing was written).
)";
  usage.operand = "FOLDER";
  auto add = usage.options.add_options();
  add("out", po::value<std::string>()->value_name("FILE"),
      "results file (default: the folder's name with .h5)");
  add("force", "replace that file even if it comes from something else");
  add("incomplete", "write the file although runs are missing: they count as failed");
  add("quiet", "no progress and no printed report");
  return usage;
}

SweepFolder read_folder(const po::variables_map& values) {
  if (!values.contains("operand"))
    throw Error(
        "comity merge: which folder? (one that comity sweep made, like results/two-states.sweep). See comity "
        "merge "
        "--help.");
  SweepFolder folder{values["operand"].as<std::vector<std::string>>().front()};
  if (folder.path.filename().empty()) folder.path = folder.path.parent_path();
  if (!std::filesystem::exists(folder.manifest()))
    throw Error(
        fmt::format("{}: is no folder of a sweep (there is no manifest.json in it). See comity merge --help.",
                    folder.path.string()));
  return folder;
}

int report_merge(const SweepFolder& folder, const MergeOptions& options, const MergeReport& report) {
  if (!report.written) {
    print_message(fmt::format(
        "comity: {} of {} runs are missing in {}, so that nothing was written. Start the sweep again, "
        "or merge what "
        "there is with --incomplete.",
        report.missing, report.runs, folder.path.string()));
    return kWorkLeft;
  }
  print_text(fmt::format("Results: {} ({} runs, {} failed, {} missing)\n", options.out.string(), report.runs,
                         report.failed, report.missing));
  return report.failed + report.missing > 0 ? kSomeFailed : kSuccess;
}

}  // namespace

int merge_command(std::span<const std::string> arguments) {
  const Usage usage = merge_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  const SweepFolder folder = read_folder(*values);
  MergeOptions options;
  options.out = values->contains("out") ? std::filesystem::path(values->at("out").as<std::string>())
                                        : std::filesystem::path(folder.path).replace_extension(".h5");
  options.overwrite = values->contains("force") ? Overwrite::yes : Overwrite::no;
  options.incomplete = values->contains("incomplete");
  std::vector<std::filesystem::path> inputs;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path))
    inputs.push_back(entry);
  check_outputs(std::array{options.out}, inputs);
  return report_merge(folder, options, merge_sweep(folder, options));
}

}  // namespace comity::cli
