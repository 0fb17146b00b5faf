#include "analysis/answer_patterns.h"

#include "analysis/interval.h"
#include "analysis/patterns.h"
#include "analysis/targets.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace comity::analysis {
namespace {

// The findings about one file of targets.
struct PatternReport {
  Targets targets;
  std::vector<PatternFinding> findings;
};

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
  return interval_words(exact ? kFewestForLevel : finding.replicates, 0.95);
}

std::string patterns_text(const Target& target, const PatternFinding& finding) {
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

std::string patterns_text(const std::vector<PatternReport>& reports) {
  std::string text;
  for (const PatternReport& report : reports) {
    const auto count = [&](Verdict verdict) {
      return std::ranges::count(report.findings, verdict, &PatternFinding::verdict);
    };
    text += fmt::format("{}{}\n\n", text.empty() ? "" : "\n",
                        report.targets.title.empty() ? report.targets.file : report.targets.title);
    for (std::size_t i = 0; i < report.findings.size(); ++i)
      text += patterns_text(report.targets.patterns[i], report.findings[i]);
    text += fmt::format("\n{} met, {} not met, {} cannot be read\n", count(Verdict::met),
                        count(Verdict::missed), count(Verdict::unreadable));
    if (std::ranges::any_of(report.findings, may_change))
      text += "?: more replicates could change the verdict\n";
  }
  return text;
}

Table short_table(const std::vector<PatternReport>& reports) {
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
struct PatternField {
  const char* name;
  std::function<Cell(const Target&, const PatternFinding&)> value;
};

std::vector<PatternField> fields() {
  using T = const Target&;
  using F = const PatternFinding&;
  return {
      {"id", [](T target, F) { return Cell(target.id); }},
      {"name", [](T target, F) { return Cell(target.name); }},
      {"formula", [](T target, F) { return Cell(target.value.text); }},
      {"over", [](T target, F) { return Cell(name_of(target.over)); }},
      {"unit", [](T target, F) { return Cell(target.date ? "day since 1970-01-01" : target.unit); }},
      {"low", [](T target, F) { return Cell(target.low); }},
      {"high", [](T target, F) { return Cell(target.high); }},
      {"date", [](T target, F) { return target.date ? Cell(to_string(*target.date)) : Cell(); }},
      {"value", [](T, F finding) { return Cell(finding.value); }},
      {"interval95_low", [](T, F finding) { return Cell(finding.confidence.low); }},
      {"interval95_high", [](T, F finding) { return Cell(finding.confidence.high); }},
      {"replicates90_low", [](T, F finding) { return Cell(finding.range.low); }},
      {"replicates90_high", [](T, F finding) { return Cell(finding.range.high); }},
      {"replicates", [](T, F finding) { return Cell(finding.replicates); }},
      {"happens", [](T, F finding) { return Cell(finding.happens); }},
      {"same_outcome", [](T, F finding) { return Cell(finding.same); }},
      {"earlier_than_history", [](T, F finding) { return Cell(finding.earlier); }},
      {"verdict", [](T, F finding) { return Cell(verdict_word(finding.verdict)); }},
      {"sure", [](T, F finding) { return Cell(finding.sure); }},
      {"reason", [](T, F finding) { return Cell(finding.reason); }},
      {"tag", [](T target, F) { return Cell(target.tag); }},
      {"source", [](T target, F) { return Cell(target.source); }},
      {"note", [](T target, F) { return Cell(target.note); }},
  };
}

Fields report_fields(const PatternReport& report) {
  Cells patterns;
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    Fields row;
    for (const PatternField& field : fields())
      row.push_back({field.name, field.value(report.targets.patterns[i], report.findings[i])});
    patterns.emplace_back(std::move(row));
  }
  return {{"file", report.targets.file}, {"title", report.targets.title}, {"patterns", std::move(patterns)}};
}

Table full_table(const std::vector<PatternReport>& reports) {
  Table listing{"", {"file"}, {}};
  for (const PatternField& field : fields()) listing.columns.emplace_back(field.name);
  for (const PatternReport& report : reports) {
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
      Cells row = {report.targets.file};
      for (const PatternField& field : fields())
        row.push_back(field.value(report.targets.patterns[i], report.findings[i]));
      listing.rows.push_back(std::move(row));
    }
  }
  return listing;
}

Answer answer_patterns(const Inquiry& asked) {
  std::vector<PatternReport> reports;
  for (const std::string& file : asked.words("targets")) reports.push_back({read_targets(file), {}});
  const Record record = open_replicates(asked.runs.file.path());
  Answer answer;
  Cells files;
  for (PatternReport& report : reports) {
    report.findings = find_patterns(record, report.targets);
    files.emplace_back(report_fields(report));
  }
  answer.details = patterns_text(reports);
  answer.listed = short_table(reports);
  answer.rows = full_table(reports);
  answer.document = std::move(files);
  return answer;
}

}  // namespace

Question patterns_question() {
  return {
      .name = "patterns",
      .summary = "target patterns and dates of history beside the simulation",
      .head = R"(target patterns beside the simulation

Usage: comity analyze patterns RESULTS --targets FILE [options]

For each pattern of the files of targets: what the simulation says, the 95 % interval of that estimate (over
replicates; none where they are too few), the range that holds 90 % of the replicates' own values, and whether the estimate
lies within the target. For events of history: in how many replicates they happen, and in how many of these earlier than they did;
history is ordinary for the model (met) between 5 and 95 %. Unmet patterns are no mistake: exit code 0.
)",
      .examples =
          std::string(
              R"(  comity analyze patterns results/microsoft-ireland.h5 --targets scenarios/patterns/litigation-and-cooperation.toml
  comity analyze patterns results/microsoft-ireland.h5 --targets scenarios/patterns/microsoft-ireland-timeline.toml
  comity analyze patterns results/microsoft-ireland.h5 --targets mine.toml --format csv --out patterns.csv
)") + formula_manual() +
          "\nHow files of targets are written: scenarios/patterns/README.md.\n",
      .metrics = 0,
      .of_runs = false,
      .arm = false,
      .options = {{"targets", "FILE", "", "file of target patterns; can be repeated", true,
                   "which patterns?"}},
      .answer = answer_patterns};
}

}  // namespace comity::analysis
