#include "results/safe_file.h"

#include "error.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <vector>

namespace comity {
namespace {

namespace fs = std::filesystem;

class SafeFileTest : public testing::Test {
 protected:
  SafeFileTest() : folder_(fs::path(testing::TempDir()) / ("comity-safe-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~SafeFileTest() override { fs::remove_all(folder_); }

  // The message of the error, without the folder.
  std::string error_of(const std::function<void()>& action) const {
    try {
      action();
    } catch (const Error& error) {
      std::string message = error.what();
      for (std::size_t at = 0; (at = message.find(folder_.string() + "/")) != std::string::npos;)
        message.erase(at, folder_.string().size() + 1);
      return message;
    }
    return "no error";
  }

  std::string error_of_files(const std::vector<fs::path>& outputs,
                             const std::vector<fs::path>& inputs) const {
    const auto whole = [&](std::vector<fs::path> names) {
      for (fs::path& name : names) name = folder_ / name;
      return names;
    };
    return error_of([&] { check_outputs(whole(outputs), whole(inputs)); });
  }

  fs::path folder_;
};

TEST_F(SafeFileTest, NeverTakesThePlaceOfWhatIsNoFile) {
  ::mkfifo((folder_ / "fifo").c_str(), 0600);
  fs::create_symlink("fifo", folder_ / "link");
  fs::create_directory(folder_ / "sub");
  for (const char* name : {"fifo", "link"}) {
    EXPECT_EQ(
        error_of([&] { const SafeFile file(folder_ / name, Overwrite::yes); }),
        std::string(name) +
            ": is a FIFO (a file is needed; results are never written to anything else, --force or not). "
            "Choose another name with --out; an answer that is printed can go there with >.");
  }
  EXPECT_EQ(error_of([&] { const SafeFile file(folder_ / "sub", Overwrite::yes); }).find("sub: is a folder"),
            0U);
  EXPECT_TRUE(fs::is_fifo(folder_ / "fifo"));
}

TEST_F(SafeFileTest, NeverTakesThePlaceOfAnOpenFilesName) {
  fs::create_symlink("/dev/stdout", folder_ / "link");
  for (const fs::path& name :
       {fs::path("/dev/stdout"), fs::path("/dev/fd/1"), fs::path("/proc/self/fd/1"), folder_ / "link"})
    EXPECT_NE(error_of([&] { check_output(name); }), "no error") << name;
  EXPECT_EQ(error_of([&] { check_output("-"); }).find("-: is no name of standard output"), 0U);
  EXPECT_EQ(error_of([&] { check_output(folder_ / "-"); }), "no error");
  EXPECT_EQ(error_of([&] { check_output("/dev/shm/comity-none"); }), "no error");
}

TEST_F(SafeFileTest, LooksOnceMoreBeforeItGivesTheName) {
  SafeFile file(folder_ / "late", Overwrite::yes);
  std::ofstream(file.temporary()) << "text";
  ::mkfifo((folder_ / "late").c_str(), 0600);
  EXPECT_EQ(error_of([&] { file.keep(); }).find("late: is a FIFO"), 0U);
  EXPECT_TRUE(fs::is_fifo(folder_ / "late"));
}

TEST_F(SafeFileTest, SeesThatAnOutputIsAnInputByWhateverName) {
  std::ofstream(folder_ / "in.h5") << "in";
  fs::create_hard_link(folder_ / "in.h5", folder_ / "hard");
  fs::create_symlink("in.h5", folder_ / "soft");
  fs::create_directory(folder_ / "sub");
  EXPECT_EQ(error_of_files({"in.h5"}, {"other", "in.h5"}),
            "in.h5: is an input of this command (it would be lost). Choose another name.");
  for (const char* name : {"hard", "soft", "sub/../in.h5"})
    EXPECT_EQ(
        error_of_files({name}, {"in.h5"}),
        std::string(name) +
            ": is an input of this command, the same file as in.h5 (it would be lost). Choose another name.");
  EXPECT_EQ(error_of_files({"out.h5"}, {"in.h5", "hard"}), "no error");
}

TEST_F(SafeFileTest, SeesThatTwoOutputsAreOne) {
  EXPECT_EQ(error_of_files({"a", "b", "a"}, {}), "a: is given for two outputs. Give each a name of its own.");
  EXPECT_EQ(error_of_files({"a", "./a"}, {}),
            "./a: is given for two outputs, also as a. Give each a name of its own.");
  EXPECT_EQ(error_of_files({"a", "b"}, {"c"}), "no error");
}

}  // namespace
}  // namespace comity
