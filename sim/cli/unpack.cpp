#include "experiment/unpack.h"

#include "build_info.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "error.h"
#include "results/safe_file.h"
#include "text/shell_word.h"

#include <fmt/format.h>

#include <array>
#include <system_error>
#include <vector>

namespace comity::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

Usage unpack_usage() {
  Usage usage;
  usage.command = "comity unpack";
  usage.head = R"(comity unpack: what a results file was made from, as files again

Usage: comity unpack RESULTS --out FOLDER [options]

Writes the scenario, the worlds and laws it names and, of a sweep, the file of its points, word by word, as they stood to each
other, and prints the command that makes the results again, with the settings of the command line. The same version of comity
then writes the same file, byte for byte. The files are read back as that command would, before the answer is given.
)";
  usage.examples = R"(Examples:
  comity unpack results/microsoft-ireland.h5 --out again
  comity unpack results/policies.h5 --out policies

Exit code: 0 success; 2 a mistake in the input, or the files do not make the same results as they stand: a scenario that names a
file by its whole path has to be mended by hand, one of another version wants that version. The files are there all the same.
)";
  usage.operand = "RESULTS";
  auto add = usage.options.add_options();
  add("out", po::value<std::string>()->value_name("FOLDER"),
      "where to write; made if needed, else it must be empty");
  add("force", "write into a folder that is not empty, and replace files of the same name");
  return usage;
}

// Anything there might be taken for one of the files.
void check_empty(const fs::path& folder) {
  std::error_code problem;
  if (!fs::exists(folder, problem) || (fs::is_directory(folder, problem) && fs::is_empty(folder, problem)))
    return;
  throw Error(
      fmt::format("{}: is {} (nothing is overwritten). Choose another folder with --out{}.", folder.string(),
                  fs::is_directory(folder, problem) ? "not empty" : "no folder",
                  fs::is_directory(folder, problem) ? ", or give --force to write into this one" : ""));
}

void write_files(const Parcel& parcel, const fs::path& folder, const fs::path& results, Overwrite overwrite) {
  std::vector<fs::path> places;
  for (const InputText& file : parcel.files) places.push_back(folder / file.path);
  check_outputs(places, std::array{results});
  for (const fs::path& place : places) check_output(place);
  for (std::size_t i = 0; i < places.size(); ++i) write_text(places[i], overwrite, parcel.files[i].text);
}

// Another version gives other numbers, without a fault of the files.
void warn_of_version(const Origin& origin) {
  if (origin.version == build_info::version && origin.commit == build_info::git_commit) return;
  print_message(
      fmt::format("comity: warning: the results are of comity {} (commit {}), this is {} (commit {}), which "
                  "may give others.",
                  origin.version, origin.commit, build_info::version, build_info::git_commit));
}

}  // namespace

int unpack_command(std::span<const std::string> arguments) {
  const Usage usage = unpack_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  if (!values->contains("operand"))
    throw Error(
        "comity unpack: which results file? (one that comity run or sweep wrote). See comity unpack --help.");
  if (!values->contains("out"))
    throw Error("comity unpack: into which folder? (--out FOLDER). See comity unpack --help.");
  const fs::path results = values->at("operand").as<std::vector<std::string>>().front();
  const fs::path folder = values->at("out").as<std::string>();
  const ResultsReader file(results);
  const Parcel parcel = parcel_of(file);
  if (!values->contains("force")) check_empty(folder);
  write_files(parcel, folder, results, Overwrite{values->contains("force")});
  const Rerun rerun = rerun_of(parcel, folder);
  print_text(fmt::format("{}: {} files\n", folder.string(), parcel.files.size()));
  for (const InputText& one : parcel.files) print_text(fmt::format("  {}\n", one.path));
  std::string command;
  for (const std::string& word : rerun.words) command += " " + shell_word(word);
  print_text(fmt::format("The same results again: cd {} &&{}\n",
                         shell_word((folder / rerun.inside).lexically_normal().string()), command));
  warn_of_version(read_origin(file));
  if (rerun.problem.empty()) return kSuccess;
  print_message(fmt::format(
      "comity unpack: that command does not make the same results as the files stand: {}", rerun.problem));
  return kUserMistake;
}

}  // namespace comity::cli
