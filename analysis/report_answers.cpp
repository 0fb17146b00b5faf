#include "analysis/report_answers.h"

#include "analysis/report_bands.h"
#include "analysis/worlds.h"

#include <cmath>

namespace comity::analysis {
namespace {

constexpr double kShareLevel = 0.95;

}  // namespace

std::vector<KeyAnswer> find_answers(const ReportSource& source) {
  std::vector<KeyAnswer> answers;
  for (const Headline& headline : headlines()) {
    const RunValues values = headline_values(source.record, headline);
    for (const PointSet& set : source.sets) {
      const std::vector<double> own = values_of_runs(source.record, values, set);
      const RunBand band = run_band(source, set, own);
      if (band.runs == 0) continue;
      answers.push_back({std::string(headline.words), set.name, std::string(headline.unit), band});
      if (!std::isnan(band.chance_low))
        answers.back().ignorance = split_variance(own, worlds_of_runs(source, set), kShareLevel).share;
    }
  }
  return answers;
}

}  // namespace comity::analysis
