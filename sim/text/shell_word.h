/// The only place that quotes for a shell.
#pragma once

#include <string>
#include <string_view>

namespace comity {

/// A word that a POSIX shell reads back as it is: blanks, quotes, $, backticks and new lines mean nothing in it. Words that need
/// no quotes have none. Quoted twice, it comes through two shells.
std::string shell_word(std::string_view word);

}  // namespace comity
