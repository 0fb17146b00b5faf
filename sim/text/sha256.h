/// SHA-256 (FIPS 180-4), so that a text in a results file can be compared with the one on disk.
#pragma once

#include <string>
#include <string_view>

namespace comity {

/// The digest as 64 hexadecimal digits, as `sha256sum` prints it.
std::string sha256(std::string_view text);

}  // namespace comity
