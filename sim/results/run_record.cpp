#include "results/run_record.h"

#include "missing.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace comity {
namespace {

static_assert(std::endian::native == std::endian::little, "records are written as they stand in memory");

void put(std::string& bytes, std::uint64_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void put(std::string& bytes, std::span<const double> values) {
  put(bytes, values.size());
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}

// The next so many bytes.
std::string_view take(std::string_view& bytes, std::uint64_t size) {
  if (size > bytes.size()) throw std::runtime_error("a record of a run is cut off");
  const std::string_view taken = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return taken;
}

std::uint64_t take_number(std::string_view& bytes) {
  std::uint64_t number = 0;
  std::memcpy(&number, take(bytes, sizeof number).data(), sizeof number);
  return number;
}

std::vector<double> take_values(std::string_view& bytes) {
  const std::uint64_t count = take_number(bytes);
  if (count > bytes.size() / sizeof(double)) throw std::runtime_error("a record of a run is cut off");
  std::vector<double> values(count);
  if (count > 0)
    std::memcpy(values.data(), take(bytes, count * sizeof(double)).data(), count * sizeof(double));
  return values;
}

}  // namespace

std::uint64_t hash_with_run(std::uint64_t hash, std::uint64_t run) {
  for (int shift = 0; shift < 64; shift += 8) hash = (hash ^ ((run >> shift) & 0xffU)) * 0x100000001b3ULL;
  return hash;
}

std::vector<double> totals_of(const MetricLayout& layout, std::span<const double> series) {
  const std::size_t width = layout.size();
  std::vector<OverTime> over(width);
  for (std::size_t i = 0; i < series.size() / width * width; ++i) over[i % width].add(series[i]);
  std::vector<double> totals;
  for (std::size_t metric = 0; metric < metric_rows().size(); ++metric) {
    for (std::size_t place = layout.offset[metric]; place < layout.offset[metric + 1]; ++place)
      totals.push_back(over[place].value(metric_rows()[metric].kind));
  }
  return totals;
}

namespace {

// Averages to the nearest number of single precision: what comes after is noise that no compression can shorten.
void round_averages(const MetricLayout& layout, std::vector<double>& totals) {
  for (std::size_t metric = 0; metric < metric_rows().size(); ++metric) {
    if (metric_rows()[metric].kind != MetricKind::gauge) continue;
    for (std::size_t place = layout.offset[metric]; place < layout.offset[metric + 1]; ++place)
      totals[place] = static_cast<double>(static_cast<float>(totals[place]));
  }
}

}  // namespace

RunRecord make_record(const MetricLayout& layout, RunResult result, Keep keep) {
  RunRecord record;
  record.demands = result.demands;
  record.hash = hash_of(result);
  record.totals = totals_of(layout, result.series);
  round_averages(layout, record.totals);
  if (keep != Keep::summary) record.series = std::move(result.series);
  if (keep == Keep::all) record.events = std::move(result.events);
  return record;
}

std::string encode(const RunRecord& record) {
  std::string bytes;
  bytes.reserve(128 + 8 * (record.totals.size() + record.series.size()));
  put(bytes, record.failure.size());
  bytes += record.failure;
  put(bytes, record.demands);
  put(bytes, record.hash);
  put(bytes, record.totals);
  put(bytes, record.series);
  put(bytes, record.events.rows.size());
  for (const std::vector<double>& rows : record.events.rows) put(bytes, rows);
  return bytes;
}

RunRecord decode(std::string_view bytes) {
  RunRecord record;
  record.failure = take(bytes, take_number(bytes));
  record.demands = take_number(bytes);
  record.hash = take_number(bytes);
  record.totals = take_values(bytes);
  record.series = take_values(bytes);
  if (take_number(bytes) != record.events.rows.size())
    throw std::runtime_error("a record of a run has other event tables");
  for (std::vector<double>& rows : record.events.rows) rows = take_values(bytes);
  if (!bytes.empty()) throw std::runtime_error("a record of a run is too long");
  return record;
}

}  // namespace comity
