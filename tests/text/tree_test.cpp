#include "text/tree.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>

namespace comity {
namespace {

Value in_toml(const std::string& word) {
  Complaints complaints;
  const auto root = parse_text(complaints, add_text(complaints, "word.toml", "value = " + word + "\n"));
  return root ? root->items.at(0) : Value{};
}

// A fraction is read without the parser of TOML, to the last bit as it would read it.
TEST(Tree, AFractionMeansWhatTomlReads) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> exponent(-300.0, 300.0);
  for (int i = 0; i < 2000; ++i) {
    const double number = (i % 2 == 0 ? 1.0 : -1.0) * std::pow(10.0, exponent(random));
    const std::string word = i % 3 == 0 ? fmt::format("{:.4e}", number) : fmt::format("{:e}", number);
    const Value read = parse_word(word, {});
    const Value expected = in_toml(word);
    ASSERT_EQ(expected.kind, Value::Kind::number) << word;
    ASSERT_EQ(read.kind, expected.kind) << word;
    ASSERT_EQ(std::bit_cast<std::uint64_t>(read.number), std::bit_cast<std::uint64_t>(expected.number))
        << word;
    ASSERT_EQ(read.whole, expected.whole);
    ASSERT_EQ(read.text, expected.text);
  }
  for (const char* word : {"0.05", "-0.0", "+1.5", "123456789.123456789", "3e2", "1E-7", "0.1e1"}) {
    const Value read = parse_word(word, {});
    ASSERT_EQ(read.kind, Value::Kind::number) << word;
    ASSERT_EQ(std::bit_cast<std::uint64_t>(read.number), std::bit_cast<std::uint64_t>(in_toml(word).number))
        << word;
  }
}

TEST(Tree, WhatIsNoFractionIsReadAsTomlHasIt) {
  EXPECT_EQ(parse_word("5", {}).kind, Value::Kind::whole);
  EXPECT_EQ(parse_word("2014-07-16", {}).kind, Value::Kind::date);
  EXPECT_EQ(parse_word("true", {}).kind, Value::Kind::flag);
  EXPECT_EQ(parse_word("0xe1", {}).whole, 225);
  for (const char* text : {"e", "1.2.3", "1-2.3", ".", "1e999", "-"})
    EXPECT_EQ(parse_word(text, {}).kind, Value::Kind::text) << text;
  for (const char* loose : {".5", "5.", "007.5"})
    EXPECT_EQ(parse_word(loose, {}).kind, Value::Kind::number) << loose;
}

}  // namespace
}  // namespace comity
