/// The only place that writes to standard output and standard error.
#pragma once

#include <string_view>

namespace comity::cli {

/// Prints text for people to standard output; what could command a terminal is shown as a picture (see text/printable.h).
void print_text(std::string_view text);

/// Prints JSON, CSV or a script to standard output, byte for byte: they escape by their own rules.
void print_data(std::string_view text);

/// Prints an answer in a format that was asked for: json and csv are data, all others text for people.
void print_as(std::string_view format, std::string_view answer);

/// Prints a message to standard error, as text for people, with the end of its last line if it has none.
void print_message(std::string_view message);

/// Takes the numbers of standard streams that are closed, so that no file gets them and what is printed does not end in it. The
/// first call of main.
void hold_standard_streams();

/// Waits until all that was printed is out. Gives the program's exit code: `code`, or 1 when it was 0 and standard output
/// could not be written, which is said on standard error.
int finish_output(int code);

}  // namespace comity::cli
