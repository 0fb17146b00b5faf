#include "sim/text/printable.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

TEST(Printable, LeavesTextOfAllLanguagesAlone) {
  for (const std::string text : {"", "plain\n\ttext", "Zürich – “1 234 €” 日本 🜚\xC2\xA0no-break"})
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, ShowsControlCharactersAsTheirPictures) {
  EXPECT_EQ(printable("a\x1b[31mred\x07\r\b\x7f"), "a␛[31mred␇␍␈␡");
  EXPECT_EQ(printable(std::string("\0\x1f", 2)), "␀␟");
}

TEST(Printable, ReplacesTheSecondControlsAndMarksThatTurnTheDirection) {
  EXPECT_EQ(printable("\xC2\x80|\xC2\x9B|\xC2\x9F|\xC2\xA0"), "�|�|�|\xC2\xA0");
  EXPECT_EQ(printable("\u202E|\u2066|\u2028|\u200E|\u061C|\u2027|\u202F"), "�|�|�|�|�|\u2027|\u202F");
}

TEST(Printable, ReplacesEveryByteThatIsNoUtf8) {
  EXPECT_EQ(printable("\xE9t\xE9"), "�t�");
  EXPECT_EQ(printable("\xC0\x9B"), "��");            // an overlong ESC
  EXPECT_EQ(printable("\xED\xA0\x80"), "���");       // half a pair
  EXPECT_EQ(printable("\xF4\x90\x80\x80"), "����");  // beyond the last code point
  EXPECT_EQ(printable("\xE2\x82"), "��");            // cut off
}

}  // namespace
}  // namespace comity
