#include "analysis/expression.h"
#include "missing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <string>

namespace comity::analysis {
namespace {

double value_of(const std::string& text, const std::map<std::string, double>& known = {}) {
  ExpressionProblem problem;
  const auto expression = parse_expression(text, problem);
  if (!expression) {
    ADD_FAILURE() << text << ": " << problem.message;
    return kMissing;
  }
  std::vector<double> names;
  for (const ExpressionName& name : expression->names) names.push_back(known.at(name.name + name.label));
  std::vector<double> words;
  for (const ExpressionWord& word : expression->words) words.push_back(known.at(word.text));
  return evaluate(*expression, names, words);
}

struct Problem {
  std::size_t begin;
  std::size_t size;
  std::string message;
};

Problem problem_of(const std::string& text) {
  ExpressionProblem problem;
  EXPECT_FALSE(parse_expression(text, problem)) << text;
  return {problem.place.begin, problem.place.size, problem.message};
}

TEST(Expression, KeepsTheUsualRanks) {
  EXPECT_EQ(value_of("1 + 2 * 3"), 7.0);
  EXPECT_EQ(value_of("(1 + 2) * 3"), 9.0);
  EXPECT_EQ(value_of("8 - 4 - 2"), 2.0);
  EXPECT_EQ(value_of("8 / 4 / 2"), 1.0);
  EXPECT_EQ(value_of("-3 ^ 2"), -9.0);
  EXPECT_EQ(value_of("2 * -3"), -6.0);
  EXPECT_NEAR(value_of("2 ^ 3 ^ 2"), 512.0, 1e-9);
  EXPECT_NEAR(value_of("1 - 2 ^ (-19 / 9)"), 0.7685313219281774, 1e-14);
}

TEST(Expression, ReadsGroupsAndMomentsBehindAName) {
  ExpressionProblem problem;
  const auto read =
      parse_expression("trust[a b] at end - m:us-x at 2014-07-31/average(trust) mean + day", problem);
  ASSERT_TRUE(read) << problem.message;
  ASSERT_EQ(read->names.size(), 4U);
  EXPECT_EQ(read->names[0].label, "a b");
  EXPECT_EQ(read->names[0].moment, Moment::end);
  EXPECT_EQ(read->names[1].label, "us-x");
  EXPECT_EQ(read->names[1].day, day_of(2014, 7, 31));
  EXPECT_TRUE(read->names[2].average);
  EXPECT_EQ(read->names[2].name, "trust");
  EXPECT_EQ(read->names[2].moment, Moment::mean);
  EXPECT_TRUE(read->names[3].plain());
  EXPECT_EQ(problem_of("trust at noon").message,
            "here must stand \"end\" or a date like 2016-07-14, not \"noon\".");
  EXPECT_EQ(problem_of("average(2)").message,
            "here must stand the name of a metric with groups, as in average(trust), not \"2\".");
}

TEST(Expression, ComparesAndCombinesTruths) {
  EXPECT_EQ(value_of("1 < 2 and 2 <= 2 and not 3 > 4"), 1.0);
  EXPECT_EQ(value_of("1 == 2 or 1 != 2"), 1.0);
  EXPECT_EQ(value_of("1 or 0 and 0"), 1.0);
  EXPECT_EQ(value_of("1 + 1 >= 3"), 0.0);
}

TEST(Expression, KnowsFunctionsDatesAndNames) {
  EXPECT_EQ(value_of("abs(-2.5) + min(3, 4) + max(3, 4)"), 9.5);
  EXPECT_EQ(value_of("2016-07-14 - 2013-12-04"), 953.0);
  EXPECT_EQ(value_of("2016 - 7"), 2009.0);
  EXPECT_EQ(value_of("reversed[apex] / config.run.scale", {{"reversedapex", 3.0}, {"config.run.scale", 2.0}}),
            1.5);
  EXPECT_EQ(value_of("share[a question of words]", {{"sharea question of words", 4.0}}), 4.0);
  EXPECT_EQ(value_of("order + android", {{"order", 1.0}, {"android", 2.0}}), 3.0);
}

TEST(Expression, ComparesNamesWithWords) {
  const std::map<std::string, double> known = {{"state", 3.0}, {"US", 3.0}, {"IE", 4.0}};
  EXPECT_EQ(value_of("state == \"US\"", known), 1.0);
  EXPECT_EQ(value_of("state == 'IE'", known), 0.0);
  EXPECT_EQ(value_of("not (state != \"IE\")", known), 0.0);
}

TEST(Expression, StaysMissingWhereAnythingIsMissing) {
  EXPECT_TRUE(std::isnan(value_of("1 / 0")));
  EXPECT_TRUE(std::isnan(value_of("0 * x", {{"x", kMissing}})));
  EXPECT_TRUE(std::isnan(value_of("x > 1 or 1 == 1", {{"x", kMissing}})));
  EXPECT_TRUE(std::isnan(value_of("not x", {{"x", kMissing}})));
  EXPECT_TRUE(std::isnan(value_of("max(x, 1)", {{"x", kMissing}})));
  EXPECT_TRUE(std::isnan(value_of("(-8) ^ 0.5")));
}

TEST(Expression, SaysWhatIsWrongAndWhere) {
  const auto check = [](const std::string& text, std::size_t begin, std::size_t size,
                        const std::string& message) {
    const Problem problem = problem_of(text);
    EXPECT_EQ(problem.message, message) << text;
    EXPECT_EQ(problem.begin, begin) << text;
    EXPECT_EQ(problem.size, size) << text;
  };
  check("", 0, 0, "here must stand a number, a name or a bracket, not the end.");
  check("1 + * 2", 4, 1, "here must stand a number, a name or a bracket, not \"*\".");
  check("1 2", 2, 1, "here must stand an operator or the end, not \"2\".");
  check("(1 + 2", 6, 0, "here must stand \")\", not the end.");
  check("mni(1, 2)", 0, 3,
        "there is no function mni (functions: average, abs, min, max). Did you mean \"min\"?");
  check("min(1)", 5, 1, "here must stand \",\": min takes 2 values, not \")\".");
  check("abs(1, 2)", 5, 1, "here must stand \")\": abs takes 1 value, not \",\".");
  check("state == \"US", 9, 1, "this quotation mark is never closed.");
  check("\"US\" == state", 0, 4, "a text can only stand behind a name and == or !=, as in state == \"US\".");
  check("state < \"US\"", 8, 4, "a text can only stand behind a name and == or !=, as in state == \"US\".");
  check("reversed[]", 8, 1, "brackets must hold a label, e.g. reversed[apex].");
  check("12abc", 0, 5, "this is neither a number nor a date like 2016-07-14.");
  check("1 < 2 < 3", 6, 1, "here must stand an operator or the end, not \"<\".");
}

TEST(Expression, RefusesToNestWithoutEnd) {
  const std::string deep(1000, '(');
  EXPECT_EQ(problem_of(deep).message, "nested more than 50 deep.");
  EXPECT_EQ(problem_of(std::string(1000, '-') + "1").message, "nested more than 50 deep.");
  std::string fits = "1";
  for (int level = 0; level < 49; ++level) fits = "0 or 1 and 1 == 0 + 1 * -(" + fits + ") * -1";
  ExpressionProblem problem;
  EXPECT_FALSE(parse_expression(fits, problem)) << "two levels each";
  std::string bracketed = "1";
  for (int level = 0; level < 50; ++level) bracketed = "0 or 1 and 1 == 0 + 1 * (" + bracketed + ")";
  EXPECT_EQ(value_of(bracketed), 1.0);
}

}  // namespace
}  // namespace comity::analysis
