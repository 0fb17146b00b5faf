#include "sim/text/input.h"

#include <gtest/gtest.h>

#include <fstream>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace comity {
namespace {

namespace fs = std::filesystem;

class InputTest : public testing::Test {
 protected:
  InputTest() : folder_(fs::path(testing::TempDir()) / ("comity-input-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~InputTest() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_F(InputTest, ReadsARegularFileWhole) {
  const std::string text(300'000, 'x');
  std::ofstream(folder_ / "long") << text;
  std::ofstream(folder_ / "empty") << "";
  fs::create_symlink("long", folder_ / "link");
  for (const char* name : {"long", "link"}) {
    const InputFile file = read_input_file(folder_ / name);
    EXPECT_EQ(file.problem, "");
    EXPECT_EQ(file.text, text);
  }
  EXPECT_EQ(read_input_file(folder_ / "empty").problem, "");
  EXPECT_EQ(why_unreadable(folder_ / "long"), "");
}

TEST_F(InputTest, RefusesALongerFileThanAsked) {
  std::ofstream(folder_ / "long") << std::string(2'000'001, 'x');
  const InputFile file = read_input_file(folder_ / "long", 2'000'000);
  EXPECT_EQ(file.problem, "it is longer than 2 MB");
  EXPECT_EQ(file.text, "");
  EXPECT_EQ(read_input_file(folder_ / "long", 2'000'001).problem, "");
}

TEST_F(InputTest, NeitherWaitsNorReadsForEver) {
  ::mkfifo((folder_ / "fifo").c_str(), 0600);
  fs::create_symlink("fifo", folder_ / "link");
  fs::create_symlink("loop", folder_ / "loop");
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  (folder_ / "socket").string().copy(address.sun_path, sizeof address.sun_path - 1);
  ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  ::close(socket);
  for (const auto& [name, problem] :
       {std::pair("fifo", "it is a FIFO"), std::pair("link", "it is a FIFO"),
        std::pair(".", "it is a folder"), std::pair("/dev/zero", "it is a device"),
        std::pair("loop", "its links lead in a circle"), std::pair("socket", "it is a socket"),
        std::pair("none", "there is no such file"), std::pair("none/below", "there is no such file")}) {
    EXPECT_EQ(read_input_file(folder_ / name).problem, problem);
    EXPECT_EQ(why_unreadable(folder_ / name), problem);
  }
}

TEST_F(InputTest, NamesTheKindOfWhatIsNoFile) {
  ::mkfifo((folder_ / "fifo").c_str(), 0600);
  std::ofstream(folder_ / "file") << "";
  EXPECT_EQ(kind_of_special(folder_ / "fifo"), "a FIFO");
  EXPECT_EQ(kind_of_special(folder_), "a folder");
  EXPECT_EQ(kind_of_special("/dev/null"), "a device");
  EXPECT_EQ(kind_of_special(folder_ / "file"), "");
  EXPECT_EQ(kind_of_special(folder_ / "none"), "");
}

}  // namespace
}  // namespace comity
