#include "analysis/report_page.h"

#include <array>
#include <utility>

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
  const std::array<Fill, 4> fills{{{"{{title}}", html_safe(contents.at("name").get<std::string>())},
                                   {"{{style}}", std::string(parts.style)},
                                   {"{{data}}", std::move(data)},
                                   {"{{script}}", script_safe(std::string(parts.script))}}};
  std::string page;
  std::string_view rest = parts.page;
  for (const auto& [mark, text] : fills) {
    const std::size_t at = rest.find(mark);
    page += rest.substr(0, at);
    page += text;
    rest.remove_prefix(at + mark.size());
  }
  return page + std::string(rest);
}

}  // namespace comity::analysis
