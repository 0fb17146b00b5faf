/// An answer to a question, whatever the question: what was found in words, the tables behind it, what to know about them,
/// and every number in full; and how it is printed.
#pragma once

#include "text/table.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// A text to be written to the file that an option names.
struct Attachment {
  std::string option;  // without dashes
  std::string text;
};

/// People read sentences, tables, notes and details in this order, CSV holds `rows`, JSON `document`.
struct Answer {
  std::vector<std::string> sentences;  // what was found; broken into lines when printed
  std::vector<Table> tables;
  std::vector<std::string> notes;  // what to know about the numbers; broken into lines when printed
  std::string details;             // lines that stand as they are: examples with their rules, places in files
  Table listed;                    // what markdown shows in place of the details; no columns: nothing
  Table rows;                      // all numbers in full, a row each
  Cell document;                   // missing: the rows as objects
  std::vector<Attachment> attachments = {};  // files beside the answer
  bool failed = false;                       // something that was to hold does not: exit code 2
};

/// The formats an answer may be printed in, the usual one first.
inline constexpr std::array<std::string_view, 4> kAnswerFormats = {"text", "json", "markdown", "csv"};

/// The answer in one of `kAnswerFormats`.
std::string format_answer(const Answer& answer, std::string_view format);

}  // namespace comity
