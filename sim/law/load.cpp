#include "law/entries.h"
#include "law/loading.h"

#include "error.h"
#include "text/limits.h"
#include "text/place.h"
#include "text/suggest.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <tuple>

#include <fmt/format.h>

namespace comity::law {
namespace {

constexpr std::size_t kMostErrors = 100;

void parse_file(Loader& loader, std::uint32_t file) {
  const std::string_view text = body(loader.library.files[file]);
  if (const auto excess = find_excess(text)) {
    return loader.complain({file, excess->line, excess->line == 0 ? 0U : 1U}, excess->message);
  }
  try {
    loader.files[file].table = toml::parse(text);
    loader.files[file].readable = true;
  } catch (const toml::parse_error& error) {
    std::string_view what = error.description();
    if (what.starts_with("Error while parsing "))
      what.remove_prefix(std::string_view("Error while parsing ").size());
    loader.complain(place_in(error.source(), file), fmt::format("not valid TOML: {}.", what));
  }
}

bool is_vocabulary(const toml::table& table) {
  if (table.contains("regime") || table.contains("rule")) return false;
  return table.contains("here") || table.contains("demand") || table.contains("between") ||
         table.contains("never") || table.contains("effects");
}

bool is_treaties(const toml::table& table) {
  return table.contains("treaty") && !table.contains("regime") && !table.contains("rule");
}

void reject_other_tables(Loader& loader, std::uint32_t file) {
  const std::vector<std::string> known{"regime", "define", "rule", "schedule", "balance", "test"};
  for (const auto& [key, value] : loader.files[file].table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    const std::string suggestion = did_you_mean(key.str(), known);
    loader.complain(place_in(key.source(), file),
                    fmt::format("\"{}\" does not belong in a rule file.{}", key.str(),
                                suggestion.empty() ? fmt::format(" Known are: {}.", fmt::join(known, ", "))
                                                   : suggestion));
  }
}

void sort_errors(std::vector<LoadError>& errors) {
  const auto order = [](const LoadError& error) {
    return std::tuple{error.place.file, error.place.line, error.place.column};
  };
  std::stable_sort(errors.begin(), errors.end(),
                   [&](const LoadError& left, const LoadError& right) { return order(left) < order(right); });
}

Library throw_errors(Loaded loaded) {
  if (loaded.errors.empty()) return std::move(loaded.library);
  std::string text;
  const std::size_t shown = std::min(loaded.errors.size(), kMostErrors);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& error = loaded.errors[i];
    text += (text.empty() ? "" : "\n") + describe(loaded.library, error.place, "error", error.message);
  }
  if (loaded.errors.size() > shown)
    text += fmt::format("\n… and {} more errors", loaded.errors.size() - shown);
  throw Error(text);
}

void read_regimes(Loader& loader) {
  loader.regime_of.assign(loader.library.files.size(), kNoRegime);
  for (std::uint32_t file = 0; file < loader.files.size(); ++file) {
    if (!loader.files[file].readable || is_vocabulary(loader.files[file].table)) continue;
    if (is_treaties(loader.files[file].table)) {
      read_treaties(loader, file);
      continue;
    }
    reject_other_tables(loader, file);
    read_regime(loader, file);
  }
  link_amended(loader);
  read_definitions(loader);
  const auto count = static_cast<std::uint32_t>(loader.library.regimes.size());
  for (std::uint32_t regime = 0; regime < count; ++regime) read_rules(loader, regime);
  link_rules(loader);
  for (std::uint32_t regime = 0; regime < count; ++regime) read_tables(loader, regime);
}

Loaded finish(Loader& loader) {
  const auto count = static_cast<std::uint32_t>(loader.library.files.size());
  loader.files.resize(count);
  const auto unread = loader.errors;  // files that could not be read are reported already
  for (std::uint32_t file = 0; file < count; ++file) {
    if (std::none_of(unread.begin(), unread.end(),
                     [&](const auto& error) { return error.place.file == file; })) {
      parse_file(loader, file);
    }
  }
  const auto vocabulary = [&](std::uint32_t file) {
    return loader.files[file].readable && is_vocabulary(loader.files[file].table);
  };
  for (std::uint32_t file = 0; file < count; ++file) {
    if (vocabulary(file)) read_vocabulary(loader, file);
  }
  for (std::uint32_t file = 0; file < count; ++file) {
    if (vocabulary(file)) read_never(loader, file);
  }
  read_regimes(loader);
  sort_errors(loader.errors);
  return {std::move(loader.library), std::move(loader.errors)};
}

/// The text of a file; nothing when it cannot be read.
std::optional<std::string> read_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream || std::filesystem::is_directory(path)) return std::nullopt;
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  return stream.bad() ? std::nullopt : std::optional{std::move(text)};
}

}  // namespace

std::string_view body(const SourceFile& file) {
  std::string_view text = file.text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

Place place_in(const toml::source_region& region, std::uint32_t file) {
  Place place{file, region.begin.line, region.begin.column, 1};
  if (region.end.line == region.begin.line && region.end.column > region.begin.column) {
    place.columns = region.end.column - region.begin.column;
  } else if (region.end.line > region.begin.line) {
    place.columns = 1000;  // to the end of the line
  }
  return place;
}

std::string describe(const Library& library, const Place& place, std::string_view kind,
                     std::string_view message) {
  if (library.files.empty()) return fmt::format("{}: {}", kind, message);
  const SourceFile& file = library.files[place.file];
  return format_complaint({file.path, {place.line, place.column}, place.columns, kind, message}, body(file));
}

bool is_name(std::string_view text) {
  const auto fits = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

Library load_texts(std::vector<SourceFile> files) {
  Loader loader;
  loader.library = built_in_library();
  loader.library.files = std::move(files);
  return throw_errors(finish(loader));
}

Library load(const std::vector<std::filesystem::path>& paths) { return throw_errors(try_load(paths)); }

Loaded try_load(const std::vector<std::filesystem::path>& paths) {
  Loader loader;
  loader.library = built_in_library();
  for (const auto& path : paths) {
    errno = 0;
    auto text = read_text(path);
    if (!text) {
      const bool folder = std::filesystem::is_directory(path);
      loader.complain({static_cast<std::uint32_t>(loader.library.files.size())},
                      fmt::format("cannot be read ({}). Name a rule file.",
                                  folder ? "it is a folder" : std::strerror(errno == 0 ? EIO : errno)));
    }
    loader.library.files.push_back({path.string(), std::move(text).value_or(std::string())});
  }
  return finish(loader);
}

}  // namespace comity::law
