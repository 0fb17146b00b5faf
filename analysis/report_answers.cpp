#include "analysis/report_answers.h"

namespace comity::analysis {

std::vector<KeyAnswer> find_answers(const ReportSource& source) {
  std::vector<KeyAnswer> answers;
  for (const Headline& headline : headlines()) {
    const RunValues values = headline_values(source.record, headline);
    for (const PointSet& set : source.sets) {
      const RunBand band = run_band(values_of_points(source.record, values, set.points));
      if (band.runs > 0)
        answers.push_back({std::string(headline.words), set.name, std::string(headline.unit), band});
    }
  }
  return answers;
}

}  // namespace comity::analysis
