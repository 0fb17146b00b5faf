#include "analysis/calibrate.h"
#include "analysis/recovery.h"
#include "analysis/replicates.h"
#include "cli/calibrate_request.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/run_options.h"
#include "cli/slurm_script.h"
#include "design/design_points.h"
#include "error.h"
#include "experiment/merge.h"
#include "experiment/sweep.h"
#include "missing.h"
#include "observe/labels.h"
#include "results/archive.h"
#include "scenario/groups.h"
#include "scenario/loader.h"
#include "text/sha256.h"
#include "text/shell_word.h"
#include "text/shipped.h"
#include "text/suggest.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <functional>
#include <string_view>
#include <thread>
#include <vector>

namespace comity::cli {
namespace {

using analysis::CalibrationRow;
using analysis::Evidence;
using analysis::Observation;
using Eigen::ArrayXXd;
using Eigen::Index;

// ---- Priors ------------------------------------------------------------------------------------------------------------

// A parameter that is varied, as a factor over its prior.
struct Varied {
  const ParameterRow* row = nullptr;
  Factor factor;
};

std::string full_name(const ParameterRow& row) { return fmt::format("{}.{}", row.group, row.name); }

Factor factor_of(const ParameterRow& row) {
  Factor factor;
  factor.name = full_name(row);
  factor.kind = is_whole(row) ? FactorKind::integer : FactorKind::real;
  factor.low = row.prior.low;
  factor.high = row.prior.high;
  factor.logarithmic = row.prior.shape == Prior::Shape::log_uniform;
  return factor;
}

bool is_set(const CalibrateRequest& request, const std::string& name) {
  return std::ranges::any_of(request.overrides,
                             [&](const std::string& one) { return one.starts_with(name + "="); });
}

std::vector<Varied> varied_parameters(const CalibrateRequest& request) {
  std::vector<Varied> varied;
  std::vector<std::string> known;
  for (const ParameterRow& row : parameter_rows()) {
    if (row.prior.shape == Prior::Shape::fixed) continue;
    known.push_back(full_name(row));
    if (request.parameters.empty() && !is_set(request, known.back()))
      varied.push_back({&row, factor_of(row)});
  }
  for (const std::string& name : request.parameters) {
    const auto found = std::ranges::find(known, name);
    if (found == known.end()) {
      const bool fixed = parameter_named(name) != nullptr;
      throw Error(fmt::format(
          "comity calibrate: --parameter {} ({}).{} comity list parameters shows the priors.", name,
          fixed ? "it has no prior: nothing is to be learnt of it" : "no parameter has this name",
          fixed ? "" : did_you_mean(name, known)));
    }
    if (is_set(request, name))
      throw Error(fmt::format(
          "comity calibrate: {} is varied and set at the same time. Drop --parameter or --set.", name));
    if (std::ranges::any_of(varied, [&](const Varied& one) { return one.factor.name == name; })) continue;
    const ParameterRow* row = parameter_named(name);
    varied.push_back({row, factor_of(*row)});
  }
  if (varied.empty())
    throw Error("comity calibrate: every parameter that has a prior is --set: nothing is left to vary.");
  return varied;
}

// A value of a parameter to four digits, which is as much as a reader of the file can want and a quarter of its size.
double written_value(const Factor& factor, double place) {
  const double value = value_at(factor, place);
  return factor.kind == FactorKind::real ? std::stod(fmt::format("{:.4g}", value)) : value;
}

// The rows of a file of worlds, with lines of comment above.
std::string worlds_csv(const std::vector<Varied>& varied, const ArrayXXd& places,
                       const std::vector<std::string>& comments) {
  std::string text;
  for (const std::string& comment : comments) text += fmt::format("# {}\n", comment);
  for (std::size_t k = 0; k < varied.size(); ++k)
    text += fmt::format("{}{}", k > 0 ? "," : "", varied[k].factor.name);
  text += '\n';
  for (Index row = 0; row < places.rows(); ++row) {
    for (std::size_t k = 0; k < varied.size(); ++k)
      text += fmt::format("{}{}", k > 0 ? "," : "",
                          show_parameter(*varied[k].row, written_value(varied[k].factor,
                                                                       places(row, static_cast<Index>(k)))));
    text += '\n';
  }
  return text;
}

// A Latin hypercube: an even number has one point in each half of each slice pair (design_points.h).
ArrayXXd first_points(const CalibrateRequest& request, std::size_t parameters) {
  SweepPlan plan;
  plan.kind = DesignKind::lhs;
  plan.points = static_cast<int>(request.points);
  plan.seed = static_cast<int>(request.seed);
  for (std::size_t k = 0; k < parameters; ++k) {
    Factor factor;
    factor.name = fmt::format("{}", k);
    factor.high = 1.0;
    plan.factors.push_back(factor);
  }
  const std::vector<DesignPoint> points = lhs_points(plan);
  ArrayXXd places(static_cast<Index>(points.size()), static_cast<Index>(parameters));
  for (std::size_t row = 0; row < points.size(); ++row) {
    for (std::size_t k = 0; k < parameters; ++k)
      places(static_cast<Index>(row), static_cast<Index>(k)) = points[row].values[k];
  }
  return places;
}

// The last year in words like 2014, 2011-2017 or 2018-H2, numbers of four digits; 0: there is none.
std::int64_t last_year(std::string_view period) {
  constexpr std::string_view kDigits = "0123456789";
  std::int64_t last = 0;
  while (true) {
    const std::size_t begin = period.find_first_of(kDigits);
    if (begin == std::string_view::npos) return last;
    period.remove_prefix(begin);
    const std::size_t length = std::min(period.find_first_not_of(kDigits), period.size());
    if (length == 4) last = std::max<std::int64_t>(last, std::stoi(std::string(period.substr(0, length))));
    period.remove_prefix(length);
  }
}

bool is_used(const CalibrateRequest& request, const Observation& observation) {
  return observation.use == analysis::Use::fit && last_year(observation.period) <= request.until;
}

// ---- Waves -------------------------------------------------------------------------------------------------------------

// What all waves share.
struct Calibration {
  const CalibrateRequest& request;
  const std::vector<Varied>& varied;
  const std::vector<Evidence>& evidence;  // the observations that count
  std::filesystem::path folder;
  Keep keep = Keep::series;
};

// How a wave's runs ended.
struct WaveRuns {
  std::filesystem::path file;  // of results
  bool stopped = false;
  std::uint64_t failed = 0;
};

bool is_first(const CalibrateRequest& request) { return request.shard.number == 1; }

// The runs of vectors are replicates of one scenario whose worlds they are: replicate r of vector v is run r times the number of vectors + v.
struct Wave {
  std::string name;
  std::size_t replicates;
  std::size_t number;
};

// Looks twice a second until it is so; false: a signal came first. After some seconds it says what it waits for.
bool wait_until(const Calibration& how, const std::string& what, const std::function<bool()>& is_so) {
  const InterruptWatch watch;
  constexpr int kLooksBeforeSaying = 10;
  for (int looks = 0; !is_so(); ++looks) {
    if (watch.signal() != 0) return false;
    if (looks == kLooksBeforeSaying && !how.request.quiet)
      print_message(fmt::format("comity: {} waits for {}.", shard_name(how.request.shard), what));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
  return true;
}

std::filesystem::path points_file(const Calibration& how, const Wave& wave) {
  return how.folder / (wave.name + ".csv");
}

// This share's part of the runs of a wave that is laid out.
WaveRuns run_share(const Calibration& how, const Wave& wave, std::size_t vectors) {
  std::vector<std::string> overrides = how.request.overrides;
  overrides.push_back(
      fmt::format("worlds.file={}", std::filesystem::absolute(points_file(how, wave)).string()));
  overrides.emplace_back("worlds.use=true");
  overrides.push_back(fmt::format("run.replicates={}", vectors * wave.replicates));
  overrides.push_back(fmt::format("run.seed={}", std::uint64_t{how.request.seed} * 100 + wave.number));
  const ScenarioBase base = load_base(how.request.scenario, overrides);
  Design design = make_design({});
  Manifest manifest = make_manifest(base.config, design, how.keep);
  const SweepFolder folder{how.folder / (wave.name + ".sweep")};
  settle(folder, manifest, design);
  const Courts no_courts;
  ResultsPlan plan{base.config, no_courts, record_times(base.config.parameters),
                   make_metric_layout(base.config), manifest.replicates};
  plan.keep = how.keep;
  const SweepBase sweep{base, design, plan};
  const InterruptWatch watch;
  LateProgress progress(how.request.quiet);
  SweepOptions options;
  options.threads = how.request.threads;
  options.shard = how.request.shard;
  options.keep_going = [&](const SweepProgress& now) {
    progress.show(static_cast<std::uint32_t>(now.done), static_cast<std::uint32_t>(now.todo));
    return watch.signal() == 0;
  };
  const SweepReport report = run_sweep({folder, manifest, sweep}, options);
  if (report.ending == SweepEnding::all_alike)
    throw Error(
        fmt::format("comity calibrate: the first runs all failed alike: {}", report.progress.first_failure));
  WaveRuns runs{how.folder / (wave.name + ".h5"), report.ending != SweepEnding::finished,
                report.progress.failed};
  if (runs.stopped || !is_first(how.request)) return runs;
  runs.stopped = !wait_until(how, fmt::format("runs of {} that other shares make", wave.name),
                             [&] { return RunIndex(folder, manifest).missing() == 0; });
  if (runs.stopped) return runs;
  MergeOptions merge;
  merge.out = runs.file;
  merge.overwrite = Overwrite::yes;
  runs.failed = merge_sweep(folder, merge).failed;
  return runs;
}

WaveRuns run_wave(const Calibration& how, const Wave& wave, const ArrayXXd& places) {
  const std::filesystem::path csv = points_file(how, wave);
  const std::string text = worlds_csv(how.varied, places, {});
  if (std::filesystem::exists(csv) && read_text_file(csv) != text)
    throw Error(fmt::format("{}: the folder holds another calibration. Remove it or choose another --out.",
                            how.folder.string()));
  if (!std::filesystem::exists(csv)) write_text_file(csv, text);
  return run_share(how, wave, static_cast<std::size_t>(places.rows()));
}

Wave wave_of(const CalibrateRequest& request, std::size_t number) {
  return {fmt::format("wave-{}", number), request.replicates, number};
}

Wave last_wave(const CalibrateRequest& request) { return {"check", request.replicates, 0}; }

// An observation with its values at some points.
struct RowData {
  const Observation* observation = nullptr;
  analysis::GroupedValues grouped;  // [points]
};

std::vector<RowData> read_wave(const Calibration& how, const WaveRuns& runs, std::size_t points,
                               std::size_t replicates) {
  const analysis::Record record = analysis::open_replicates(runs.file);
  std::vector<std::vector<std::size_t>> groups(points);
  for (std::size_t run = 0; run < points * replicates; ++run) groups[run % points].push_back(run);
  std::vector<RowData> rows;
  for (const Evidence& evidence : how.evidence) {
    std::vector<analysis::GroupedValues> values = analysis::read_grouped(record, evidence, groups);
    for (std::size_t i = 0; i < values.size(); ++i)
      rows.push_back({&evidence.observations[i], std::move(values[i])});
  }
  return rows;
}

// What a wave's points teach.
struct Fitted {
  std::vector<CalibrationRow> rows;
  std::vector<std::vector<double>>
      values;  // [rows][points] what they were fitted to, on the scale of emulators
  std::vector<std::pair<const Observation*, std::string>> unused;  // and why
};

Fitted fit_wave(const ArrayXXd& places, const std::vector<RowData>& data) {
  Fitted fitted;
  for (const RowData& one : data) {
    analysis::RowPoints points = analysis::points_of_row(*one.observation, one.grouped);
    if (!points.problem.empty()) {
      fitted.unused.emplace_back(one.observation, points.problem);
      continue;
    }
    fitted.rows.push_back(
        {one.observation, analysis::fit_emulator({places, points.values, points.noise}), points.spread});
    fitted.values.push_back(std::move(points.values));
  }
  return fitted;
}

// What emulators say of points that they were not fitted to, beside what the runs there gave: the formula's value.
std::string held_out_csv(const Fitted& fitted) {
  std::string text = "observation,simulated,predicted\n";
  for (std::size_t row = 0; row < fitted.rows.size(); ++row) {
    const Observation& observation = *fitted.rows[row].observation;
    const std::vector<double>& predicted = fitted.rows[row].emulator.held_out;
    for (std::size_t point = 0; point < predicted.size(); ++point) {
      if (std::isnan(predicted[point])) continue;
      text += fmt::format("{},{:.4g},{:.4g}\n", observation.id,
                          analysis::off_emulated_scale(observation, fitted.values[row][point]),
                          analysis::off_emulated_scale(observation, predicted[point]));
    }
  }
  return text;
}

// Points whose observations are, by an emulator, no further than three deviations off.
std::vector<Index> plausible_points(const std::vector<CalibrationRow>& rows, const ArrayXXd& places) {
  std::vector<Index> kept;
  constexpr double kThreeDeviations = 0.00135;
  for (Index point = 0; point < places.rows(); ++point) {
    const std::vector<double> place = analysis::place_of(places, point);
    const bool plausible = std::ranges::all_of(rows, [&](const CalibrationRow& row) {
      const double below = analysis::chance_at(row, place).below;
      return std::min(below, 1.0 - below) > kThreeDeviations;
    });
    if (plausible) kept.push_back(point);
  }
  return kept;
}

void append(ArrayXXd& places, std::vector<RowData>& data, const ArrayXXd& more,
            const std::vector<RowData>& more_data) {
  ArrayXXd all(places.rows() + more.rows(), more.cols());
  all << places, more;
  places = std::move(all);
  for (std::size_t i = 0; i < more_data.size(); ++i) {
    analysis::GroupedValues& own = data[i].grouped;
    if (own.reason.empty()) own.reason = more_data[i].grouped.reason;
    own.values.insert(own.values.end(), more_data[i].grouped.values.begin(),
                      more_data[i].grouped.values.end());
  }
}

void keep_points(ArrayXXd& places, std::vector<RowData>& data, const std::vector<Index>& kept) {
  const ArrayXXd own = places(kept, Eigen::all);
  places = own;
  for (RowData& row : data) {
    std::vector<std::vector<double>> values;
    for (const Index point : kept) {
      if (row.grouped.reason.empty()) values.push_back(row.grouped.values[static_cast<std::size_t>(point)]);
    }
    row.grouped.values = std::move(values);
  }
}

// ---- Whether the truth is found ----------------------------------------------------------------------------------------

constexpr std::size_t kDrawsOfTruth = 500;

// Points of a wave that stand for the truth, evenly among them, and emulators that never saw them.
std::vector<analysis::Recovered> recover_points(const Calibration& how, const ArrayXXd& places,
                                                const std::vector<RowData>& data) {
  const std::size_t count = how.request.recover;
  std::vector<Index> others;
  std::vector<analysis::KnownTruth> truths;
  for (Index point = 0; point < places.rows(); ++point) {
    if (truths.size() < count &&
        point == static_cast<Index>(truths.size()) * places.rows() / static_cast<Index>(count))
      truths.push_back({analysis::place_of(places, point), {}});
    else
      others.push_back(point);
  }
  ArrayXXd seen = places;
  std::vector<RowData> rest = data;
  keep_points(seen, rest, others);
  const Fitted fitted = fit_wave(seen, rest);
  for (const CalibrationRow& row : fitted.rows) {
    const auto own = std::ranges::find(data, row.observation, &RowData::observation);
    analysis::GroupedValues histories = own->grouped;  // one run of each point
    for (std::vector<double>& values : histories.values)
      values.resize(std::min<std::size_t>(values.size(), 1));
    const std::vector<double> values = analysis::points_of_row(*row.observation, histories).values;
    for (std::size_t k = 0; k < count; ++k)
      truths[k].values.push_back(values[k * static_cast<std::size_t>(places.rows()) / count]);
  }
  analysis::ChainPlan plan;
  plan.draws = kDrawsOfTruth;
  plan.seed = how.request.seed * 100U + 50U;
  return analysis::recover(fitted.rows, truths, plan, how.request.threads);
}

std::string recovery_csv(const Calibration& how, const std::vector<analysis::Recovered>& recovered) {
  std::string text = "truth,parameter,value,low,high,rank\n";
  for (const analysis::Recovered& one : recovered) {
    const Varied& varied = how.varied[one.parameter];
    const auto value = [&](double place) {
      return show_parameter(*varied.row, written_value(varied.factor, place));
    };
    text += fmt::format("{},{},{},{},{},{:.3f}\n", one.truth, varied.factor.name, value(one.place),
                        value(one.low), value(one.high), one.below);
  }
  return text;
}

// The interval takes intervals of one truth as independent, which they are not quite.
std::string recovery_words(const analysis::RecoveryTotal& total, std::size_t truths) {
  const analysis::Bounded share =
      analysis::share_interval(static_cast<double>(total.held), total.intervals, 0.95);
  return fmt::format(
      "the truth lies in {} of {} intervals of 90 % ({:.0f} % [{:.0f}, {:.0f}]), of {} vectors that were "
      "known; its "
      "ranks are {} (probability of less even ones {:.2f})",
      total.held, total.intervals, 100.0 * share.value, 100.0 * share.low, 100.0 * share.high, truths,
      total.evenness < 0.01 ? "NOT even" : "even", total.evenness);
}

// ---- What is said ------------------------------------------------------------------------------------------------------

// An observation after the last wave.
struct RowReport {
  const CalibrationRow* row = nullptr;
  double emulated = 0.0;   // PIT of the vectors kept, by the emulator
  double simulated = 0.0;  // and by their runs
  bool reachable = true;
};

std::string value_words(const Varied& varied, double place) {
  return fmt::format("{:.3g}", value_at(varied.factor, place));
}

bool is_extreme(double pit) { return std::min(pit, 1.0 - pit) < analysis::kExtreme; }

std::string pit_words(double pit) { return std::isnan(pit) ? "–" : fmt::format("{:.3f}", pit); }

std::vector<std::string> conflict_words(const std::vector<RowReport>& reports) {
  std::vector<std::string> words;
  for (const RowReport& one : reports) {
    const Observation& observation = *one.row->observation;
    if (!is_extreme(one.simulated) && !is_extreme(one.emulated)) continue;
    words.push_back(
        fmt::format("{} ({}): PIT {} by the emulator, {} by the runs of the vectors kept{}", observation.id,
                    observation.name, pit_words(one.emulated), pit_words(one.simulated),
                    one.reachable ? "; the priors reach it, the other observations pull away"
                                  : "; no point of the first wave comes near it: the priors rule it out"));
  }
  return words;
}

// By name what observations respond to; the others too where they are few.
std::string unlearnt_words(const std::vector<std::string>& unlearnt, const Calibration& how,
                           const analysis::WorldDraws& draws) {
  constexpr std::size_t kFew = 12;
  if (unlearnt.size() <= kFew) return fmt::format("{}", fmt::join(unlearnt, ", "));
  std::vector<std::string> named;
  for (const std::size_t parameter : draws.active) {
    const std::string& name = how.varied[parameter].factor.name;
    if (std::ranges::find(unlearnt, name) != unlearnt.end()) named.push_back(name);
  }
  const std::size_t others = unlearnt.size() - named.size();
  if (others > 0) named.push_back(fmt::format("{} parameters to which no observation responds", others));
  return fmt::format("{}", fmt::join(named, ", "));
}

struct Report {
  std::vector<std::string> summary;  // short lines, also at the head of the file
  std::string text;
};

void tell_conflicts(const std::vector<RowReport>& rows, Report& report) {
  const std::vector<std::string> conflicts = conflict_words(rows);
  report.text += "\nCONFLICTS\n";
  if (conflicts.empty()) {
    report.text += "  None: no observation is extreme under the vectors kept.\n";
    report.summary.emplace_back("no observation is extreme under the vectors");
  }
  for (const std::string& conflict : conflicts) {
    report.text += wrapped(conflict + ".", 2);
    report.summary.push_back("CONFLICT: " + conflict);
  }
  if (!conflicts.empty())
    report.text += wrapped(
        "The vectors are a compromise that these observations contradict. Mend the model, the evidence or "
        "its discrepancies before "
        "using them.",
        2);
}

Report make_report(const Calibration& how, const Fitted& fitted, const analysis::WorldDraws& draws,
                   const std::vector<RowReport>& rows) {
  Report report;
  const auto learnt = analysis::find_learnt(draws.places);
  std::vector<std::vector<std::string>> table = {
      {"learnt of a parameter", "prior", "90 % of the vectors", "deviation"}};
  std::vector<std::string> unlearnt;
  for (const analysis::Learnt& one : learnt) {
    const Varied& varied = how.varied[one.parameter];
    if (one.narrowed > analysis::kLearnt) {
      unlearnt.push_back(varied.factor.name);
      continue;
    }
    table.push_back({varied.factor.name, fmt::format("{:g} to {:g}", varied.factor.low, varied.factor.high),
                     fmt::format("{} to {}", value_words(varied, one.low), value_words(varied, one.high)),
                     fmt::format("{:.0f} % of the prior's", 100.0 * one.narrowed)});
  }
  report.summary.push_back(fmt::format("{} of {} parameters learnt, {} stay at their prior",
                                       learnt.size() - unlearnt.size(), learnt.size(), unlearnt.size()));
  report.text += "WHAT IS LEARNT\n";
  if (table.size() > 1) report.text += aligned(table, 2);
  if (!unlearnt.empty())
    report.text += wrapped(fmt::format("Nothing to speak of is learnt of {}: they keep their prior.",
                                       unlearnt_words(unlearnt, how, draws)),
                           2);
  const auto correlated = analysis::find_correlated(draws.places, draws.active);
  if (!correlated.empty()) {
    report.text += "\nWHAT HANGS TOGETHER (the evidence fixes a combination, not each)\n";
    std::vector<std::vector<std::string>> pairs;
    for (const analysis::Correlated& one : correlated)
      pairs.push_back({how.varied[one.first].factor.name, how.varied[one.second].factor.name,
                       fmt::format("correlation {:+.2f}", one.correlation)});
    report.text += aligned(pairs, 2);
  }
  report.text += "\nOBSERVATIONS\n";
  std::vector<std::vector<std::string>> listed = {
      {"", "held-out points explained", "terms", "PIT by emulator", "PIT by runs", "observation"}};
  for (const RowReport& one : rows)
    listed.push_back({one.row->observation->id, in_percent(std::max(one.row->emulator.explained, 0.0)),
                      fmt::format("{}", one.row->emulator.terms.size()), pit_words(one.emulated),
                      pit_words(one.simulated), one.row->observation->name});
  report.text += aligned(listed, 2);
  for (const auto& [observation, why] : fitted.unused) {
    report.text += wrapped(fmt::format("Not used: {} ({}): {}.", observation->id, observation->name, why), 2);
    report.summary.push_back(fmt::format("not used: {}: {}", observation->id, why));
  }
  tell_conflicts(rows, report);
  if (draws.mixing >= 1.1) {
    const std::string words =
        fmt::format("the chains do not agree (R-hat {:.2f}): the vectors are no fair sample", draws.mixing);
    report.text += "\n" + wrapped("Warning: " + words + ".", 0);
    report.summary.push_back("WARNING: " + words);
  }
  return report;
}

void tell_recovery(const Calibration& how, const std::vector<analysis::Recovered>& recovered,
                   Report& report) {
  if (recovered.empty()) return;
  const std::string words = recovery_words(analysis::total_of(recovered), how.request.recover);
  const std::filesystem::path table = how.folder / "recovery.csv";
  write_text_file(table, recovery_csv(how, recovered));
  report.text += "\nIS WHAT IS KNOWN FOUND?\n" + wrapped(fmt::format("{}: {}.", words, table.string()), 2);
  report.summary.push_back(words);
}

std::string evidence_words(const CalibrateRequest& request) {
  std::vector<std::string> words;
  for (const std::string& file : request.evidence)
    words.push_back(fmt::format("{} (SHA-256 {})", std::filesystem::path(file).filename().string(),
                                sha256(read_text_file(file)).substr(0, 16)));
  return fmt::format("{}", fmt::join(words, ", "));
}

std::vector<std::string> provenance(const CalibrateRequest& request) {
  std::string command =
      fmt::format("comity calibrate {} --points {} --waves {} --replicates {} --keep {} --seed {}",
                  std::filesystem::path(request.scenario).filename().string(), request.points, request.waves,
                  request.replicates, request.keep, request.seed);
  if (request.recover > 0) command += fmt::format(" --recover {}", request.recover);
  if (request.until != kAnyYear) command += fmt::format(" --until {}", request.until);
  for (const std::string& name : request.parameters) command += " --parameter " + name;
  for (const std::string& setting : request.overrides) command += " --set " + shell_word(setting);
  return {
      "Plausible worlds: vectors of parameters that agree with the evidence; name the file in [worlds] of a "
      "scenario.",
      "made by: " + command, "version: comity " + program_version(), "evidence: " + evidence_words(request)};
}

bool reads_events(const std::vector<Evidence>& evidence) {
  return std::ranges::any_of(evidence, [](const Evidence& one) {
    return std::ranges::any_of(one.quantities,
                               [](const analysis::Quantity& quantity) { return quantity.events >= 0; });
  });
}

constexpr double kFlattened =
    0.5;  // power of the likelihood from which the points of the next wave are drawn
constexpr std::size_t kSweepsOfVectors = 4000;

// Where the waves stand.
struct Waves {
  ArrayXXd first;   // points of the first wave
  Fitted early;     // and what they taught
  ArrayXXd places;  // points that count now, with what was read at them
  std::vector<RowData> data;
  Fitted fitted;
  std::vector<analysis::Recovered> recovered;
  std::uint64_t failed = 0;
  bool stopped = false;
};

void say(const Calibration& how, const std::string& text) {
  if (!how.request.quiet) print_text(text + "\n");
}

// One wave more; throws Error when it teaches nothing.
void add_wave(const Calibration& how, Waves& waves, const ArrayXXd& points, std::size_t number) {
  const std::size_t replicates = how.request.replicates;
  const WaveRuns runs = run_wave(how, wave_of(how.request, number), points);
  waves.stopped = runs.stopped;
  if (waves.stopped) return;
  waves.failed += runs.failed;
  std::vector<RowData> own = read_wave(how, runs, static_cast<std::size_t>(points.rows()), replicates);
  if (number == 1) {
    waves.first = waves.places = points;
    waves.data = std::move(own);
  } else {
    keep_points(waves.places, waves.data, plausible_points(waves.fitted.rows, waves.places));
    append(waves.places, waves.data, points, own);
  }
  waves.fitted = fit_wave(waves.places, waves.data);
  if (number == 1) {
    waves.early = waves.fitted;
    if (how.request.recover > 0) waves.recovered = recover_points(how, waves.places, waves.data);
  }
  if (waves.fitted.rows.empty()) {
    std::string reasons;
    for (const auto& [observation, why] : waves.fitted.unused)
      reasons += fmt::format("\n  {}: {}", observation->id, why);
    throw Error("comity calibrate: no observation can be used:" + reasons);
  }
  say(how,
      fmt::format(
          "Wave {}: {} vectors simulated, {} observations emulated at {} points; {} of {} parameters matter.",
          number, points.rows(), waves.fitted.rows.size(), waves.places.rows(),
          analysis::active_parameters(waves.fitted.rows).size(), how.varied.size()));
}

// The PIT of an observation when each vector is a world of its own: of what its runs say, averaged over vectors.
double simulated_pit(const RowData& row) {
  double sum = 0.0;
  double vectors = 0.0;
  for (const std::vector<double>& values : row.grouped.values) {
    double below = 0.0;
    double runs = 0.0;
    for (const double value : values) {
      if (std::isnan(value)) continue;
      below += analysis::said_by(*row.observation, value).below;
      runs += 1.0;
    }
    if (runs == 0.0) continue;
    sum += below / runs;
    vectors += 1.0;
  }
  return vectors > 0.0 ? sum / vectors : kMissing;
}

// The wave at the vectors kept shows what they give, whatever the emulators say.
std::vector<RowReport> report_rows(const Calibration& how, const Waves& waves, const ArrayXXd& places,
                                   const WaveRuns& runs) {
  std::vector<RowReport> reports;
  const auto of = [](const std::vector<CalibrationRow>& rows, const Observation* observation) {
    return std::ranges::find(rows, observation, &CalibrationRow::observation);
  };
  for (const RowData& data :
       read_wave(how, runs, static_cast<std::size_t>(places.rows()), how.request.replicates)) {
    const auto row = of(waves.fitted.rows, data.observation);
    if (row == waves.fitted.rows.end()) continue;
    const auto early = of(waves.early.rows, data.observation);
    reports.push_back({&*row, analysis::posterior_pit(*row, places), simulated_pit(data),
                       early == waves.early.rows.end() || analysis::is_reachable(*early, waves.first)});
  }
  return reports;
}

analysis::ChainPlan chain_plan(const CalibrateRequest& request, std::size_t wave) {
  analysis::ChainPlan plan;
  plan.draws = wave == 0 ? request.keep : request.points;
  plan.power = wave == 0 ? 1.0 : kFlattened;
  if (wave == 0) plan.sweeps = kSweepsOfVectors;
  plan.seed = request.seed * 100U + static_cast<std::uint32_t>(wave);
  return plan;
}

int stopped_message() {
  print_message("comity: stopped; the runs so far are kept. Start the same command again for the others.");
  return kWorkLeft;
}

// Where the first share tells the others that nothing more will come.
std::filesystem::path mistake_file(const Calibration& how) { return how.folder / "mistake.txt"; }

std::filesystem::file_time_type time_of(const std::filesystem::path& path) {
  std::error_code none;
  return std::filesystem::last_write_time(path, none);  // the least of all times when there is no such file
}

// A share other than the first: its part of every wave, once that is laid out.
int help(const Calibration& how) {
  const CalibrateRequest& request = how.request;
  const std::filesystem::path mistake = mistake_file(how);
  const auto old_mistake = time_of(mistake);
  std::uint64_t failed = 0;
  std::vector<std::pair<Wave, std::size_t>> waves;  // and how many vectors they have
  for (std::size_t number = 1; number <= request.waves; ++number)
    waves.emplace_back(wave_of(request, number), request.points);
  waves.emplace_back(last_wave(request), request.keep);
  for (const auto& [wave, vectors] : waves) {
    const std::filesystem::path csv = points_file(how, wave);
    const bool laid_out =
        wait_until(how, fmt::format("{}, which the first share lays out ({})", wave.name, csv.string()), [&] {
          if (std::filesystem::exists(mistake) && time_of(mistake) != old_mistake)
            throw Error("the first share: " + read_text_file(mistake));
          return std::filesystem::exists(csv);
        });
    if (!laid_out) return stopped_message();
    const WaveRuns runs = run_share(how, wave, vectors);
    if (runs.stopped) return stopped_message();
    failed += runs.failed;
  }
  say(how,
      fmt::format("{}: done. The first share writes {}.", shard_name(request.shard), request.out.string()));
  return failed > 0 ? kSomeFailed : kSuccess;
}

int calibrate(const Calibration& how) {
  const CalibrateRequest& request = how.request;
  const ScenarioBase base = load_base(request.scenario, request.overrides);
  std::vector<std::filesystem::path> inputs = places_of(archive_of(base.config), base.config.path);
  inputs.insert(inputs.end(), request.evidence.begin(), request.evidence.end());
  check_outputs(std::array{request.out}, inputs);
  if (is_first(request)) warn_of_unchecked_law(base.config);
  std::filesystem::create_directories(how.folder);
  if (!is_first(request)) return help(how);
  Waves waves;
  ArrayXXd points = first_points(request, how.varied.size());
  for (std::size_t wave = 1; wave <= request.waves; ++wave) {
    add_wave(how, waves, points, wave);
    if (waves.stopped) return stopped_message();
    if (wave < request.waves)
      points = analysis::draw_worlds(waves.fitted.rows, how.varied.size(), chain_plan(request, wave)).places;
  }
  const analysis::WorldDraws draws =
      analysis::draw_worlds(waves.fitted.rows, how.varied.size(), chain_plan(request, 0));
  const WaveRuns check = run_wave(how, last_wave(request), draws.places);
  if (check.stopped) return stopped_message();
  Report report = make_report(how, waves.fitted, draws, report_rows(how, waves, draws.places, check));
  tell_recovery(how, waves.recovered, report);
  write_text_file(how.folder / "held-out.csv", held_out_csv(waves.fitted));
  std::vector<std::string> comments = provenance(request);
  comments.insert(comments.end(), report.summary.begin(), report.summary.end());
  write_text_file(request.out, worlds_csv(how.varied, draws.places, comments));
  say(how, "\n" + report.text);
  say(how, fmt::format("{} vectors: {}. To use them: --set worlds.file={}, or [worlds] in a scenario.",
                       draws.places.rows(), request.out.string(),
                       shell_word(std::filesystem::absolute(request.out).string())));
  const std::uint64_t failed = waves.failed + check.failed;
  if (failed > 0) print_message(fmt::format("comity: {} runs failed; their values are missing.", failed));
  return failed > 0 ? kSomeFailed : kSuccess;
}

}  // namespace

int calibrate_command(std::span<const std::string> arguments) {
  const Usage usage = calibrate_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  const CalibrateRequest request = read_calibrate_request(usage, *values);
  const std::vector<Varied> varied = varied_parameters(request);
  std::vector<Evidence> evidence;
  bool any = false;
  for (const std::string& file : request.evidence) {
    evidence.push_back(analysis::read_evidence(file));
    std::erase_if(evidence.back().observations,
                  [&](const Observation& observation) { return !is_used(request, observation); });
    any = any || !evidence.back().observations.empty();
  }
  if (!any)
    throw Error(fmt::format(
        "comity calibrate: no observation of these files may choose parameters (use = \"fit\"{}).",
        request.until == kAnyYear ? "" : fmt::format(", with a period up to {}", request.until)));
  if (request.emit) {
    SlurmJob job;
    job.command = "calibrate";
    job.name = request.out.stem().string();
    job.program = own_file().string();
    job.arguments = words_for_batch(arguments);
    job.tasks = request.tasks;
    job.memory = "8G";  // the first task reads the events of a whole wave
    print_data(slurm_script(job));
    return kSuccess;
  }
  check_output(request.out);
  if (is_first(request) && std::filesystem::exists(request.out) && !request.force)
    throw Error(fmt::format(
        "{}: exists already (nothing is overwritten). Give --force to replace it or choose another --out.",
        request.out.string()));
  const Calibration how{request, varied, evidence,
                        std::filesystem::path(request.out).replace_extension(".calibrate"),
                        reads_events(evidence) ? Keep::all : Keep::series};
  try {
    return calibrate(how);
  } catch (const Error& error) {
    if (is_first(request) && request.shard.count > 1 && std::filesystem::exists(how.folder))
      write_text_file(mistake_file(how), error.what());
    throw;
  }
}

}  // namespace comity::cli
