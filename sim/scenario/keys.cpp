#include "scenario/keys.h"

#include "text/phrases.h"
#include "text/suggest.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace comity {
namespace {

/// A date in quotation marks is the commonest slip; a day that does not exist looks the same.
std::string date_advice(const Value& value) {
  if (value.kind != Value::Kind::text || value.text.size() != 10 || value.text[4] != '-') return {};
  return parse_day(value.text) ? fmt::format(" Write {} without quotation marks.", value.text)
                               : std::string(" There is no such day.");
}

void complain_range(Reading& reading, const KeyText& key, const Value& value, const Range& range) {
  complain(reading.complaints, value.spot,
           fmt::format("{} = {} (must lie in [{}, {}]).{}", key.path, in_words(value), range.low, range.high,
                       explain_key(key)));
}

}  // namespace

std::string explain_key(const KeyText& key) {
  std::string text = key.meaning.empty() ? std::string{} : " " + capital(key.meaning);
  if (!key.standard.empty())
    text += fmt::format("{} the default is {}", text.empty() ? "" : ";", key.standard);
  return text.empty() ? text : text + ".";
}

void complain_form(Reading& reading, const KeyText& key, const Value& value) {
  complain(
      reading.complaints, value.spot,
      fmt::format("{} is {} (must be {}).{}", key.path, in_words(value), key.form.words, explain_key(key)));
}

std::optional<double> read_number(Reading& reading, const KeyText& key, const Value& value,
                                  const Range& range) {
  if (value.kind != Value::Kind::number && value.kind != Value::Kind::whole) {
    complain_form(reading, key, value);
    return std::nullopt;
  }
  if (value.number >= range.low && value.number <= range.high) return value.number;
  complain_range(reading, key, value, range);
  return std::nullopt;
}

std::optional<std::int64_t> read_whole(Reading& reading, const KeyText& key, const Value& value,
                                       const Range& range) {
  if (value.kind != Value::Kind::whole) {
    complain_form(reading, key, value);
    return std::nullopt;
  }
  if (value.number >= range.low && value.number <= range.high) return value.whole;
  complain_range(reading, key, value, range);
  return std::nullopt;
}

std::optional<bool> read_flag(Reading& reading, const KeyText& key, const Value& value) {
  if (value.kind == Value::Kind::flag) return value.flag;
  complain_form(reading, key, value);
  return std::nullopt;
}

std::optional<Day> read_date(Reading& reading, const KeyText& key, const Value& value) {
  if (value.kind == Value::Kind::date) return value.date;
  complain(reading.complaints, value.spot,
           fmt::format("{} is {} (must be {}).{}{}", key.path, in_words(value), key.form.words,
                       date_advice(value), explain_key(key)));
  return std::nullopt;
}

std::optional<std::string> read_text(Reading& reading, const KeyText& key, const Value& value) {
  if (value.kind == Value::Kind::text && !value.text.empty()) return value.text;
  complain_form(reading, key, value);
  return std::nullopt;
}

std::optional<int> read_choice(Reading& reading, const KeyText& key, const Value& value,
                               std::span<const std::string_view> levels) {
  const auto level = std::find(levels.begin(), levels.end(), value.text);
  if (value.kind == Value::Kind::text && level != levels.end())
    return static_cast<int>(level - levels.begin());
  const std::vector<std::string> words(levels.begin(), levels.end());
  complain(reading.complaints, value.spot,
           fmt::format("{} is {} (must be {}).{}{}", key.path, in_words(value), key.form.words,
                       did_you_mean(value.text, words), explain_key(key)));
  return std::nullopt;
}

std::optional<int> read_reference(Reading& reading, const KeyText& key, const Value& value,
                                  std::pair<std::string_view, std::span<const std::string>> things) {
  const auto& [thing, names] = things;
  if (value.kind != Value::Kind::text) {
    complain_form(reading, key, value);
    return std::nullopt;
  }
  const auto found = std::find(names.begin(), names.end(), value.text);
  if (found != names.end()) return static_cast<int>(found - names.begin());
  complain(reading.complaints, value.spot,
           fmt::format("{} = \"{}\" (there is no such {}).{}", key.path, value.text, thing,
                       did_you_mean(value.text, names)));
  return std::nullopt;
}

std::vector<int> read_references(Reading& reading, const KeyText& key, const Value& value,
                                 std::pair<std::string_view, std::span<const std::string>> things) {
  std::vector<int> found;
  if (value.kind == Value::Kind::text && value.text == "all") {
    for (std::size_t i = 0; i < things.second.size(); ++i) found.push_back(static_cast<int>(i));
  } else if (value.kind != Value::Kind::list) {
    complain_form(reading, key, value);
  } else {
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      const Value& item = value.items[i];
      const KeyText each{
          fmt::format("{}[{}]", key.path, i + 1), fmt::format("the id of a {}", things.first), {}, {}};
      const auto index = read_reference(reading, each, item, things);
      if (index && std::find(found.begin(), found.end(), *index) != found.end()) {
        complain(reading.complaints, item.spot, fmt::format("{} names \"{}\" twice.", key.path, item.text));
      } else if (index) {
        found.push_back(*index);
      }
    }
  }
  return found;
}

std::vector<std::string> read_texts(Reading& reading, const KeyText& key, const Value& value) {
  std::vector<std::string> texts;
  if (value.kind != Value::Kind::list) complain_form(reading, key, value);
  for (std::size_t i = 0; value.kind == Value::Kind::list && i < value.items.size(); ++i) {
    const Value& item = value.items[i];
    const auto text = read_text(
        reading, {fmt::format("{}[{}]", key.path, i + 1), "a text that is not empty", {}, {}}, item);
    if (text && std::find(texts.begin(), texts.end(), *text) != texts.end()) {
      complain(reading.complaints, item.spot, fmt::format("{} names \"{}\" twice.", key.path, *text));
    } else if (text) {
      texts.push_back(*text);
    }
  }
  return texts;
}

void complain_missing(Reading& reading, const PlacedTable& table, std::string_view key, const KeyText& text) {
  complain(reading.complaints, table.spot,
           fmt::format("{} has no {} (must be {}).{}", table.path, key, text.form.words, explain_key(text)));
}

}  // namespace comity
