#include "law/load.h"

#include "law/codes.h"
#include "law/loading.h"
#include "law/question_file.h"
#include "law/rule_file.h"
#include "law/treaty_file.h"
#include "law/vocabulary.h"
#include "text/input.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// What a file is for, by the tables it has.
enum class FileKind : std::uint8_t { unreadable, rules, vocabulary, treaties };

FileKind kind_of(const std::optional<Value>& root) {
  const auto has = [&](std::string_view name) { return find_item(*root, name) != nullptr; };
  if (!root) return FileKind::unreadable;
  if (has("regime") || has("rule")) return FileKind::rules;
  const auto tables = vocabulary_tables();
  if (std::any_of(tables.begin(), tables.end(), has)) return FileKind::vocabulary;
  return has("treaty") ? FileKind::treaties : FileKind::rules;
}

void parse_file(Loader& loader, std::uint32_t file) {
  auto& wrongs = loader.complaints.wrongs;
  const auto unread = [&](const Wrong& wrong) { return wrong.spot.file == file; };
  if (std::any_of(wrongs.begin(), wrongs.end(), unread)) return;  // reported already
  loader.roots[file] = parse_text(loader.complaints, file);
  if (loader.roots[file]) return;
  constexpr std::string_view kNoise = "Error while parsing ";
  std::string& message = wrongs.back().message;
  if (const auto at = message.find(kNoise); at != std::string::npos) message.erase(at, kNoise.size());
}

void read_regimes(Loader& loader) {
  link_amended(loader);
  read_definitions(loader);
  const auto count = static_cast<std::uint32_t>(loader.library.regimes.size());
  for (const Regime& regime : loader.library.regimes) read_questions(loader, regime.file);
  for (std::uint32_t regime = 0; regime < count; ++regime) read_rules(loader, regime);
  check_asked(loader);
  link_rules(loader);
  for (std::uint32_t regime = 0; regime < count; ++regime) read_tables(loader, regime);
}

/// Reads the files whose texts are in the complaints.
Loaded finish(Loader& loader) {
  const std::size_t count = loader.complaints.files.size();
  loader.roots.resize(count);
  loader.regime_of.assign(count, kNoRegime);
  for (std::uint32_t file = 0; file < count; ++file) parse_file(loader, file);
  const auto each = [&](FileKind kind, void (*read)(Loader&, std::uint32_t)) {
    for (std::uint32_t file = 0; file < count; ++file) {
      if (kind_of(loader.roots[file]) == kind) read(loader, file);
    }
  };
  each(FileKind::vocabulary, read_vocabulary);
  each(FileKind::vocabulary, read_never);
  each(FileKind::treaties, read_treaties);
  each(FileKind::rules, read_regime);
  read_regimes(loader);
  check_codes(loader);
  sort_wrongs(loader.complaints.wrongs);
  loader.library.files = std::move(loader.complaints.files);
  return {std::move(loader.library), std::move(loader.complaints.wrongs)};
}

Library throw_errors(Loaded loaded) {
  Complaints complaints;
  complaints.wrongs = std::move(loaded.errors);
  if (!complaints.wrongs.empty()) complaints.files = loaded.library.files;
  throw_if_wrong(complaints);
  return std::move(loaded.library);
}

Library load_all(std::vector<InputText> files, std::vector<std::string> unions, bool recorded) {
  Loader loader;
  loader.recorded = recorded;
  loader.library = built_in_library();
  loader.complaints.files = std::move(files);
  loader.unions = std::move(unions);
  return throw_errors(finish(loader));
}

}  // namespace

Library load_texts(std::vector<InputText> files, std::vector<std::string> unions) {
  return load_all(std::move(files), std::move(unions), false);
}

Library load_recorded(std::vector<InputText> files, std::vector<std::string> unions) {
  return load_all(std::move(files), std::move(unions), true);
}

Library load(const std::vector<std::filesystem::path>& paths, std::vector<std::string> unions) {
  return throw_errors(try_load(paths, std::move(unions)));
}

Loaded try_load(const std::vector<std::filesystem::path>& paths, std::vector<std::string> unions) {
  Loader loader;
  loader.library = built_in_library();
  loader.unions = std::move(unions);
  for (const auto& path : paths) {
    InputFile input = read_input_file(path);
    const auto file = add_text(loader.complaints, path.string(), std::move(input.text));
    if (!input.problem.empty())
      loader.complain({file}, fmt::format("cannot be read ({}). Name a rule file.", input.problem));
  }
  return finish(loader);
}

std::vector<KeyDocument> law_keys() {
  std::vector<KeyDocument> keys;
  document_rule_files(keys);
  document_treaties(keys);
  document_vocabulary(keys);
  return keys;
}

}  // namespace comity::law
