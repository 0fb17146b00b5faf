/// A TOML document as a tree of values that know where they stand, and complaints about them.
#pragma once

#include "day.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// A text that was read, kept verbatim for messages and provenance.
struct InputText {
  std::string path;  // as the user gave it
  std::string text;
};

/// The text without byte order mark: what places count in.
std::string_view body(std::string_view text);

/// Where something stands in the texts that were read. Line and column count from 1, columns in code points.
struct Spot {
  std::uint32_t file = 0;  // index into Complaints::files
  std::uint32_t line = 0;  // 0: the file (or the command line) as a whole
  std::uint32_t column = 0;
  std::uint32_t columns = 1;  // width of the words; past the end of the line: up to it
};

/// One value of a document: a leaf, a list or a table.
struct Value {
  enum class Kind : std::uint8_t { text, whole, number, flag, date, time, date_time, list, table };
  Kind kind = Kind::table;
  std::string key;  // of a table's item
  Spot key_spot;
  Spot spot;
  std::string text;     // Kind::text: itself
  double number = 0.0;  // Kind::whole too, so that `5` is a number
  std::int64_t whole = 0;
  bool flag = false;
  Day date = 0;
  std::vector<Value> items;  // of a list or table, in the order of the text
};

/// A mistake: where, and what is wrong, without the place.
struct Wrong {
  Spot spot;
  std::string message;
};

/// What is wrong, collected until the end, with the texts that are needed to show it.
struct Complaints {
  std::span<const InputText> archive;  // texts to read in place of files; none: from the disk
  std::vector<InputText> files;
  std::size_t read = std::size_t(-1);  // files from here on were not read: they are words of --set
  std::vector<Wrong> wrongs;
  bool incomplete = false;         // a file could not be read, so that the rest would only look wrong
  std::vector<std::string> ready;  // complaints that come with place and source line, from the law files
};

/// Adds a text that spots can refer to; returns its index.
std::uint32_t add_text(Complaints& complaints, std::string path, std::string text);

/// Notes something wrong.
void complain(Complaints& complaints, const Spot& spot, std::string message);

/// Puts mistakes in the order of files and lines.
void sort_wrongs(std::vector<Wrong>& wrongs);

/// Throws Error with everything wrong in the order of files and lines; does nothing when all is well.
void throw_if_wrong(const Complaints& complaints);

/// Parses one of the texts; what is no TOML is complained about and gives nothing.
std::optional<Value> parse_text(Complaints& complaints, std::uint32_t file);

/// Parses the value of `--set name=value`: a TOML value, a number as people write it (.7, 7., +1.e3), or else a text, so
/// that words need no quotes.
Value parse_word(const std::string& word, const Spot& spot);

/// Gives a value and everything in it the same place.
void place_all(Value& value, const Spot& spot);

/// The item of a table with this key.
const Value* find_item(const Value& table, std::string_view key);
Value* find_item(Value& table, std::string_view key);

/// Where a table says this key; where the table begins when it does not.
Spot spot_of(const Value& table, std::string_view key);

/// A value in words for messages: `-3`, `the text "six"`, `a list`.
std::string in_words(const Value& value);

}  // namespace comity
