/// Small pieces of sentences.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// `Ireland`, `the United States`: the name of a state or union as it stands within a sentence.
std::string with_article(std::string_view name);

/// `a`, `a and b`, `a, b and c`.
std::string listed(const std::vector<std::string>& items);

/// The text with a capital at its beginning.
std::string capital(std::string text);

/// A name of the model as words: `enacted_cloud` as `enacted cloud`.
std::string spaced(std::string name);

}  // namespace comity
