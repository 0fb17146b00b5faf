// A scenario read from texts in memory is the scenario read from its files.
#include "error.h"
#include "run/run.h"
#include "scenario/loader.h"
#include "support/play.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace comity {
namespace {

const std::string kFolder = COMITY_SOURCE_DIR "/scenarios";

// The texts of a scenario with paths as seen from its folder, as results files keep them.
std::vector<InputText> texts_of(const Config& config) {
  std::vector<InputText> texts;
  const auto add = [&](const std::string& path, const std::string& text) {
    texts.push_back({std::filesystem::path(path).lexically_relative(kFolder).string(), text});
  };
  for (const InputText& input : config.inputs) add(input.path, input.text);
  for (const InputText& file : config.library.files) add(file.path, file.text);
  return texts;
}

TEST(Texts, GiveTheSameRunAsTheFiles) {
  const std::vector<std::string> overrides = {"run.end=2022-06-01", "assist.load=0.5"};
  const Config files = load_scenario(kFolder + "/two-states.toml", overrides);
  const Config texts = load_scenario(texts_of(files), overrides);
  EXPECT_EQ(texts.name, files.name);
  EXPECT_EQ(texts.inputs.size(), files.inputs.size());
  EXPECT_EQ(texts.library.files.size(), files.library.files.size());
  EXPECT_EQ(hash_of(test::run_once(texts, 1)), hash_of(test::run_once(files, 1)));
}

TEST(Texts, AreAllThatIsRead) {
  std::vector<InputText> texts = texts_of(load_scenario(kFolder + "/two-states.toml"));
  texts.back().text += "\nnonsense\n";
  EXPECT_THROW(load_scenario(texts), Error);
  texts.pop_back();
  try {
    load_scenario(texts);
    FAIL() << "a law text is missing";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("cannot be read"), std::string::npos) << error.what();
  }
}

TEST(Texts, AreFoundWhenTheScenarioNamesAFileByItsWholePath) {
  std::vector<InputText> texts = texts_of(load_scenario(kFolder + "/two-states.toml"));
  for (InputText& text : texts) text.path = "../scenarios/" + text.path;
  texts.insert(texts.begin(),
               {"own.toml", "question = \"q\"\ninclude = \"/home/somebody/scenarios/two-states.toml\"\n"});
  EXPECT_EQ(load_scenario(texts).states.size(), 2U);
}

// Before readings had words, a ruling was forced by `accepted`, and rule files said no more than `question`.
TEST(Texts, OfEarlierVersionsAreReadAsTheyMeantIt) {
  std::vector<InputText> texts = texts_of(load_scenario(kFolder + "/two-states.toml"));
  for (InputText& text : texts) {
    if (!text.path.ends_with("northland.toml")) continue;
    const auto cut = [&](const std::string& from, const std::string& to) {
      const std::size_t begin = text.text.find(from);
      ASSERT_NE(begin, std::string::npos) << from;
      text.text.erase(begin, text.text.find(to, begin) - begin);
    };
    cut("[question.", "[rule.");
    cut("reading ", "\n");
  }
  const std::string ruling =
      "question = \"q\"\ninclude = \"two-states.toml\"\n[[ruling]]\ndate = 2021-01-01\nstate = \"XN\"\n"
      "court = \"apex\"\nquestion = \"northland-order-stops-at-border\"\naccepted = ";
  for (const bool accepted : {true, false}) {
    std::vector<InputText> whole = texts;
    whole.insert(whole.begin(), {"own.toml", ruling + (accepted ? "true\n" : "false\n")});
    const Config config = load_scenario(whole);
    ASSERT_EQ(config.rulings.size(), 1U);
    EXPECT_EQ(config.rulings[0].accepted, accepted);
    EXPECT_EQ(config.library.questions.at(0).name, "northland-order-stops-at-border");
  }
}

}  // namespace
}  // namespace comity
