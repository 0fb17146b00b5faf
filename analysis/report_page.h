/// The report page: everything the browser gets to know, and the page around it; the page of laws has the same means.
#pragma once

#include "analysis/report_answers.h"
#include "analysis/report_charts.h"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <string_view>

namespace comity::analysis {

/// The page's contents as JSON: question, answers, provenance, charts, charts left out.
nlohmann::ordered_json report_json(const ReportSource& source, const Report& report);

/// The answer in numbers as the page reads it, a row each.
nlohmann::ordered_json answers_json(std::span<const KeyAnswer> answers);

/// Files of analysis/web as this program holds them; `page` is empty in a build without the report page.
struct PageParts {
  std::string_view
      page;  // HTML with the marks {{title}}, {{policy}} (or not), {{style}}, {{data}} and {{script}}
  std::string_view style;   // CSS
  std::string_view script;  // all of the JavaScript, for browsers and for node
};

/// The one HTML file; the texts in it cannot end the elements that hold them. Where a page has the mark {{policy}}, a browser
/// runs no other script and takes no other style than those of the parts (Content Security Policy, by their hashes), and
/// loads nothing.
std::string page_html(const PageParts& parts, const nlohmann::ordered_json& contents);

/// Text as it may stand between the tags of a script element.
std::string script_safe(std::string text);

}  // namespace comity::analysis
