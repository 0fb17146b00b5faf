// comity analyze tune
#include "cli/analyze_tune.h"
#include "cli/analyze_questions.h"
#include "missing.h"

#include "analysis/designs.h"
#include "error.h"
#include "text/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity {
namespace {

namespace po = boost::program_options;

constexpr std::array<std::string_view, 3> kFirstKinds = {"lhs", "sobol", "saltelli"};

Usage analyze_tune_usage() {
  Usage usage = question_usage(
      "tune", R"(which factor values agree with observations, and where to look next

Usage: comity analyze tune RESULTS --aims FILE [--after RESULTS] [options]

The first wave is a sweep of the design lhs, sobol or saltelli (its points A and B) with the factors to be tuned. A point's
implausibility in an aim is |mean of replicates - observed| / sqrt(variance of that mean + deviation^2 + discrepancy^2); above
--cutoff in any aim it is ruled out (history matching; the runs stand for themselves, there is no emulator). The --keep share of
points with the least implausibility is accepted. --next writes points for another wave, drawn around the accepted ones: a sweep
of design = "list" makes it, and tune reads it with all earlier waves as --after, in order (sequential approximate Bayesian
computation; priors are even over the ranges of the first wave, on a logarithmic scale where it says log).

A file of aims:

  [[aim]]
  metric = "consented/cross_border_ended"
  value = 0.55
  deviation = 0.02     # of the observation
  discrepancy = 0.03   # of the model: what it leaves out
  source = "where the value is from"

)",
      R"(  comity analyze tune results/wave-1.h5 --aims aims.toml --next wave-2.csv --points 200
  comity analyze tune results/wave-2.h5 --aims aims.toml --after results/wave-1.h5 --accepted tuned.csv
)",
      {.metric = false, .arm = false});
  auto add = usage.options.add_options();
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  add("aims", text("FILE"), "what was observed");
  add("after", po::value<std::vector<std::string>>()->composing()->value_name("RESULTS"),
      "an earlier wave; can be repeated");
  add("keep", text("SHARE")->default_value("0.2"), "of the points that are accepted");
  add("cutoff", text("X")->default_value("3"), "implausibility above which a point is ruled out");
  add("accepted", text("FILE"), "write the accepted points as the CSV of a design");
  add("next", text("FILE"), "write points for the next wave as the CSV of a design");
  add("points", text("N")->default_value("100"), "how many of them");
  return usage;
}

double read_positive(const Usage& usage, const po::variables_map& options, const std::string& name,
                     double most) {
  const std::string text = options[name].as<std::string>();
  const auto number = parse_number<double>(text);
  if (!number || !(*number > 0.0 && *number <= most))
    throw Error(fmt::format("{}: --{} {} (must be a number above 0{}).", usage.command, name, text,
                            most < 1e9 ? fmt::format(", at most {:g}", most) : ""));
  return *number;
}

void keep_sample(const analysis::Record& runs, analysis::Match& match) {
  const auto every = analysis::points_of_arm(runs, "");
  const auto sample = analysis::sample_points(runs, every);
  if (sample.size() == every.size()) return;
  for (const std::size_t id : every) {
    if (!std::ranges::binary_search(sample, id)) match.worst[static_cast<Eigen::Index>(id)] = kMissing;
  }
}

Search follow_waves(const Asked& asked, const std::vector<std::string>& earlier, const analysis::Aims& aims,
                    double keep) {
  Search search;
  std::optional<analysis::Population> before;
  for (std::size_t wave = 0; wave <= earlier.size(); ++wave) {
    const analysis::Record opened = analysis::open_record(
        wave < earlier.size() ? std::filesystem::path(earlier[wave]) : asked.runs.file.path());
    if (wave == 0) {
      need_design(opened, kFirstKinds, "the first wave of comity analyze tune");
      search.factors = opened.design.factors;
    }
    search.match = analysis::match_points(opened, aims);
    keep_sample(opened, search.match);
    search.points = analysis::sample_points(opened, analysis::points_of_arm(opened, "")).size();
    search.population = analysis::accept(search.match, analysis::places_in(search.factors, opened), keep,
                                         before ? &*before : nullptr);
    before = search.population;
  }
  return search;
}

}  // namespace

int run_analyze_tune(std::span<const std::string> arguments) {
  const Usage usage = analyze_tune_usage();
  const auto options = read_options(usage, arguments);
  if (!options) return kSuccess;
  if (!options->contains("aims"))
    throw Error("comity analyze tune: what was observed? (--aims FILE). See comity analyze tune --help.");
  const double keep = read_positive(usage, *options, "keep", 1.0);
  const double cutoff = read_positive(usage, *options, "cutoff", 1e12);
  const auto points =
      read_integer(usage, "--points", options->at("points").as<std::string>(), {1, 1'000'000});
  const Overwrite overwrite = options->contains("force") ? Overwrite::yes : Overwrite::no;
  for (const char* file :
       {"accepted", "next", "out"})  // what is in the way is said before anything is written
    if (options->contains(file)) SafeFile(options->at(file).as<std::string>(), overwrite);
  const analysis::Aims aims = analysis::read_aims(options->at("aims").as<std::string>());
  const Asked asked = read_question(usage, *options, 0);
  std::vector<std::string> earlier;
  if (options->contains("after")) earlier = options->at("after").as<std::vector<std::string>>();
  const Search search = follow_waves(asked, earlier, aims, keep);
  QuestionAnswer answer;
  add_aims(answer, search, aims, cutoff);
  add_factors(answer, search);
  if (asked.runs.replicates < 2)
    answer.notes.emplace_back(
        "One replicate per point: the noise of replicates is not known and counts as 0.");
  answer.notes.emplace_back("Factors that keep nearly all of their range are not informed by these aims.");
  for (std::string& note : failure_notes(asked.runs)) answer.notes.push_back(std::move(note));
  if (options->contains("accepted"))
    write_result(options->at("accepted").as<std::string>(), overwrite,
                 csv_of(search.factors, search.population.places));
  if (options->contains("next"))
    write_result(options->at("next").as<std::string>(), overwrite,
                 csv_of(search.factors, analysis::propose(search.population, static_cast<std::size_t>(points),
                                                          asked.resampling.seed)));
  return deliver(usage, *options, answer);
}

}  // namespace comity
