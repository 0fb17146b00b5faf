#include "analysis/report.h"

#include "analysis/interval.h"

#include "text/table.h"
#include "text/words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace comity::analysis {
namespace {

using Json = nlohmann::ordered_json;

std::string_view verdict_word(Verdict verdict) {
  return verdict == Verdict::met ? "met" : (verdict == Verdict::missed ? "not met" : "cannot be read");
}

// For people: with a question mark where more replicates could change it.
std::string short_verdict(const PatternFinding& finding) {
  if (finding.verdict == Verdict::unreadable) return "–";
  return fmt::format("{}{}", verdict_word(finding.verdict), finding.sure ? "" : "?");
}

// A value in three figures; of an event its day.
std::string shown(const Target& target, double value) {
  if (std::isnan(value)) return "–";
  return target.date ? to_string(static_cast<Day>(std::floor(value))) : fmt::format("{:.3g}", value);
}

std::string shown(const Target& target, const Span& span) {
  if (std::isnan(span.low) || std::isnan(span.high)) return "–";
  return fmt::format("{} to {}", shown(target, span.low), shown(target, span.high));
}

std::string shown_target(const Target& target) {
  if (target.date) return to_string(*target.date);
  if (std::isinf(target.low)) return fmt::format("at most {}", shown(target, target.high));
  if (std::isinf(target.high)) return fmt::format("at least {}", shown(target, target.low));
  return fmt::format("{} to {}", shown(target, target.low), shown(target, target.high));
}

std::string share(double value) { return std::isnan(value) ? "–" : in_percent(value); }

std::string event_words(const PatternFinding& finding) {
  std::string words = fmt::format("happens in {}", share(finding.happens));
  if (!std::isnan(finding.same))
    words += fmt::format(", comes out as in history in {} of these", share(finding.same));
  return words + fmt::format("; earlier than history in {}", share(finding.earlier));
}

// Medians and formulas that no replicate has a part in keep their level whatever the number.
std::string interval_name(const Target& target, const PatternFinding& finding) {
  const bool exact = target.over == Pooling::median || finding.confidence.low == finding.confidence.high;
  return analysis::interval_words(exact ? kFewestForLevel : finding.replicates, 0.95);
}

std::string as_text(const Target& target, const PatternFinding& finding) {
  const std::string unit = target.date || target.unit == "1" ? "" : fmt::format(" [{}]", target.unit);
  std::string text = fmt::format("{:<5} {:<9}{}{}\n", target.id, short_verdict(finding), target.name, unit);
  constexpr std::size_t kIndent = 15;
  const auto line = [&](const std::string& words) { text += wrapped(words, kIndent); };
  if (finding.verdict == Verdict::unreadable) {
    line(fmt::format("cannot be read: {}; target {}", finding.reason, shown_target(target)));
  } else {
    line(fmt::format("{} ({} {}; 90 % of replicates {}); {} {}", shown(target, finding.value),
                     interval_name(target, finding), shown(target, finding.confidence),
                     shown(target, finding.range), target.date ? "history" : "target", shown_target(target)));
  }
  if (target.date && finding.verdict != Verdict::unreadable) line(event_words(finding));
  line(fmt::format("source: {}", target.source));
  if (!target.note.empty()) line(fmt::format("note: {}", target.note));
  return text;
}

bool may_change(const PatternFinding& finding) {
  return finding.verdict != Verdict::unreadable && !finding.sure;
}

std::string as_text(const std::vector<PatternReport>& reports) {
  std::string text;
  for (const PatternReport& report : reports) {
    const auto count = [&](Verdict verdict) {
      return std::ranges::count(report.findings, verdict, &PatternFinding::verdict);
    };
    text += fmt::format("{}{}\n\n", text.empty() ? "" : "\n",
                        report.targets.title.empty() ? report.targets.file : report.targets.title);
    for (std::size_t i = 0; i < report.findings.size(); ++i)
      text += as_text(report.targets.patterns[i], report.findings[i]);
    text += fmt::format("\n{} met, {} not met, {} cannot be read\n", count(Verdict::met),
                        count(Verdict::missed), count(Verdict::unreadable));
    if (std::ranges::any_of(report.findings, may_change))
      text += "?: more replicates could change the verdict\n";
  }
  return text;
}

Table as_short_listing(const std::vector<PatternReport>& reports) {
  Table listing{"",
                {"id", "pattern", "target", "simulated", "95 % interval", "90 % of replicates", "happens",
                 "earlier than history", "verdict"},
                {}};
  for (const PatternReport& report : reports) {
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
      const Target& target = report.targets.patterns[i];
      const PatternFinding& finding = report.findings[i];
      const bool unreadable = finding.verdict == Verdict::unreadable;
      listing.rows.push_back(
          {target.id,
           target.unit == "1" || target.date ? target.name : fmt::format("{} [{}]", target.name, target.unit),
           shown_target(target), shown(target, finding.value), shown(target, finding.confidence),
           shown(target, finding.range), target.date ? share(finding.happens) : "",
           target.date ? share(finding.earlier) : "",
           unreadable ? fmt::format("cannot be read: {}", finding.reason) : short_verdict(finding)});
    }
  }
  return listing;
}

/// One field of a finding; null: not known.
struct Field {
  const char* name;
  std::function<Json(const Target&, const PatternFinding&)> value;
};

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

std::vector<Field> fields() {
  using T = const Target&;
  using F = const PatternFinding&;
  return {
      {"id", [](T target, F) { return Json(target.id); }},
      {"name", [](T target, F) { return Json(target.name); }},
      {"formula", [](T target, F) { return Json(target.value.text); }},
      {"over", [](T target, F) { return Json(pooling_name(target.over)); }},
      {"unit", [](T target, F) { return Json(target.date ? "day since 1970-01-01" : target.unit); }},
      {"low", [](T target, F) { return number(target.low); }},
      {"high", [](T target, F) { return number(target.high); }},
      {"date", [](T target, F) { return target.date ? Json(to_string(*target.date)) : Json(nullptr); }},
      {"value", [](T, F finding) { return number(finding.value); }},
      {"interval95_low", [](T, F finding) { return number(finding.confidence.low); }},
      {"interval95_high", [](T, F finding) { return number(finding.confidence.high); }},
      {"replicates90_low", [](T, F finding) { return number(finding.range.low); }},
      {"replicates90_high", [](T, F finding) { return number(finding.range.high); }},
      {"replicates", [](T, F finding) { return Json(finding.replicates); }},
      {"happens", [](T, F finding) { return number(finding.happens); }},
      {"same_outcome", [](T, F finding) { return number(finding.same); }},
      {"earlier_than_history", [](T, F finding) { return number(finding.earlier); }},
      {"verdict", [](T, F finding) { return Json(verdict_word(finding.verdict)); }},
      {"sure", [](T, F finding) { return Json(finding.sure); }},
      {"reason", [](T, F finding) { return Json(finding.reason); }},
      {"tag", [](T target, F) { return Json(target.tag); }},
      {"source", [](T target, F) { return Json(target.source); }},
      {"note", [](T target, F) { return Json(target.note); }},
  };
}

std::string as_json(const std::vector<PatternReport>& reports) {
  Json files = Json::array();
  for (const PatternReport& report : reports) {
    Json patterns = Json::array();
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
      Json row;
      for (const Field& field : fields())
        row[field.name] = field.value(report.targets.patterns[i], report.findings[i]);
      patterns.push_back(std::move(row));
    }
    files.push_back(
        {{"file", report.targets.file}, {"title", report.targets.title}, {"patterns", std::move(patterns)}});
  }
  return files.dump(2) + "\n";
}

Table as_full_listing(const std::vector<PatternReport>& reports) {
  Table listing{"", {"file"}, {}};
  for (const Field& field : fields()) listing.columns.emplace_back(field.name);
  for (const PatternReport& report : reports) {
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
      Cells row = {report.targets.file};
      for (const Field& field : fields()) {
        const Json value = field.value(report.targets.patterns[i], report.findings[i]);
        row.emplace_back(value.is_null() ? ""
                                         : (value.is_string() ? value.get<std::string>() : value.dump()));
      }
      listing.rows.push_back(std::move(row));
    }
  }
  return listing;
}

}  // namespace

std::string format_reports(const std::vector<PatternReport>& reports, const std::string& format) {
  if (format == "json") return as_json(reports);
  if (format == "csv") return table_in_csv(as_full_listing(reports));
  if (format == "markdown") return table_in_markdown(as_short_listing(reports));
  return as_text(reports);
}

}  // namespace comity::analysis
