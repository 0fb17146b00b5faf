#include "scenario/outline.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace comity {
namespace {

using Lines = std::vector<std::string>;

Lines outline(const std::string& text, const Lines& overrides = {}) {
  const std::vector<InputText> texts = {{"a.toml", text}};
  return outline_of(texts, overrides);
}

TEST(Outline, SaysWhatAScenarioSetsAndNotHowItIsWritten) {
  const std::string text =
      "question = \"q\"\n[run]\nstart = 2013-01-01\nstep_days = 7\n[[state]]\nid = \"US\"\nusers = 2.5\n";
  EXPECT_EQ(outline(text), (Lines{"question = \"q\"", "run.start = 2013-01-01", "run.step_days = 7",
                                  "state.US.id = \"US\"", "state.US.users = 2.5"}));
  EXPECT_EQ(outline("# note\n" + text + "\n\n"), outline(text));
}

TEST(Outline, HasOverridesButNotTheNumberOfRuns) {
  const std::string text = "[run]\nreplicates = 5\n[sweep]\ndesign = \"sobol\"\npoints = 4\n";
  EXPECT_TRUE(outline(text).empty());
  EXPECT_EQ(outline(text, {"choose.precision=3", "sweep.points=8"}), (Lines{"choose.precision = 3"}));
}

}  // namespace
}  // namespace comity
