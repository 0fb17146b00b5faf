#include "law/codes.h"

#include "text/state_code.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// Where a code stands, and how its error begins.
struct WrittenCode {
  const Value& value;
  std::string what;  // `treaty: "parties" names`
  bool any = false;  // "*" is allowed
};

bool is_known_code(const Loader& loader, const std::string& code) {
  const auto& unions = loader.unions;
  return is_state_code(code) || std::find(unions.begin(), unions.end(), code) != unions.end();
}

void check_code(Loader& loader, const WrittenCode& written) {
  const std::string& code = written.value.text;
  if (written.value.kind != Value::Kind::text || is_known_code(loader, code) || (written.any && code == "*"))
    return;
  loader.complain(
      written.value.spot,
      fmt::format(
          "{} \"{}\" (must be a code of ISO 3166-1 with two letters{} a union that a [[treaty]] of kind "
          "\"membership\" declares).{}",
          written.what, code, written.any ? ", \"*\", or" : " or", state_code_advice(code)));
}

/// The entries of [[treaty]] in a file.
std::vector<const Value*> treaty_entries(const Loader& loader, std::uint32_t file) {
  std::vector<const Value*> entries;
  const Value* list = loader.roots[file] ? find_item(*loader.roots[file], "treaty") : nullptr;
  if (list == nullptr || list->kind != Value::Kind::list) return entries;
  for (const Value& entry : list->items) entries.push_back(&entry);
  return entries;
}

void declare_union(Loader& loader, const Value& joined) {
  if (joined.kind != Value::Kind::text) return;
  if (is_state_code(joined.text) && joined.text[0] != 'X') {
    loader.complain(joined.spot,
                    fmt::format("treaty: \"union\" is \"{}\", a code of ISO 3166-1 for states. Give "
                                "the union another, such as \"EU\".",
                                joined.text));
  }
  loader.unions.push_back(joined.text);
}

void check_treaty(Loader& loader, const Value& entry) {
  for (const char* key : {"parties", "between"}) {
    const Value* sides = find_item(entry, key);
    if (sides == nullptr || sides->kind != Value::Kind::list) continue;
    for (const Value& side : sides->items)
      check_code(loader, {side, fmt::format("treaty: \"{}\" names", key)});
  }
  if (const Value* by = find_item(entry, "by")) check_code(loader, {*by, "treaty: \"by\" is"});
}

}  // namespace

void check_codes(Loader& loader) {
  const auto count = static_cast<std::uint32_t>(loader.roots.size());
  loader.unions.emplace_back("EU");
  for (std::uint32_t file = 0; file < count; ++file) {
    for (const Value* entry : treaty_entries(loader, file)) {
      if (const Value* joined = find_item(*entry, "union")) declare_union(loader, *joined);
    }
  }
  for (std::uint32_t file = 0; file < count; ++file) {
    for (const Value* entry : treaty_entries(loader, file)) check_treaty(loader, *entry);
    const Value* regime = loader.roots[file] ? find_item(*loader.roots[file], "regime") : nullptr;
    const Value* state = regime == nullptr ? nullptr : find_item(*regime, "state");
    if (state != nullptr) check_code(loader, {*state, "regime: \"state\" is", true});
  }
}

}  // namespace comity::law
