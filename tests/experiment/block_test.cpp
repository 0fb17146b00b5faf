#include "experiment/block.h"
#include "support/files.h"

#include "results/run_record.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

#include <unistd.h>

namespace comity {
namespace {

namespace fs = std::filesystem;

class Folder : public ::testing::Test {
 protected:
  Folder() : path(fs::temp_directory_path() / ("comity-block-" + std::to_string(::getpid()))) {
    fs::create_directories(path);
  }
  ~Folder() override { fs::remove_all(path); }
  fs::path path;
};

void write_bytes(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

RunRecord make_record() {
  RunRecord record;
  record.demands = 17;
  record.hash = 0xfedcba9876543210ULL;
  record.totals = {1.0 / 3.0, -0.0, std::numeric_limits<double>::quiet_NaN(), 5e-324};
  record.series = {2.0, 3.0};
  log_event(record.events, ShockRow{15706.25, 0, 0.25});
  return record;
}

TEST(RunRecordBytes, ReadBackTheSame) {
  const std::string bytes = encode(make_record());
  const RunRecord record = decode(bytes);
  EXPECT_EQ(encode(record), bytes);
  EXPECT_EQ(record.demands, 17U);
  EXPECT_EQ(record.totals[0], 1.0 / 3.0);
  EXPECT_TRUE(std::signbit(record.totals[1]));
  EXPECT_TRUE(std::isnan(record.totals[2]));
  EXPECT_EQ(record.events.rows[static_cast<std::size_t>(EventTable::shocks)],
            (std::vector<double>{15706.25, 0, 0.25}));
}

TEST(RunRecordBytes, OfAnyOtherLengthAreRefused) {
  const std::string bytes = encode(make_record());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_THROW(decode(bytes.substr(0, size)), std::runtime_error);
  EXPECT_THROW(decode(bytes + "x"), std::runtime_error);
}

TEST(Totals, AreSumsOfCountersAndMeansOfGaugesWithoutMissingValues) {
  MetricLayout layout;
  std::size_t places = 0;
  for (std::size_t metric = 0; metric < metric_rows().size(); ++metric) layout.offset[metric + 1] = ++places;
  std::vector<double> series;
  const double missing = std::numeric_limits<double>::quiet_NaN();
  for (const double value : {1.0, missing, 2.5}) series.insert(series.end(), places, value);
  const std::vector<double> totals = totals_of(layout, series);
  for (std::size_t metric = 0; metric < metric_rows().size(); ++metric)
    EXPECT_EQ(totals[metric], metric_rows()[metric].kind == MetricKind::counter ? 3.5 : 1.75);
  for (const double total : totals_of(layout, std::vector<double>(places, missing)))
    EXPECT_TRUE(std::isnan(total));
}

TEST_F(Folder, ABlockIsReadBackAndKnowsItsModel) {
  Block block;
  block.add({3, 4}, false, "record");
  block.add({5, 6}, true, "another one");
  write_block(path / "a.block", 99, block);
  const BlockIndex index = read_block_index(path / "a.block", 99);
  ASSERT_TRUE(index.whole);
  ASSERT_EQ(index.entries.size(), 2U);
  EXPECT_EQ(index.entries[1].run, (RunId{5, 6}));
  EXPECT_EQ(index.entries[1].failed, 1U);
  const std::string bytes = test::read_whole(path / "a.block");
  EXPECT_EQ(bytes.substr(index.entries[0].begin, index.entries[0].size), "record");
  EXPECT_EQ(bytes.substr(index.entries[1].begin, index.entries[1].size), "another one");
  EXPECT_FALSE(read_block_index(path / "a.block", 98).whole);
}

TEST_F(Folder, ABlockCutOffAnywhereIsNotWhole) {
  Block block;
  block.add({0, 1}, false, "first");
  block.add({0, 2}, false, "second");
  write_block(path / "a.block", 1, block);
  const std::string bytes = test::read_whole(path / "a.block");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    write_bytes(path / "cut.block", bytes.substr(0, size));
    EXPECT_FALSE(read_block_index(path / "cut.block", 1).whole) << size;
  }
  write_bytes(path / "cut.block", bytes + "x");
  EXPECT_FALSE(read_block_index(path / "cut.block", 1).whole);
}

TEST_F(Folder, ADamagedIndexIsNoticedWhereverItIsDamaged) {
  Block block;
  block.add({7, 8}, false, "record");
  write_block(path / "a.block", 1, block);
  const std::string bytes = test::read_whole(path / "a.block");
  for (std::size_t at = 0; at + 6 < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    write_bytes(path / "damaged.block", damaged);
    EXPECT_FALSE(read_block_index(path / "damaged.block", 1).whole) << at;
  }
}

TEST(Checksum, TellsChangesOfEveryBitApart) {
  const std::string text = "nineteen characters";
  for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
    std::string changed = text;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_NE(checksum_of(changed), checksum_of(text));
  }
  EXPECT_NE(checksum_of(std::string("a\0", 2)), checksum_of("a"));
}

}  // namespace
}  // namespace comity
