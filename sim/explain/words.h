/// Names, dates and figures of a story in words.
#pragma once

#include "explain/story.h"
#include "text/phrases.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::explain {

/// `4 December 2013`.
std::string date_words(double day);

/// `the same day`, `1 day`, `142 days`.
std::string span_words(double days);

/// `+0.90`, `−0.25`; two decimals.
std::string signed_figure(double value);

/// `the United States`, `Ireland`: a state as it stands in a sentence.
std::string state_words(const Config& config, int state);

/// A state or union.
std::string jurisdiction_words(const Config& config, int jurisdiction);

/// A provider's name.
const std::string& provider_words(const Config& config, int provider);

/// `the Southern District of New York`.
std::string court_words(const Courts& courts, int court);

/// An open question in a sentence: `“May a United States warrant reach mail kept abroad?”`.
std::string question_words(const Config& config, int question);

/// A reading of a question in a sentence: `the warrant stops at the border`.
const std::string& reading_words(const Config& config, int question, bool accepted);

/// `the government`, `the provider`: the side that wins.
std::string_view side_words(bool government);

/// `the content of messages`.
std::string_view data_words(DataKind kind);

/// `an order`, `a treaty request`, …; with kInstruments `nothing`.
std::string_view instrument_words(std::size_t instrument);

/// `fulfilled`, `partly fulfilled`, …: how a demand ended.
std::string fate_phrase(Fate fate);

/// "a judge".
std::string_view approver_words(Approver approver);

/// `the first instance`, …: a stage of a case.
std::string_view stage_words(Stage stage);

/// `one`, `two`, … `twelve`, `13`.
std::string count_words(int number);

/// `one judge`, `three judges`.
std::string counted(int number, std::string_view one, std::string_view many);

/// `1 real demand`, `9 real demands`.
std::string counted_real(double number);

/// A paragraph; an item of a list, marked and set off.
std::string paragraph(const std::string& text);
std::string item(const std::string& text, std::size_t indent = 4, std::string_view mark = "-");

}  // namespace comity::explain
