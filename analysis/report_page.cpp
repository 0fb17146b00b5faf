#include "analysis/report_page.h"

#include "text/sha256.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

namespace comity::analysis {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

std::string html_safe(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kMarks{
      {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}}};
  for (const auto& [from, to] : kMarks) replace_all(text, from, to);
  return text;
}

// 'sha256-…' of a text, as a Content Security Policy names it: the digest in base 64, six bits a letter.
std::string policy_hash(std::string_view text) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string digits =
      sha256(text) + "00";  // 66 hexadecimal digits: 44 letters, the last one filled up with "="
  std::string letters;
  for (std::size_t at = 0; at < digits.size(); at += 3) {
    std::uint32_t bits = 0;
    std::from_chars(digits.data() + at, digits.data() + at + 3, bits, 16);
    letters += {kLetters[bits >> 6U], kLetters[bits & 63U]};
  }
  letters.back() = '=';
  return fmt::format("'sha256-{}'", letters);
}

}  // namespace

// Within JSON and JavaScript strings "\u003c" and "\x3c" mean "<"; elsewhere in a bundle "</script" and "<!--" do not occur.
std::string script_safe(std::string text) {
  replace_all(text, "</script", "<\\/script");
  replace_all(text, "<!--", "<\\!--");
  return text;
}

std::string page_html(const PageParts& parts, const nlohmann::ordered_json& contents) {
  using Fill = std::pair<std::string_view, std::string>;
  std::string data = contents.dump();
  replace_all(data, "<", "\\u003c");
  std::string script = script_safe(std::string(parts.script));
  std::string policy = fmt::format(
      "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
      policy_hash(parts.style), policy_hash(script));
  const std::array<Fill, 5> fills{{{"{{title}}", html_safe(contents.at("name").get<std::string>())},
                                   {"{{policy}}", std::move(policy)},
                                   {"{{style}}", std::string(parts.style)},
                                   {"{{data}}", std::move(data)},
                                   {"{{script}}", std::move(script)}}};
  std::string page;
  std::string_view rest = parts.page;
  for (const auto& [mark, text] : fills) {
    const std::size_t at = rest.find(mark);
    if (at == std::string_view::npos)
      continue;  // the report page has no policy: its charts compile expressions
    page += rest.substr(0, at);
    page += text;
    rest.remove_prefix(at + mark.size());
  }
  return page + std::string(rest);
}

}  // namespace comity::analysis
