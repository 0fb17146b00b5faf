#include "law/question_file.h"

#include "text/suggest.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

constexpr std::size_t kReadings = 2;

// Reads `readings`, a table of words and sentences.
void keep_readings(Loader& loader, const KeyText& key, const Value& value, QuestionDraft& question) {
  if (value.kind != Value::Kind::table) return complain_form(loader, key, value);
  for (const Value& item : value.items) {
    const std::string what = fmt::format("{}: reading \"{}\"", key.table, item.key);
    if (!is_name(item.key)) {
      loader.complain(item.key_spot, what + " has odd characters. Use letters, digits, '-' and '_'.");
    } else if (item.kind != Value::Kind::text || item.text.empty()) {
      loader.complain(item.spot, fmt::format("{} must be a sentence. Write readings.{} = \"the warrant …\".",
                                             what, item.key));
    }
    question.readings.push_back({item.key, item.text});
  }
  if (question.readings.size() != kReadings) {
    loader.complain(
        value.key_spot,
        fmt::format("{}: \"readings\" has {} (a question has two). Write readings.reaches = \"the warrant "
                    "reaches …\" and one more.",
                    key.table, question.readings.size()));
    question.readings.resize(kReadings);
  }
}

std::vector<Key<QuestionDraft>> question_keys() {
  using Q = QuestionDraft;
  return {must(words("name", &Q::name,
                     "the question in words, e.g. \"May a United States warrant reach mail kept abroad?\"")),
          must(Key<Q>{
              "readings",
              {{},
               {"a table of two texts", Value::Kind::table},
               "its two readings, a word and a sentence each: readings.reaches = \"the warrant reaches …\"",
               {}},
              keep_readings})};
}

QuestionDraft* find_draft(Loader& loader, const std::string& id) {
  const auto found = std::ranges::find(loader.questions, id, &QuestionDraft::id);
  return found == loader.questions.end() ? nullptr : &*found;
}

std::string where(const Loader& loader, const Spot& spot) {
  return fmt::format("{}:{}", loader.complaints.files[spot.file].path, spot.line);
}

// The same question may stand in several files, in the same words.
void compare_words(Loader& loader, const QuestionDraft& known, const QuestionDraft& again) {
  const auto differ = [&](const std::string& key, const std::string& here, const std::string& there) {
    loader.complain(again.place,
                    fmt::format("question \"{}\": {} is \"{}\" but \"{}\" in {} (one question, one "
                                "wording). Write it once, or alike.",
                                again.id, key, here, there, where(loader, known.place)));
  };
  if (known.name != again.name) differ("\"name\"", again.name, known.name);
  for (const Reading& reading : again.readings) {
    const auto same = std::ranges::find(known.readings, reading.id, &Reading::id);
    if (same == known.readings.end()) {
      return differ("a reading", reading.id,
                    fmt::format("{}\" or \"{}", known.readings[0].id, known.readings[1].id));
    }
    if (same->words != reading.words) differ("readings." + reading.id, reading.words, same->words);
  }
}

// The words of the question that a rule asks by name; nothing, and a complaint, when they or the rule's reading are missing.
std::optional<Question> named_question(Loader& loader, const PlacedTable& table, const Asking& asking) {
  Question question{.id = *asking.asked, .name = *asking.asked};
  const Spot spot = find_item(table.value, "question")->spot;
  QuestionDraft* draft = find_draft(loader, question.id);
  if (draft == nullptr) {
    if (loader.recorded) return question;
    std::vector<std::string> ids;
    for (const QuestionDraft& other : loader.questions) ids.push_back(other.id);
    loader.complain(
        spot,
        fmt::format("{0}: question \"{1}\" has no words.{2} Add [question.{1}] with its name and its two "
                    "readings: name = \"May …?\", readings.WORD = \"…\".",
                    table.path, question.id, did_you_mean(question.id, ids)));
    return std::nullopt;
  }
  if (draft->readings.front().id.empty()) return std::nullopt;  // complained about already
  const Reading& one = draft->readings[0];
  const Reading& other = draft->readings[1];
  const std::string choices =
      fmt::format("reading = \"{}\" ({}) or \"{}\" ({})", one.id, one.words, other.id, other.words);
  const std::string chosen = asking.reading.value_or("");
  if (chosen != one.id && chosen != other.id) {
    const Value* written = find_item(table.value, "reading");
    loader.complain(
        written == nullptr ? spot : written->spot,
        fmt::format("{}: {}. Write {}: that on which the rule applies.", table.path,
                    written == nullptr
                        ? fmt::format("question \"{}\" needs \"reading\"", question.id)
                        : fmt::format("\"reading\" is \"{}\", which question \"{}\" does not have", chosen,
                                      question.id),
                    choices));
    return std::nullopt;
  }
  const bool second = chosen == other.id;
  question.name = draft->name;
  question.accepted = second ? other : one;
  question.rejected = second ? one : other;
  if (draft->accepted.empty()) {
    draft->accepted = chosen;
    draft->accepted_at = find_item(table.value, "reading")->spot;
  } else if (draft->accepted != chosen) {
    loader.complain(
        find_item(table.value, "reading")->spot,
        fmt::format("{}: \"reading\" is \"{}\" but \"{}\" in {} (the rules of one question stand or fall "
                    "together). Make them equal or name another question.",
                    table.path, chosen, draft->accepted, where(loader, draft->accepted_at)));
    return std::nullopt;
  }
  return question;
}

// The index of a question, added when it is new; -1 when there is no room.
int question_index(Loader& loader, const PlacedTable& table, const Question& question, const Spot& spot) {
  auto& questions = loader.library.questions;
  const auto known = std::ranges::find(questions, question.id, &Question::id);
  if (known == questions.end()) {
    if (questions.size() == 32) {
      loader.complain(
          spot, fmt::format("{}: open question \"{}\" is the 33rd (a reading has 32 bits). Settle or share "
                            "some: rules with the same question = \"…\" are decided together.",
                            table.path, question.id));
      return -1;
    }
    questions.push_back(question);
    return static_cast<int>(questions.size()) - 1;
  }
  if (known->prior != question.prior) {
    loader.complain(
        spot, fmt::format("{}: \"arguable\" is {} but question \"{}\" has {} elsewhere (one question, one "
                          "prior). Make them equal or name another question.",
                          table.path, question.prior, question.id, known->prior));
  }
  if (known->doctrine != question.doctrine) {
    loader.complain(spot,
                    fmt::format("{}: question \"{}\" has another \"doctrine\" elsewhere (one question, one "
                                "doctrine). Make them equal or name another question.",
                                table.path, question.id));
  }
  return static_cast<int>(known - questions.begin());
}

// What only an arguable rule, or one that names its question, may say.
bool says_too_much(Loader& loader, const PlacedTable& table, const Asking& asking) {
  const auto complain = [&](std::string_view key, std::string_view needs) {
    const Value* item = find_item(table.value, key);
    if (item != nullptr)
      loader.complain(item->spot, fmt::format("{}: \"{}\" needs {}", table.path, key, needs));
    return item != nullptr;
  };
  if (find_item(table.value, "arguable") == nullptr) {
    const bool question =
        complain("question", "\"arguable\", the prior that a court accepts the rule. Add arguable = 0.5.");
    const bool doctrine = complain(
        "doctrine", "\"arguable\": only an open question turns on one. Leave it out, or add arguable = 0.5.");
    if (question || doctrine) return true;
  }
  return !asking.asked &&
         complain("reading", "\"question\", whose reading it is. Add question = \"…\", or leave it out.");
}

}  // namespace

void read_questions(Loader& loader, std::uint32_t file) {
  const auto keys = question_keys();
  for (const PlacedTable& table : named_tables(loader, file, "question")) {
    QuestionDraft question;
    question.id = table.value.key;
    question.place = table.spot;
    const std::size_t wrongs = loader.complaints.wrongs.size();
    read_table(loader, table, question, keys);
    if (question.name.empty() && loader.complaints.wrongs.size() == wrongs)
      loader.complain(table.spot, table.path + ": \"name\" is empty. Write the question in words.");
    question.readings.resize(kReadings);
    if (const QuestionDraft* known = find_draft(loader, question.id)) {
      if (loader.complaints.wrongs.size() == wrongs) compare_words(loader, *known, question);
    } else {
      loader.questions.push_back(std::move(question));
    }
  }
}

int ask_question(Loader& loader, const PlacedTable& table, const std::string& rule, const Asking& asking) {
  if (QuestionDraft* draft = find_draft(loader, asking.asked.value_or(""))) draft->asked = true;
  if (says_too_much(loader, table, asking) || !asking.arguable) return -1;
  const Spot spot = find_item(table.value, "arguable")->spot;
  if (*asking.arguable <= 0.0 || *asking.arguable >= 1.0) {
    loader.complain(
        spot, fmt::format("{}: \"arguable\" is {} (a probability above 0 and below 1). Leave it out when the "
                          "rule is certain, remove the rule when it is out of the question.",
                          table.path, *asking.arguable));
    return -1;
  }
  auto question = asking.asked ? named_question(loader, table, asking) : Question{.id = rule, .name = rule};
  if (!question) return -1;
  question->prior = *asking.arguable;
  question->doctrine = asking.doctrine;
  return question_index(loader, table, *question, spot);
}

void check_asked(Loader& loader) {
  for (const QuestionDraft& question : loader.questions) {
    if (question.asked) continue;
    loader.complain(question.place,
                    fmt::format("question \"{0}\" is asked by no rule. Give a rule question = \"{0}\", or "
                                "remove it.",
                                question.id));
  }
}

void document_questions(std::vector<KeyDocument>& documents) {
  document(documents, "question.NAME", question_keys());
}

}  // namespace comity::law
