#include "analysis/report_figures.h"

#include "error.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace comity::analysis {
namespace {

namespace fs = std::filesystem;

// A folder of its own, removed with all in it.
class Workplace {
 public:
  Workplace() {
    std::string name = (fs::temp_directory_path() / "comity-figures-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw Error(fmt::format(
          "comity report: no temporary folder {} (no room or no permission). Name another with TMPDIR.",
          name));
    path_ = name;
  }
  ~Workplace() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  const fs::path& path() const { return path_; }

  fs::path write(const std::string& name, std::string_view text) const {
    std::ofstream stream(path_ / name, std::ios::binary);
    stream << text;
    stream.close();
    if (!stream)
      throw Error(fmt::format("{}: cannot be written (is the disk full?).", (path_ / name).string()));
    return path_ / name;
  }

 private:
  fs::path path_;
};

std::string contents_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// Exit status of node with these arguments; its messages go to a file.
int run_node(std::vector<std::string> arguments, const fs::path& messages) {
  std::vector<char*> words;
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, messages.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                   0600);
  pid_t process = 0;
  const int failure = posix_spawnp(&process, "node", &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure == ENOENT)
    throw Error(
        "comity report: there is no node to draw the figures (--figures needs Node.js 18 or newer; the page "
        "does not). "
        "Install it, e.g. apt-get install nodejs, or save single pictures from the page.");
  if (failure != 0) throw Error(fmt::format("comity report: node cannot be started (error {}).", failure));
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> draw_figures(std::string_view script,
                                                              const nlohmann::ordered_json& contents) {
  const Workplace place;
  const fs::path program = place.write("page.cjs", script);
  const fs::path data = place.write("contents.json", contents.dump());
  const fs::path drawn = place.path() / "figures.json";
  const fs::path messages = place.path() / "messages.txt";
  const int status = run_node({"node", program.string(), data.string(), drawn.string()}, messages);
  if (status != 0)
    throw Error(fmt::format(
        "comity report: node could not draw the figures (exit code {}; it needs Node.js 18 or newer):\n{}",
        status, contents_of(messages)));
  std::vector<std::pair<std::string, std::string>> figures;
  for (const auto& figure : nlohmann::ordered_json::parse(contents_of(drawn)))
    figures.emplace_back(figure.at("id").get<std::string>(), figure.at("svg").get<std::string>());
  return figures;
}

}  // namespace comity::analysis
