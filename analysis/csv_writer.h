/// CSV (RFC 4180, lines end with LF, UTF-8) written row by row.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

namespace comity::analysis {

/// The shortest number that reads back the same; empty for NaN.
std::string shortest(double value);

/// Puts fields one after the other, commas between them; holds about a megabyte back.
class CsvWriter {
 public:
  explicit CsvWriter(std::ostream& stream);
  ~CsvWriter();
  CsvWriter(const CsvWriter&) = delete;
  CsvWriter& operator=(const CsvWriter&) = delete;

  /// A text, quoted where needed; empty for missing.
  void text(std::string_view field);

  /// A number as `shortest` writes it.
  void number(double value);

  /// A whole number.
  void whole(std::size_t value);

  /// The calendar day, 2013-12-04, on which a moment [day since 1970-01-01] falls; empty for NaN.
  void day(double time);

  void end_row();

  /// Rows ended so far.
  std::size_t rows() const { return rows_; }

 private:
  void separate();

  std::ostream& stream_;
  std::string buffer_;
  std::size_t rows_ = 0;
  bool first_ = true;  // in its row
  double last_day_ = 0.0;
  std::string last_day_text_;
};

}  // namespace comity::analysis
