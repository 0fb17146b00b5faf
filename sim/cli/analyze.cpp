#include "cli/analyze.h"

#include "cli/analyze_patterns.h"
#include "cli/analyze_questions.h"
#include "cli/analyze_spread.h"
#include "cli/options.h"
#include "error.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <vector>

namespace comity {
namespace {

struct Analysis {
  const char* name;
  const char* summary;
  int (*run)(std::span<const std::string> arguments);
};

constexpr std::array kQuestions = {
    Analysis{"summary", "means, medians and quantiles of the runs, and how many replicates are enough",
             run_analyze_summary},
    Analysis{"compare", "policies (arms) under the same draws: differences, effect sizes, regret",
             run_analyze_compare},
    Analysis{"sobol", "which factors make the output vary: first and total order indices", run_analyze_sobol},
    Analysis{"morris", "which factors matter at all: elementary effects", run_analyze_morris},
    Analysis{"scores", "how an output depends on each factor, from any sample of points", run_analyze_scores},
    Analysis{"prim", "in which box of factors cases of interest are frequent", run_analyze_prim},
    Analysis{"tune", "which factor values agree with observations, and where to look next", run_analyze_tune},
    Analysis{"patterns", "target patterns and dates of history beside the simulation", run_analyze_patterns},
    Analysis{"spread", "how readings, splits and citations spread among courts", run_analyze_spread},
};

std::string help_text() {
  std::string text =
      "comity analyze: questions about results files\n\nUsage: comity analyze QUESTION RESULTS "
      "[options]\n\nQuestions:\n";
  for (const Analysis& question : kQuestions)
    text += fmt::format("  {:<10}{}\n", question.name, question.summary);
  return text +
         "\nExamples:\n"
         "  comity analyze summary results/microsoft-ireland.h5\n"
         "  comity analyze compare results/policies.h5\n"
         "  comity analyze sobol --help\n"
         "  comity analyze patterns results/microsoft-ireland.h5 --targets "
         "scenarios/patterns/litigation-and-cooperation.toml\n";
}

}  // namespace

int run_analyze(std::span<const std::string> arguments) {
  const bool help = !arguments.empty() && (arguments[0] == "--help" || arguments[0] == "-h");
  if (arguments.empty() || help) {
    std::fputs(help_text().c_str(), help ? stdout : stderr);
    return help ? kSuccess : kUserMistake;
  }
  std::vector<std::string> names;
  for (const Analysis& question : kQuestions) {
    if (arguments[0] == question.name) return question.run(arguments.subspan(1));
    names.emplace_back(question.name);
  }
  throw Error(
      fmt::format("comity analyze: there is no question {} (questions: {}).{} See comity analyze --help.",
                  arguments[0], fmt::join(names, ", "), did_you_mean(arguments[0], names)));
}

}  // namespace comity
