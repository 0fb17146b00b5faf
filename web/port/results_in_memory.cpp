// A results file in memory: what results/hdf5.h writes and results/results_reader.h reads. Attributes that the program never reads back
// (units, meanings, lists of codes) are not kept.
#include "error.h"
#include "missing.h"
#include "port/kept.h"
#include "results/hdf5.h"
#include "results/results_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <utility>

namespace comity {
namespace {

// Numbers of a dataset from a place on, with the page.
struct Piece {
  std::size_t place;
  web::Kept numbers;

  std::size_t end() const { return place + numbers.size() / sizeof(double); }
};

// Series ([point, replicate, time …]) and tables that grow are too much to stay here: the page keeps them.
struct Dataset {
  std::vector<std::size_t> size;
  bool text = false;
  bool scale = false;
  bool outside = false;
  std::vector<double> numbers;  // row-major; whole numbers of a results file are exact in them
  std::vector<Piece> pieces;    // of what is outside, in place of `numbers`
  std::vector<std::string> texts;
};

// Objects are named by their path, the file itself by "".
struct MemoryFile {
  std::set<std::string> groups;
  std::map<std::string, Dataset> datasets;
  std::map<std::pair<std::string, std::string>, std::string> attributes;
};

struct Object {
  std::string file;
  std::string path;
};

std::map<std::string, MemoryFile>& all_files() {
  static std::map<std::string, MemoryFile> files;
  return files;
}

std::map<hid_t, Object>& open_objects() {
  static std::map<hid_t, Object> objects;
  return objects;
}

hid_t open_object(Object object) {
  static hid_t last = 0;
  open_objects()[++last] = std::move(object);
  return last;
}

herr_t close_object(hid_t id) { return open_objects().erase(id) == 1 ? 0 : -1; }

std::string path_in(const Object& parent, const std::string& name) {
  return parent.path.empty() ? name : parent.path + "/" + name;
}

Dataset& dataset_of(const hdf5::Handle& handle) {
  const Object& object = open_objects().at(handle.id());
  return all_files().at(object.file).datasets.at(object.path);
}

std::size_t count_of(const std::vector<std::size_t>& size) {
  std::size_t count = 1;
  for (const std::size_t axis : size) count *= axis;
  return count;
}

struct Part {
  std::vector<std::size_t> begin;
  std::vector<std::size_t> size;
};

// Calls for each line of a part along the last axis: where it starts in the whole, where in the part, how long it is.
template <class Take>
void for_lines(const std::vector<std::size_t>& whole, const Part& part, const Take& take) {
  const std::size_t length = part.size.empty() ? 1 : part.size.back();
  const std::size_t lines = length == 0 ? 0 : count_of(part.size) / length;
  for (std::size_t line = 0; line < lines; ++line) {
    std::size_t rest = line;
    std::size_t place = part.begin.empty() ? 0 : part.begin.back();
    std::size_t stride = whole.empty() ? 1 : whole.back();
    for (std::size_t axis = whole.empty() ? 0 : whole.size() - 1; axis-- > 0;) {
      place += (part.begin[axis] + rest % part.size[axis]) * stride;
      rest /= part.size[axis];
      stride *= whole[axis];
    }
    take(place, line * length, length);
  }
}

template <class Number>
void write_all(const hdf5::Handle& dataset, std::span<const Number> values) {
  Dataset& into = dataset_of(dataset);
  COMITY_EXPECT(values.size() == into.numbers.size());
  std::transform(values.begin(), values.end(), into.numbers.begin(),
                 [](Number value) { return static_cast<double>(value); });
}

template <class Number>
void write_part(const hdf5::Handle& dataset, const hdf5::Block& block, std::span<const Number> values) {
  Dataset& into = dataset_of(dataset);
  const Part part{{block.begin.begin(), block.begin.end()}, {block.size.begin(), block.size.end()}};
  COMITY_EXPECT(values.size() == count_of(part.size));
  if (into.outside) {  // written by whole runs or rows, the first ones first
    const std::size_t place = into.pieces.empty() ? 0 : into.pieces.back().end();
    const std::size_t axis = part.size.size() > 1 ? 1 : 0;
    COMITY_EXPECT(place == part.begin.at(axis) * (count_of(part.size) / part.size[axis]));
    const std::vector<double> numbers(values.begin(), values.end());
    into.pieces.push_back({place, web::Kept(std::as_bytes(std::span(numbers)))});
    return;
  }
  for_lines(into.size, part, [&](std::size_t place, std::size_t from, std::size_t length) {
    for (std::size_t i = 0; i < length; ++i)
      into.numbers.at(place + i) = static_cast<double>(values[from + i]);
  });
}

// Numbers of what is outside, from one piece at a time.
class OutsideAt {
 public:
  explicit OutsideAt(const Dataset& dataset) : pieces_(dataset.pieces) {}

  double operator()(std::size_t place) {
    if (place < first_ || place >= first_ + held_.size()) fetch(place);
    return held_.at(place - first_);
  }

 private:
  void fetch(std::size_t place) {
    const auto after = std::ranges::upper_bound(pieces_, place, {}, &Piece::place);
    COMITY_EXPECT(after != pieces_.begin());
    const Piece& piece = *std::prev(after);
    first_ = piece.place;
    held_.resize(piece.numbers.size() / sizeof(double));
    piece.numbers.read(std::as_writable_bytes(std::span(held_)));
  }

  std::span<const Piece> pieces_;
  std::vector<double> held_;
  std::size_t first_ = 0;
};

}  // namespace

namespace hdf5 {

Handle::Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}

Handle& Handle::operator=(Handle&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(close_, other.close_);
  return *this;
}

Handle::~Handle() { close(); }

bool Handle::close() { return id_ < 0 || close_(std::exchange(id_, -1)) >= 0; }

void check(bool succeeded, hid_t /*object*/, std::string_view doing) {
  if (!succeeded) throw Error(fmt::format("results in memory: {} failed.", doing));
}

Handle create_file(const std::filesystem::path& path) {
  all_files()[path.string()] = {};
  return {open_object({path.string(), ""}), close_object};
}

Handle create_group(hid_t parent, const std::string& name) {
  const Object& in = open_objects().at(parent);
  const Object made{in.file, path_in(in, name)};
  all_files().at(made.file).groups.insert(made.path);
  return {open_object(made), close_object};
}

Handle create_dataset(hid_t parent, const std::string& name, hid_t type, const Shape& shape) {
  const Object& in = open_objects().at(parent);
  const Object made{in.file, path_in(in, name)};
  Dataset& dataset = all_files().at(made.file).datasets[made.path];
  dataset.size.assign(shape.size.begin(), shape.size.end());
  dataset.outside = shape.size.size() > 2 || !shape.maximum.empty();
  if (!dataset.outside)
    dataset.numbers.assign(count_of(dataset.size), type == double_type() ? kMissing : 0.0);
  return {open_object(made), close_object};
}

void write_attribute(hid_t object, const std::string& name, std::string_view text) {
  const Object& of = open_objects().at(object);
  if (of.path == "provenance" || of.path == "design")
    all_files().at(of.file).attributes[{of.path, name}] = text;
}

void write_attribute(hid_t object, const std::string& name, std::int64_t value) {
  write_attribute(object, name, std::string_view(fmt::format("{}", value)));
}

void write_attribute(hid_t /*object*/, const std::string& /*name*/, double /*value*/) {}
void write_attribute(hid_t /*object*/, const std::string& /*name*/,
                     std::span<const std::int32_t> /*values*/) {}

void write(const Handle& dataset, std::span<const double> values) { write_all(dataset, values); }
void write(const Handle& dataset, std::span<const std::int32_t> values) { write_all(dataset, values); }
void write(const Handle& dataset, std::span<const std::int64_t> values) { write_all(dataset, values); }

void write(const Handle& dataset, const Block& block, std::span<const double> values) {
  write_part(dataset, block, values);
}
void write_chunk(const Handle& dataset, const Block& chunk, std::span<const double> values) {
  write(dataset, chunk, values);
}
void write(const Handle& dataset, const Block& block, std::span<const std::int32_t> values) {
  write_part(dataset, block, values);
}
void write(const Handle& dataset, const Block& block, std::span<const std::int64_t> values) {
  write_part(dataset, block, values);
}

// Only lists grow: columns of tables, and the dimension of their rows, which has no numbers.
void resize(const Handle& dataset, const std::vector<hsize_t>& size) {
  Dataset& longer = dataset_of(dataset);
  COMITY_EXPECT(size.size() == 1 && longer.size.size() == 1 && (longer.outside || longer.scale));
  longer.size = {static_cast<std::size_t>(size.front())};
}

Handle write_texts(hid_t parent, const std::string& name, const std::vector<std::string>& texts) {
  Handle handle = create_dataset(parent, name, double_type(), {});
  Dataset& dataset = dataset_of(handle);
  dataset = {{texts.size()}, true, false, false, {}, {}, texts};
  return handle;
}

Handle write_text(hid_t parent, const std::string& name, const std::string& text) {
  Handle handle = write_texts(parent, name, {text});
  dataset_of(handle).size.clear();
  return handle;
}

void make_scale(const Handle& dataset, const std::string& /*name*/) { dataset_of(dataset).scale = true; }

Handle make_bare_dimension(hid_t parent, const std::string& name, hsize_t length) {
  Handle handle = create_dataset(parent, name, int_type(), {{length == kUnlimited ? 0 : length}, {}, {}});
  make_scale(handle, name);
  return handle;
}

void attach_scale(const Handle& /*dataset*/, const Handle& /*scale*/, unsigned /*axis*/) {}

}  // namespace hdf5

struct ResultsReader::Parts {
  const MemoryFile& file;

  const Dataset& dataset(const std::string& name, bool text) const {
    const auto found = file.datasets.find(name);
    COMITY_EXPECT(found != file.datasets.end() && found->second.text == text);
    return found->second;
  }
};

ResultsReader::ResultsReader(std::filesystem::path path) : path_(std::move(path)) {
  const auto found = all_files().find(path_.string());
  if (found == all_files().end()) throw Error(fmt::format("{}: there are no such results.", path_.string()));
  parts_ = std::make_unique<Parts>(Parts{found->second});
}

ResultsReader::~ResultsReader() = default;
ResultsReader::ResultsReader(ResultsReader&&) noexcept = default;
ResultsReader& ResultsReader::operator=(ResultsReader&&) noexcept = default;

bool ResultsReader::has(const std::string& name) const {
  return parts_->file.datasets.contains(name) || parts_->file.groups.contains(name);
}

std::vector<std::string> ResultsReader::names_in(const std::string& group) const {
  std::vector<std::string> names;
  const auto take = [&](const std::string& path) {
    const bool inside =
        path.starts_with(group + "/") && path.find('/', group.size() + 1) == std::string::npos;
    if (inside) names.push_back(path.substr(group.size() + 1));
  };
  for (const std::string& path : parts_->file.groups) take(path);
  for (const auto& [path, dataset] : parts_->file.datasets) {
    if (!dataset.scale) take(path);
  }
  std::ranges::sort(names);
  return names;
}

std::vector<std::size_t> ResultsReader::shape(const std::string& name) const {
  const auto found = parts_->file.datasets.find(name);
  COMITY_EXPECT(found != parts_->file.datasets.end());
  return found->second.size;
}

std::vector<double> ResultsReader::numbers(const std::string& name) const {
  const Dataset& dataset = parts_->dataset(name, false);
  if (!dataset.outside) return dataset.numbers;
  return numbers(name, std::vector<std::size_t>(dataset.size.size()), dataset.size);
}

std::vector<double> ResultsReader::numbers(const std::string& name, const std::vector<std::size_t>& begin,
                                           const std::vector<std::size_t>& size) const {
  const Dataset& dataset = parts_->dataset(name, false);
  COMITY_EXPECT(dataset.size.size() == size.size());
  std::vector<double> values(count_of(size));
  OutsideAt outside(dataset);
  for_lines(dataset.size, {begin, size}, [&](std::size_t place, std::size_t into, std::size_t length) {
    for (std::size_t i = 0; i < length; ++i)
      values[into + i] = dataset.outside ? outside(place + i) : dataset.numbers.at(place + i);
  });
  return values;
}

std::vector<std::string> ResultsReader::texts(const std::string& name) const {
  return parts_->dataset(name, true).texts;
}

std::string ResultsReader::text_attribute(const std::string& object, const std::string& name) const {
  const auto found = parts_->file.attributes.find({object, name});
  COMITY_EXPECT(found != parts_->file.attributes.end());
  return found->second;
}

}  // namespace comity

hid_t H5Gopen2(hid_t file, const char* name, hid_t /*access*/) {
  const comity::Object& in = comity::open_objects().at(file);
  return comity::open_object({in.file, comity::path_in(in, name)});
}

herr_t H5Gclose(hid_t group) { return comity::close_object(group); }

herr_t H5Fflush(hid_t /*object*/, int /*scope*/) { return 0; }
