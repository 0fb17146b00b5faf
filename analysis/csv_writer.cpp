#include "analysis/csv_writer.h"

#include "day.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr std::size_t kHeldBack = std::size_t{1} << 20U;

template <class Number>
void append_shortest(std::string& text, Number value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  text.append(digits.data(), end);
}

// Letter by letter: a search for any of four letters asks the library once for each letter of the field.
bool needs_quotes(std::string_view field) {
  return std::any_of(field.begin(), field.end(), [](char letter) {
    return letter == ',' || letter == '"' || letter == '\r' || letter == '\n';
  });
}

}  // namespace

std::string shortest(double value) {
  std::string text;
  if (!std::isnan(value)) append_shortest(text, value);
  return text;
}

CsvWriter::CsvWriter(std::ostream& stream) : stream_(stream), last_day_text_(to_string(Day{0})) {
  buffer_.reserve(kHeldBack + kHeldBack / 8);
}

CsvWriter::~CsvWriter() { stream_ << buffer_; }

void CsvWriter::separate() {
  if (!first_) buffer_ += ',';
  first_ = false;
}

void CsvWriter::text(std::string_view field) {
  separate();
  if (!needs_quotes(field)) {
    buffer_ += field;
    return;
  }
  buffer_ += '"';
  for (const char letter : field) {
    if (letter == '"') buffer_ += '"';
    buffer_ += letter;
  }
  buffer_ += '"';
}

void CsvWriter::number(double value) {
  separate();
  if (!std::isnan(value)) append_shortest(buffer_, value);
}

void CsvWriter::whole(std::size_t value) {
  separate();
  append_shortest(buffer_, value);
}

void CsvWriter::day(double time) {
  separate();
  if (std::isnan(time)) return;
  const double day = std::floor(time);
  if (day != last_day_) {
    last_day_ = day;
    last_day_text_ = to_string(static_cast<Day>(day));
  }
  buffer_ += last_day_text_;
}

void CsvWriter::end_row() {
  buffer_ += '\n';
  first_ = true;
  ++rows_;
  if (buffer_.size() < kHeldBack) return;
  stream_ << buffer_;
  buffer_.clear();
}

}  // namespace comity::analysis
