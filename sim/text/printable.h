/// Text that is safe to show on a terminal, wherever its words came from.
#pragma once

#include <string>
#include <string_view>

namespace comity {

/// The text with everything that could command a terminal, or hide from its reader, replaced by one visible character: control
/// characters other than new line and tab by their pictures (ESC becomes U+241B), the second set of controls (U+0080 to U+009F),
/// marks that turn the direction of writing, and bytes that are no UTF-8 by U+FFFD. All other text stays as it is.
std::string printable(std::string_view text);

}  // namespace comity
