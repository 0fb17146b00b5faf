#include "sim/text/shell_word.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>

namespace comity {
namespace {

std::string output_of(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  std::string text;
  std::array<char, 256> piece{};
  while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), pipe))
    text.append(piece.data(), count);
  ::pclose(pipe);
  return text;
}

const std::string kNasty = "it's \"$HOME\" `ls` \\ * ? ~ #; | & < > ( ) { } ! $(ls)\n\tend é";

TEST(ShellWord, LeavesPlainWordsAlone) {
  EXPECT_EQ(shell_word("results/a-b_c.h5"), "results/a-b_c.h5");
  EXPECT_EQ(shell_word("choose.precision=3"), "choose.precision=3");
}

TEST(ShellWord, IsReadBackByAShellAsItWas) {
  for (const std::string& word : {kNasty, std::string(), std::string("'"), std::string("-n a")})
    EXPECT_EQ(output_of("printf '[%s]' " + shell_word(word)), "[" + word + "]");
}

TEST(ShellWord, QuotedTwiceComesThroughTwoShells) {
  const std::string inner = "printf '[%s]' " + shell_word(kNasty);
  EXPECT_EQ(output_of("sh -c " + shell_word(inner)), "[" + kNasty + "]");
}

}  // namespace
}  // namespace comity
