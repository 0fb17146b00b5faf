#include "law/literal.h"

#include "text/toml.h"

#include <gtest/gtest.h>

namespace comity::law {
namespace {

/// The literal behind `x = `, compared with what toml++ makes of it.
Literal decoded(const std::string& written) {
  const std::string text = "x = " + written + "\n";
  Literal literal = read_literal(text, 4);
  EXPECT_EQ(literal.value, toml::parse(text)["x"].value_or(std::string("?"))) << written;
  EXPECT_EQ(literal.offset.size(), literal.value.size() + 1) << written;
  return literal;
}

TEST(Literal, DecodesEveryKindOfString) {
  EXPECT_EQ(decoded("\"a b\"").value, "a b");
  EXPECT_EQ(decoded("'a\\b'").value, "a\\b");
  EXPECT_EQ(decoded("\"\"").value, "");
  EXPECT_EQ(decoded("''").value, "");
  EXPECT_EQ(decoded("\"\"\"\nab\ncd\"\"\"").value, "ab\ncd");
  EXPECT_EQ(decoded("'''\nab\n'''").value, "ab\n");
  EXPECT_EQ(decoded("\"\"\"a \\\n   b\"\"\"").value, "a b");
  EXPECT_EQ(decoded("\"\"\"say \"so\"\"\"\"").value, "say \"so\"");
  EXPECT_EQ(decoded("'''it''s'''").value, "it''s");
  EXPECT_EQ(decoded("\"\"\"\r\na\r\nb\"\"\"").value, "a\nb");
}

TEST(Literal, DecodesEscapes) {
  EXPECT_EQ(decoded("\"\\t\\n\\\"\\\\\\u00e9\\U0001F600\"").value, "\t\n\"\\\u00e9\U0001F600");
}

TEST(Literal, KnowsWhereEachByteStands) {
  const Literal literal = decoded("\"\"\"\n\\u00e9 \\\n  x\"\"\"");  // value: é (two bytes), blank, x
  EXPECT_EQ(literal.offset, (std::vector<std::size_t>{8, 8, 14, 19, 20}));
}

}  // namespace
}  // namespace comity::law
