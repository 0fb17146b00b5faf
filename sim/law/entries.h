/// Typed access to one TOML table; every key that nobody asked for is reported. Internal to sim/law.
#pragma once

#include "law/loading.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::law {

enum class Need : std::uint8_t { optional, required };

/// The entries of a table. What is missing, of the wrong type or unknown goes to the loader's errors.
class Entries {
 public:
  /// `what` begins each message: `rule "a"`.
  Entries(Loader& loader, const toml::table& table, const Place& place, std::string what)
      : loader_(&loader), table_(&table), place_(place), what_(std::move(what)) {}

  const toml::node* node(std::string_view key, Need need = Need::optional);
  std::optional<std::string> text(std::string_view key, Need need = Need::optional);
  std::optional<double> number(std::string_view key, Need need = Need::optional);
  std::optional<bool> truth(std::string_view key);
  std::optional<Day> date(std::string_view key, Need need = Need::optional);

  /// The strings of a list, with places.
  std::vector<RuleDraft::Target> texts(std::string_view key, Need need = Need::optional);

  /// The tables of a list of tables.
  std::vector<const toml::table*> tables(std::string_view key, Need need = Need::optional);

  /// Reports the keys that were not asked for.
  void reject_others();

  Place place_of(const toml::node& node) const { return place_in(node.source(), place_.file); }
  void complain(const Place& place, const std::string& message) {
    loader_->complain(place, what_ + ": " + message);
  }
  const std::string& what() const { return what_; }
  const Place& place() const { return place_; }

 private:
  void wrong_type(std::string_view key, const toml::node& node, const std::string& advice);

  Loader* loader_;
  const toml::table* table_;
  Place place_;
  std::string what_;
  std::vector<std::string> asked_;
};

/// The tables of `[kind.NAME]` with their names, in file order.
std::vector<std::pair<std::string, Entries>> named_tables(Loader& loader, std::uint32_t file,
                                                          std::string_view kind);

}  // namespace comity::law
