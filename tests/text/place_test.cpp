#include "text/place.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

TEST(Place, CountsColumnsInCodePoints) {
  const std::string text = "a\nGödel = 1\r\nlast";
  EXPECT_EQ(place_of(text, text.find('=')).line, 2U);
  EXPECT_EQ(place_of(text, text.find('=')).column, 7U);
  EXPECT_EQ(line_at(text, 2), "Gödel = 1");
  EXPECT_EQ(line_at(text, 3), "last");
  EXPECT_EQ(line_at(text, 4), "");
}

TEST(Place, AndOffsetAreInverse) {
  const std::string text = "é\n\tbé = 'ü'\n\nend";
  for (std::size_t offset = 0; offset <= text.size(); ++offset) {
    if (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U) continue;
    EXPECT_EQ(offset_of(text, place_of(text, offset)), offset);
  }
}

TEST(Place, ALongLineIsShownAroundThePlace) {
  const std::string text = std::string(500, 'a') + "b" + std::string(500, 'c');
  EXPECT_EQ(point_at(text, {1, 501}, 1), "    1 | …" + std::string(60, 'a') + "b" + std::string(59, 'c') +
                                             "…\n      | " + std::string(61, ' ') + "^");
  EXPECT_EQ(point_at(text, {1, 3}, 2), "    1 | " + std::string(62, 'a') + "…\n      |   ^~");
  EXPECT_EQ(point_at(text, {1, 1001}, 1),
            "    1 | …" + std::string(60, 'c') + "c\n      | " + std::string(61, ' ') + "^");
}

TEST(Place, BehindTheTextIsItsEnd) {
  EXPECT_EQ(offset_of("ab\ncd", {9, 1}), 5U);
  EXPECT_EQ(offset_of("ab\ncd", {1, 9}), 2U);
}

TEST(Complaint, PointsUnderTheWords) {
  const std::string text = "[run]\n\tname = \"Köln\" # x\n";
  EXPECT_EQ(format_complaint({"s.toml", {2, 9}, 6, "error", "wrong"}, text),
            "s.toml:2:9: error: wrong\n"
            "    2 | \tname = \"Köln\" # x\n"
            "      | \t       ^~~~~~");
}

TEST(Complaint, EndsItsTildesWithTheLine) {
  EXPECT_EQ(point_at("ab", {1, 2}, 50), "    1 | ab\n      |  ^");
  EXPECT_EQ(point_at("ab", {1, 9}, 50), "    1 | ab\n      |   ^");
}

TEST(Complaint, WithoutALineNamesTheFile) {
  EXPECT_EQ(format_complaint({"s.toml", {}, 1, "error", "cannot be read"}, ""),
            "s.toml: error: cannot be read");
}

TEST(Complaint, ToleratesDamagedBytes) {
  EXPECT_EQ(count_columns("\xff\x80\xc3"), 2U);
  EXPECT_EQ(point_at("\xff = 1", {1, 3}, 1), "    1 | \xff = 1\n      |   ^");
}

}  // namespace
}  // namespace comity
