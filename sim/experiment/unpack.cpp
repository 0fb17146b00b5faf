#include "experiment/unpack.h"

#include "design/design_file.h"
#include "error.h"
#include "experiment/manifest.h"
#include "results/archive.h"
#include "scenario/loader.h"
#include "text/sha256.h"

#include <fmt/format.h>

#include <algorithm>

namespace comity {
namespace {

namespace fs = std::filesystem;

constexpr std::ptrdiff_t kDeepest = 40;

// How many folders above its own a scenario reaches for the files it names.
std::ptrdiff_t reach_of(const fs::path& path) { return std::count(path.begin(), path.end(), ".."); }

// A name for the scenario's folder and those above it that none of the files has for another.
std::string name_of_folder(const std::vector<fs::path>& paths) {
  std::string name = "scenario";
  const auto taken = [&](const fs::path& path) {
    return std::any_of(path.begin(), path.end(), [&](const fs::path& part) { return part == name; });
  };
  while (std::any_of(paths.begin(), paths.end(), taken)) name += '_';
  return name;
}

// The files under names inside of one folder. One named by its whole path comes beside the scenario.
std::vector<InputText> placed(const ResultsReader& file, const std::vector<InputText>& texts) {
  std::vector<fs::path> paths;
  std::ptrdiff_t reach = 0;
  for (const InputText& text : texts) {
    fs::path path = fs::path(text.path).lexically_normal();
    if (path.is_absolute()) path = path.filename();
    if (path.filename().empty() || path.filename() == "." || path.filename() == ".." ||
        reach_of(path) > kDeepest)
      throw Error(fmt::format(
          "{}: “{}” among its texts is no name of a file. The file is damaged or has been changed.",
          file.path().string(), text.path));
    reach = std::max(reach, reach_of(path));
    paths.push_back(std::move(path));
  }
  fs::path folder;
  for (const std::string name = name_of_folder(paths); reach > 0; --reach) folder /= name;
  std::vector<InputText> files;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    InputText one{(folder / paths[i]).lexically_normal().generic_string(), texts[i].text};
    const auto same = std::ranges::find(files, one.path, &InputText::path);
    if (same == files.end())
      files.push_back(std::move(one));
    else if (same->text != one.text)
      throw Error(fmt::format("{}: holds two texts of the name {}, of which a folder can hold one.",
                              file.path().string(), one.path));
  }
  return files;
}

// What is to be told of the texts that a rerun would store.
std::string difference(const std::vector<InputText>& wanted, const std::vector<InputText>& found) {
  for (const InputText& text : wanted) {
    const auto same = std::ranges::find(found, text.path, &InputText::path);
    if (same == found.end())
      return fmt::format(
          "the file that was {} is looked for elsewhere, by a whole path or among the scenarios that come "
          "with the program",
          text.path);
    if (same->text != text.text) return fmt::format("{} has another text", text.path);
  }
  return wanted.size() == found.size() ? "" : "it reads more files than the run did";
}

struct Stay {
  fs::path before = fs::current_path();
  ~Stay() {
    std::error_code gone;
    fs::current_path(before, gone);
  }
};

// What the command would store when called in the working folder; compared with what the file holds.
std::string look(const Parcel& parcel, const fs::path& scenario) {
  for (const InputText& text : parcel.texts) {
    if (fs::path(text.path).is_absolute())
      return fmt::format("{} is named by its whole path, and is read from there", text.path);
  }
  const ScenarioBase base = load_base(scenario, parcel.overrides);
  if (parcel.keep.empty()) return difference(parcel.texts, archive_of(base.config));
  const SweepPlan plan = load_sweep(base);
  const Design design = make_design(plan);
  if (design_definition(design) != parcel.definition || design.points.size() != parcel.points)
    return "its design has other factors or points";
  Manifest manifest = make_manifest(base.config, design, Keep::summary, law_of_points(base.config, design));
  add_points_file(manifest, base.config, plan);
  return difference(parcel.texts, manifest.texts);
}

}  // namespace

Parcel parcel_of(const ResultsReader& file) {
  if (!file.has("provenance/input_text") || !file.has("provenance/input_path"))
    throw Error(fmt::format(
        "{}: holds no texts of its scenario and laws (a version of comity before 0.1 wrote it, or "
        "another program). There is nothing to unpack.",
        file.path().string()));
  const Origin origin = read_origin(file);
  if (origin.texts.empty()) throw Error(fmt::format("{}: holds no texts.", file.path().string()));
  const auto digests = file.has("provenance/input_sha256") ? file.texts("provenance/input_sha256")
                                                           : std::vector<std::string>{};
  for (std::size_t i = 0; i < digests.size() && i < origin.texts.size(); ++i) {
    if (sha256(origin.texts[i].text) != digests[i])
      throw Error(
          fmt::format("{}: its text of {} does not have the SHA-256 that stands beside it. The file is "
                      "damaged or has been changed.",
                      file.path().string(), origin.texts[i].path));
  }
  Parcel parcel{placed(file, origin.texts), origin.texts, origin.overrides, {}, {}, origin.points};
  if (!file.has("design/definition")) return parcel;
  parcel.definition = file.texts("design/definition").at(0);
  const Keep keep = file.has("events") ? Keep::all : file.has("metrics") ? Keep::series : Keep::summary;
  parcel.keep = kKeepNames[static_cast<std::size_t>(keep)];
  return parcel;
}

Rerun rerun_of(const Parcel& parcel, const fs::path& folder) {
  const fs::path root = fs::absolute(folder);
  const fs::path scenario = parcel.files.front().path;
  const Stay stay;
  Rerun rerun;
  // Names of what comes with the program are looked for from the working folder, so that it counts where that is.
  fs::path inside = ".";
  fs::path left = scenario;
  while (true) {
    std::string problem;
    fs::current_path(root / inside);
    try {
      problem = look(parcel, left);
    } catch (const Error& error) {
      problem = error.what();
    }
    if (problem.empty() || inside == ".") {
      rerun = {inside, {"comity", parcel.keep.empty() ? "run" : "sweep", left.generic_string()}, problem};
      for (const std::string& setting : parcel.overrides)
        rerun.words.insert(rerun.words.end(), {"--set", setting});
      if (!parcel.keep.empty()) rerun.words.insert(rerun.words.end(), {"--keep", parcel.keep});
    }
    if (problem.empty() || left == left.filename()) return rerun;
    inside = (inside / *left.begin()).lexically_normal();
    left = left.lexically_relative(*left.begin());
  }
}

}  // namespace comity
