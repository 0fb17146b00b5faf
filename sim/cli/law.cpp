#include "analysis/report_parts.h"
#include "build_info.h"
#include "cli/commands.h"
#include "cli/law_weights.h"
#include "cli/options.h"
#include "cli/output.h"
#include "error.h"
#include "law/answer_conflicts.h"
#include "law/answer_coverage.h"
#include "law/answer_diff.h"
#include "law/answer_files.h"
#include "law/answer_gaps.h"
#include "law/answer_why.h"
#include "law/load.h"
#include "law/page.h"
#include "results/safe_file.h"
#include "text/shipped.h"
#include "text/suggest.h"
#include "text/words.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace comity::cli {
namespace {

namespace po = boost::program_options;
using Paths = std::vector<std::filesystem::path>;

/// A question: what it tells, how it is asked, which options it has, and who answers it.
struct LawQuestion {
  const char* name;
  const char* summary;
  const char* options;  // of kOptions, besides --format
  const char* examples;
  Answer (*answer)(const law::Library&,
                   const law::Query&);  // null: `check` and `page`, which are no such answers
};

Answer answer_cases(const law::Library& library, const law::Query& query) {
  return query.coverage ? law::answer_coverage(library, query) : law::answer_test(library, query);
}

constexpr std::array kLawQuestions{
    LawQuestion{"check", "every error and warning of the files", "checked",
                "  comity law check scenarios/law/us-sca-1986.toml scenarios/law/us-cloud-2018.toml\n"
                "  comity law check scenarios/law/*.toml --on 2027-01-01\n",
                nullptr},
    LawQuestion{
        "test",
        "the files' own decided cases; with --coverage: which rules, and which of their days, no case "
        "pins",
        "coverage unconfirmed",
        "  comity law test scenarios/law/*.toml --format json\n"
        "  comity law test scenarios/law/ie-2014.toml scenarios/law/eu.toml --coverage\n",
        answer_cases},
    LawQuestion{"facts", "the words that rules may use, with their meanings; of the files given, also theirs",
                "", "  comity law facts\n", law::answer_facts},
    LawQuestion{"treaties",
                "the treaties, agreements, memberships of unions and decisions of adequacy in the files: of "
                "a state, between states, in force on a day",
                "on states",
                "  comity law treaties law --states IE --on 2013-12-04\n"
                "  comity law treaties law --states PL,US\n",
                law::answer_treaties},
    LawQuestion{"conflicts",
                "on a day: where one state compels what another forbids; the shortest example in words, the "
                "rules and "
                "sources of both, and which other route dissolves the conflict; between two days (--from, "
                "--to): what "
                "changed",
                "on from to states details weights",
                "  comity law conflicts scenarios/law/*.toml --on 2013-12-04\n"
                "  comity law conflicts scenarios/law/*.toml --on 2013-12-04 --states US,IE\n"
                "  comity law conflicts scenarios/law/*.toml --from 2018-06-01 --to 2023-01-01\n",
                law::answer_conflicts},
    LawQuestion{
        "gaps",
        "on a day: situations in which no lawful route leads one state to data another has to do with",
        "on states details weights",
        "  comity law gaps scenarios/law/*.toml --on 2026-09-01 --states US,DE\n", law::answer_gaps},
    LawQuestion{
        "diff",
        "what a reform (--with FILE…) or time (--from, --to) newly compels, forbids, permits, in minimal "
        "sentences",
        "on from to with states",
        "  comity law diff scenarios/law/us-sca-1986.toml --with scenarios/law/us-cloud-2018.toml --on "
        "2018-03-23\n"
        "  comity law diff scenarios/law/eu.toml --from 2026-08-17 --to 2026-08-18\n",
        law::answer_diff},
    LawQuestion{
        "why",
        "in a situation: the effective rules, those switched off, the reason, and what would change the "
        "answer; with --order-of and --data-in: as each of the states sees it, and which ways are open",
        "on given effect states order-of data-in provider-of subject-in",
        "  comity law why scenarios/law/us-sca-1986.toml --on 2014-04-25 --effect compels \\\n"
        "    --given \"order is ours, provider controls data from here, content data, judge approved\"\n"
        "  comity law why scenarios/law/*.toml --on 2014-04-25 --order-of US --data-in IE --provider-of US "
        "\\\n"
        "    --subject-in DE --given \"content data, judge approved\"\n",
        law::answer_why},
    LawQuestion{"page",
                "a page for the browser: what each state's law compels, forbids and permits on any day, with "
                "sources, "
                "definitions, open questions and treaties, and the conflicts between the states",
                "days states out force",
                "  comity law page scenarios/law/*.toml --on 2013-12-04,2026-09-01 --out law.html\n",
                nullptr},
};

constexpr std::string_view kPage = "page";

/// What an option holds: one word, several of them, nothing.
enum class Holds : std::uint8_t { word, words, nothing };

struct LawOption {
  const char* key;   // in LawQuestion::options
  const char* name;  // on the command line
  const char* value;
  const char* meaning;
  Holds holds = Holds::word;
};

constexpr std::array kOptions{
    LawOption{"checked", "on", "DATE", "warn of files last compared with their sources before this day"},
    LawOption{"on", "on", "DATE", "the day"},
    LawOption{"from", "from", "DATE", "the earlier of two days"},
    LawOption{"to", "to", "DATE", "the later one"},
    LawOption{"with", "with", "FILE…", "the reform's files", Holds::words},
    LawOption{"given", "given", "\"FACTS\"",
              "what holds, with commas: \"order is ours, content data\"; all other facts do not hold"},
    LawOption{"order-of", "order-of", "STATE",
              "whose authority demands; --given then has the facts of the "
              "demand, and others with their state: \"offence here in US\""},
    LawOption{"data-in", "data-in", "STATE", "where the data are stored"},
    LawOption{"provider-of", "provider-of", "STATE",
              "where the provider has its head office and controls the data"},
    LawOption{"subject-in", "subject-in", "STATE", "where the person lives whose data are sought"},
    LawOption{"effect", "effect", "EFFECT", "only this effect, e.g. compels"},
    LawOption{"states", "states", "LIST", "only these states, e.g. US,IE"},
    LawOption{"details", "details", "",
              "rules and sources for every pair of states; always given for up to three states",
              Holds::nothing},
    LawOption{
        "coverage", "coverage", "",
        "list every confirmed rule that could be dropped, and every first or last day that could move by "
        "a year, without a case failing; exit code 2 when there is one",
        Holds::nothing},
    LawOption{"unconfirmed", "unconfirmed", "",
              "with --coverage: rules and schedules that are not confirmed by their sources, too",
              Holds::nothing},
    LawOption{"weights", "weights", "RESULTS",
              "weigh situations by the demands of a simulation run with --set run.log_demands=true"},
    LawOption{"days", "on", "LIST",
              "the days on which conflicts are worked out, e.g. 2013-12-04,2026-09-01; without it, the day "
              "on which a "
              "file was last compared with its sources"},
    LawOption{"out", "out", "FILE", "the page (default: law.html)"},
    LawOption{"force", "force", "", "replace a page that exists", Holds::nothing},
};

constexpr std::string_view kExitCodes =
    "Exit code: 0 when all is well (warnings included), 2 when a file has errors, a decided case fails, "
    "--coverage finds something that no case pins, or the command is wrong.\n";

std::string law_help() {
  std::string text =
      "comity law: questions about rule files alone, answered over all situations\n\n"
      "Usage: comity law QUESTION FILE… [options]\n\nQuestions:\n";
  for (const LawQuestion& question : kLawQuestions)
    text += wrapped(fmt::format("{:<9} {}", question.name, question.summary), 2);
  text +=
      "\nA FILE may be a path, a folder (all rule files in it), the name of a law that comes with the "
      "program "
      "(us-sca-1986),\nor `law`: all that come with it.\n"
      "Give a file that amends another together with that other file; conflicts and gaps also need files "
      "of treaties\n"
      "(scenarios/law/treaties.toml and those beside it), or no treaty is in force. What a question can be "
      "told\n"
      "besides: comity law QUESTION --help.\n\n"
      "Percentages count situations, each once. They are not frequencies: use --weights for "
      "those.\n\nExamples:\n";
  for (const LawQuestion& question : kLawQuestions) text += question.examples;
  return fmt::format("{}\n{}", text, kExitCodes);
}

Usage law_usage(const LawQuestion& question) {
  Usage usage;
  usage.command = fmt::format("comity law {}", question.name);
  usage.head = fmt::format("{}\nUsage: {} FILE… [options]\n",
                           wrapped(fmt::format("{}: {}", usage.command, question.summary), 0), usage.command);
  usage.examples = fmt::format("Examples:\n{}\n{}", question.examples, kExitCodes);
  usage.operand = "FILE";
  usage.operands = kAnyNumber;
  auto add = usage.options.add_options();
  const std::string known = fmt::format(" {} ", question.options);
  for (const LawOption& option : kOptions) {
    if (known.find(fmt::format(" {} ", option.key)) == std::string::npos) continue;
    if (option.holds == Holds::nothing)
      add(option.name, option.meaning);
    else if (option.holds == Holds::word)
      add(option.name, po::value<std::string>()->value_name(option.value), option.meaning);
    else
      add(option.name,
          po::value<std::vector<std::string>>()->multitoken()->composing()->value_name(option.value),
          option.meaning);
  }
  if (question.name != kPage)
    add("format", po::value<std::string>()->default_value("text")->value_name("WORD"),
        "text, json, markdown or csv");
  return usage;
}

const LawQuestion& find_question(const std::string& name) {
  std::vector<std::string> names;
  for (const LawQuestion& question : kLawQuestions) {
    if (name == question.name) return question;
    names.emplace_back(question.name);
  }
  if (name.starts_with("-"))
    throw Error(
        fmt::format("comity law: which question? (one of {}, before {}).", fmt::join(names, ", "), name));
  throw Error(fmt::format("comity law: \"{}\" is unknown.{} `comity law --help` lists the questions.", name,
                          did_you_mean(name, names)));
}

std::string word_of(const po::variables_map& values, const char* option) {
  return values.contains(option) ? values[option].as<std::string>() : std::string();
}

// A folder stands for the rule files in it, a plain name for a file that comes with the program.
Paths paths_of(const po::variables_map& values, const char* option) {
  if (!values.contains(option)) return {};
  Paths paths;
  for (const std::string& word : values[option].as<std::vector<std::string>>()) {
    const std::filesystem::path path = file_named(word, "law");
    std::error_code problem;
    if (!std::filesystem::is_directory(path, problem)) {
      paths.push_back(path);
      continue;
    }
    const std::size_t begin = paths.size();
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      if (entry.path().extension() == ".toml") paths.push_back(entry.path());
    }
    std::sort(paths.begin() + static_cast<std::ptrdiff_t>(begin), paths.end());
    if (paths.size() == begin) paths.push_back(path);  // the reader says that it is a folder
  }
  return paths;
}

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> items;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    if (end > begin) items.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return items;
}

/// The base without the reform's own files, so that `scenarios/law/*.toml` may be the base; then the reform.
Paths all_files(const Paths& base, const Paths& reforms) {
  Paths files;
  for (const auto& file : base) {
    const bool reform = std::ranges::any_of(reforms, [&](const auto& other) {
      std::error_code ignored;
      return file == other || std::filesystem::equivalent(file, other, ignored);
    });
    if (!reform) files.push_back(file);
  }
  files.insert(files.end(), reforms.begin(), reforms.end());
  return files;
}

std::vector<Day> read_days(const Usage& usage, const std::string& list) {
  std::vector<Day> days;
  for (const std::string& text : split_list(list)) {
    const auto day = parse_day(text);
    if (!day)
      throw Error(
          fmt::format("{}: --on {} (must be days such as 2013-12-04,2026-09-01).", usage.command, text));
    if (std::ranges::find(days, *day) == days.end()) days.push_back(*day);
  }
  return days;
}

law::Query read_query(const Usage& usage, const LawQuestion& question, const po::variables_map& values) {
  law::Query query;
  query.command = question.name;
  query.states = split_list(word_of(values, "states"));
  if (query.command == kPage) {
    query.days = read_days(usage, word_of(values, "on"));
    return query;
  }
  if (values.contains("on") && values.contains("from"))
    throw Error(fmt::format("{}: --on and --from are two questions. Ask one.", usage.command));
  query.on = read_day(usage, values, values.contains("from") ? "from" : "on");
  query.until = read_day(usage, values, "to");
  if (query.command == "conflicts" && values.contains("from") && !query.until)
    throw Error(fmt::format(
        "{}: --from needs a later day. Add --to 2026-09-01, or ask for one day with --on.", usage.command));
  query.given = word_of(values, "given");
  query.effect = word_of(values, "effect");
  query.order_of = word_of(values, "order-of");
  query.data_in = word_of(values, "data-in");
  query.provider_of = word_of(values, "provider-of");
  query.subject_in = word_of(values, "subject-in");
  query.details = values.contains("details");
  query.coverage = values.contains("coverage");
  query.unconfirmed = values.contains("unconfirmed");
  for (const auto& file : paths_of(values, "with")) query.reforms.push_back(file.filename().string());
  if (values.contains("weights")) query.demands = read_demands(word_of(values, "weights"));
  return query;
}

void write_page(const Paths& files, const law::Query& query, const po::variables_map& values) {
  const std::filesystem::path out = values.contains("out") ? word_of(values, "out") : "law.html";
  check_outputs(std::array{out}, files);
  const analysis::PageParts parts = analysis::law_page_parts();
  if (parts.page.empty())
    throw Error(
        "comity law page: this build has no pages (it was made with COMITY_REPORT=OFF). Build one that has: "
        "cmake --preset release && cmake --build --preset release, which needs npm and, once, the network.");
  auto contents = nlohmann::ordered_json::parse(cell_in_json(law::page_contents(law::load(files), query)));
  contents["version"] = build_info::version;
  contents["commit"] = build_info::git_commit;
  write_text(out, values.contains("force") ? Overwrite::yes : Overwrite::no,
             analysis::page_html(parts, contents));
  print_text(fmt::format("{}: {} rules of {} states and unions; open it in a browser\n", out.string(),
                         contents.at("rules").size(), contents.at("states").size()));
}

}  // namespace

int law_command(std::span<const std::string> arguments) {
  const bool help = !arguments.empty() && (arguments[0] == "--help" || arguments[0] == "-h");
  if (arguments.empty() || help) {
    print_text(law_help());
    return help ? kSuccess : kUserMistake;
  }
  const LawQuestion& question = find_question(arguments[0]);
  const Usage usage = law_usage(question);
  const auto values = read_options(usage, arguments.subspan(1));
  if (!values) return kSuccess;
  const std::string format = question.name == kPage ? "" : read_format(usage, *values);
  const Paths files = all_files(paths_of(*values, "operand"), paths_of(*values, "with"));
  if (files.empty() && question.answer != law::answer_facts)
    throw Error(fmt::format("{}: no file given. Name the rule files: {} scenarios/law/*.toml.", usage.command,
                            usage.command));
  const law::Query query = read_query(usage, question, *values);
  if (question.name == kPage) {
    write_page(files, query, *values);
    return kSuccess;
  }
  const Answer answer = question.answer == nullptr ? law::answer_check(law::try_load(files), query)
                                                   : question.answer(law::load(files), query);
  print_as(format, format_answer(answer, format));
  return answer.failed ? kUserMistake : kSuccess;
}

}  // namespace comity::cli
