#include "results/event_columns.h"

#include "error.h"
#include "observe/labels.h"
#include "results/series.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numeric>

namespace comity {
namespace {

constexpr hsize_t kRowsPerBlock = 8192;

bool is_real(Coding coding) { return coding == Coding::number || coding == Coding::day; }

// How to read the numbers of a column: units of days, CF flags, or the list its codes point into.
void describe_coding(hid_t dataset, const EventColumn& column) {
  const std::string_view list = label_list_name(column.coding);
  const std::vector<std::string_view> names = code_names(column.coding);
  if (column.coding == Coding::day) {
    hdf5::write_attribute(dataset, "units", kDayUnits);
    hdf5::write_attribute(dataset, "calendar", kDayCalendar);
  } else if (!list.empty()) {
    hdf5::write_attribute(dataset, "labels", fmt::format("/events/labels/{}", list));
    hdf5::write_attribute(dataset, "comment", "index into the labels, from 0; -1: none");
  } else if (!names.empty()) {
    std::vector<std::int32_t> values(names.size() + 1);
    std::iota(values.begin(), values.end(), -1);
    hdf5::write_attribute(dataset, "flag_values", std::span<const std::int32_t>(values));
    hdf5::write_attribute(dataset, "flag_meanings", fmt::format("not_applicable {}", fmt::join(names, " ")));
  } else {
    hdf5::write_attribute(dataset, "units", column.unit);
  }
}

constexpr std::array kRunColumns = {
    EventColumn{"point", Coding::integer, "1", "point of the design"},
    EventColumn{"replicate", Coding::integer, "1", "replicate"},
};

// Questions and their readings in words, along the list of their ids.
void write_question_words(const ResultsPlan& plan, hid_t group, const hdf5::Handle& scale) {
  const auto write = [&](const char* name, const char* meaning, const auto& text_of) {
    std::vector<std::string> texts;
    for (const law::Question& question : plan.config.library.questions) texts.push_back(text_of(question));
    const hdf5::Handle dataset = hdf5::write_texts(group, name, texts);
    hdf5::write_attribute(dataset.id(), "long_name", meaning);
    hdf5::attach_scale(dataset, scale, 0);
  };
  using Q = law::Question;
  write("question_name", "the question in words", [](const Q& q) { return q.name; });
  write("question_accepted", "word of the reading that accepts the arguable rule",
        [](const Q& q) { return q.accepted.id; });
  write("question_accepted_words", "that reading in a sentence", [](const Q& q) { return q.accepted.words; });
  write("question_rejected", "word of the other reading", [](const Q& q) { return q.rejected.id; });
  write("question_rejected_words", "the other reading in a sentence",
        [](const Q& q) { return q.rejected.words; });
}

// What focal disputes are called: `focal` of the table focal counts from 0.
void write_focal_names(const ResultsPlan& plan, hid_t group) {
  std::vector<std::string> names;
  for (const FocalConfig& focal : plan.config.focals) names.push_back(focal.name);
  if (names.empty()) return;
  const hdf5::Handle dataset = hdf5::write_texts(group, "focal", names);
  hdf5::make_scale(dataset, "focal");
  hdf5::write_attribute(dataset.id(), "long_name", "names of the focal disputes");
}

void write_court_codes(const ResultsPlan& plan, hid_t group, const hdf5::Handle& scale) {
  std::vector<std::int32_t> levels;
  for (const Level level : plan.courts.level) levels.push_back(static_cast<std::int32_t>(level));
  const auto write = [&](const EventColumn& column, const std::vector<std::int32_t>& codes) {
    const hdf5::Handle dataset =
        hdf5::create_dataset(group, std::string(column.name), hdf5::int_type(), {{codes.size()}, {}, {}});
    hdf5::write_attribute(dataset.id(), "long_name", column.meaning);
    describe_coding(dataset.id(), column);
    hdf5::write(dataset, codes);
    hdf5::attach_scale(dataset, scale, 0);
  };
  write({"court_state", Coding::state, "1", "state of the court"}, plan.courts.state);
  write({"court_level", Coding::level, "1", "level of the court"}, levels);
  write({"court_above", Coding::court, "1", "court that hears appeals"}, plan.courts.superior);
}

}  // namespace

EventWriter::EventWriter(const ResultsPlan& plan, hid_t file)
    : group_(hdf5::create_group(file, "events")), replicates_(plan.replicates) {
  create_labels(plan);
  for (std::size_t table = 0; table < enum_count<EventTable>; ++table) {
    tables_.push_back(create_table(static_cast<EventTable>(table)));
  }
}

void EventWriter::create_labels(const ResultsPlan& plan) {
  const hdf5::Handle group = hdf5::create_group(group_.id(), "labels");
  for (const Coding coding : {Coding::state, Coding::jurisdiction, Coding::provider, Coding::court,
                              Coding::question, Coding::reform, Coding::shock}) {
    const bool court = coding == Coding::court;
    const std::vector<std::string> labels = court ? plan.courts.name : scenario_labels(coding, plan.config);
    if (labels.empty()) continue;
    const std::string name(label_list_name(coding));
    const hdf5::Handle scale = hdf5::write_texts(group.id(), name, labels);
    hdf5::make_scale(scale, name);
    if (court) write_court_codes(plan, group.id(), scale);
    if (coding == Coding::question) write_question_words(plan, group.id(), scale);
  }
  write_focal_names(plan, group.id());
}

EventWriter::Table EventWriter::create_table(EventTable table) {
  Table made;
  made.group = hdf5::create_group(group_.id(), std::string(name_of(table)));
  hdf5::write_attribute(made.group.id(), "long_name", meaning_of(table));
  made.row = hdf5::make_bare_dimension(made.group.id(), "row", hdf5::kUnlimited);
  std::vector<EventColumn> columns(kRunColumns.begin(), kRunColumns.end());
  for (const EventColumn& column : event_columns(table)) columns.push_back(column);
  for (const EventColumn& column : columns) {
    const bool real = is_real(column.coding);
    hdf5::Handle dataset = hdf5::create_dataset(made.group.id(), std::string(column.name),
                                                real ? hdf5::double_type() : hdf5::int_type(),
                                                {{0}, {hdf5::kUnlimited}, {kRowsPerBlock}});
    hdf5::write_attribute(dataset.id(), "long_name", column.meaning);
    describe_coding(dataset.id(), column);
    hdf5::attach_scale(dataset, made.row, 0);
    made.columns.push_back({std::move(dataset), real, {}});
  }
  return made;
}

void EventWriter::append(const Events& events) {
  for (std::size_t index = 0; index < tables_.size(); ++index) {
    Table& table = tables_[index];
    const std::vector<double>& rows = events.rows[index];
    const std::size_t width = table.columns.size() - kRunColumns.size();
    const auto point = run_ / replicates_;
    const auto replicate = run_ % replicates_;
    COMITY_EXPECT(rows.size() % width == 0);
    for (std::size_t begin = 0; begin < rows.size(); begin += width) {
      table.columns[0].held.push_back(static_cast<double>(point));
      table.columns[1].held.push_back(static_cast<double>(replicate));
      for (std::size_t i = 0; i < width; ++i) {
        table.columns[i + kRunColumns.size()].held.push_back(rows[begin + i]);
      }
      if (table.columns[0].held.size() == kRowsPerBlock) flush(table);
    }
  }
  ++run_;
}

void EventWriter::flush() {
  for (Table& table : tables_) flush(table);
}

void EventWriter::flush(Table& table) {
  const hsize_t rows = table.columns[0].held.size();
  if (rows == 0) return;
  hdf5::resize(table.row, {table.written + rows});
  for (Column& column : table.columns) {
    hdf5::resize(column.handle, {table.written + rows});
    const hdf5::Block block{{table.written}, {rows}};
    if (column.real) {
      hdf5::write(column.handle, block, column.held);
    } else {
      std::vector<std::int32_t> codes;
      for (const double value : column.held) {
        COMITY_EXPECT(std::abs(value) < 2147483648.0);
        codes.push_back(static_cast<std::int32_t>(value));
      }
      hdf5::write(column.handle, block, codes);
    }
    column.held.clear();
  }
  table.written += rows;
}

}  // namespace comity
