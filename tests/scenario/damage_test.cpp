// Damaged scenarios: whatever a file says, loading it ends with a Config or an Error.
#include "scenario/scenario_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

/// A whole sound scenario with every kind of entry; its law files are named from the root of the project.
std::string sound_text() {
  std::ifstream stream(scenario_file("small.toml"), std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  const std::string root = std::filesystem::current_path().string() + "/tests/scenario/files/law/";
  for (std::size_t at = 0; (at = text.find("\"law/", at)) != std::string::npos; at += root.size()) {
    text.replace(at + 1, 4, root);
  }
  return text;
}

class Damage {
 public:
  explicit Damage(std::string text) : text_(std::move(text)) {}

  /// The text with some lines or characters lost, doubled, swapped or replaced.
  std::string damaged() {
    std::string text = text_;
    for (std::size_t times = 1 + below(4); times > 0; --times) {
      const std::size_t at = below(text.size());
      const std::size_t length = 1 + below(12);
      switch (below(5)) {
        case 0:
          text.erase(at, length);
          break;
        case 1:
          text.insert(at, text_.substr(below(text_.size()), length));
          break;
        case 2:
          text[at] = kLetters[below(kLetters.size())];
          break;
        case 3:
          text.insert(at, text_.substr(line_begin(below(text_.size())), 60));
          break;
        default:
          std::swap(text[at], text[below(text.size())]);
          break;
      }
    }
    return text;
  }

 private:
  std::size_t below(std::size_t bound) { return bits_() % bound; }
  std::size_t line_begin(std::size_t at) const { return text_.rfind('\n', at) + 1; }

  const std::string kLetters = "[]{}=\",.#'-0129eEtTnx \n\t\\\x80\xff";
  std::string text_;
  std::mt19937 bits_{20131204};
};

TEST(DamagedScenarios, AreLoadedOrReported) {
  const std::string sound = sound_text();
  const auto file = scratch_file("comity_damage_test.toml");
  Damage damage(sound);
  int reported = 0;
  for (int i = 0; i < 1500; ++i) {
    std::ofstream(file, std::ios::binary) << damage.damaged();
    const std::string error = scenario_error(file.string(), {});
    if (error.empty()) continue;
    ++reported;
    EXPECT_NE(error.find(": error: "), std::string::npos) << error;
  }
  EXPECT_GT(reported, 1000) << "most damage is a mistake";
  std::ofstream(file, std::ios::binary) << sound;
  EXPECT_EQ(scenario_error(file.string(), {}), "") << "the undamaged scenario is sound";
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace comity
