/// The model's tables as rows of text, and the formats to print them in.
#pragma once

#include <string>
#include <vector>

namespace comity {

/// A table: every row has a text per column.
struct Listing {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

/// Names of the tables there are.
std::vector<std::string> listing_names();

/// The table of this name, one of `listing_names`.
Listing make_listing(const std::string& name);

/// As `text`, `json`, `markdown` or `csv` (RFC 4180).
std::string format_listing(const Listing& listing, const std::string& format);

}  // namespace comity
