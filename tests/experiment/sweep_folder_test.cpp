#include "experiment/sweep_folder.h"

#include "cli/shard_option.h"
#include "cli/slurm_script.h"
#include "design/design_file.h"
#include "error.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include <unistd.h>

namespace comity {
namespace {

using namespace cli;

namespace fs = std::filesystem;

Design make_awkward_design() {
  Design design;
  design.kind = "list";
  design.seed = 7;
  Factor number;
  number.name = "choose.precision";
  number.low = 0.1;
  number.high = 9.0;
  number.linked = {{"assist.load", false, 1.0, 2.0, FactorKind::integer}};
  Factor word;
  word.name = "a \"name\", with signs";
  word.kind = FactorKind::category;
  word.levels = {"plain", "with, comma", "with \"quotes\""};
  design.factors = {number, word};
  design.arms = {{"none", {}}, {"both, of them", {"assist.load=1"}}};
  design.points = {{"A", 0, 1, "none", {1.0 / 3.0, 2.0}},
                   {"AB1", 4, 0, "both, of them", {5e-324, 1.0}},
                   {"", 0, 0, "", {-0.0, 0.0}}};
  return design;
}

void expect_equal(const Design& design, const Design& other) {
  ASSERT_EQ(design.points.size(), other.points.size());
  for (std::size_t id = 0; id < design.points.size(); ++id) {
    EXPECT_EQ(design.points[id].role, other.points[id].role);
    EXPECT_EQ(design.points[id].block, other.points[id].block);
    EXPECT_EQ(design.points[id].scramble, other.points[id].scramble);
    EXPECT_EQ(design.points[id].arm, other.points[id].arm);
    EXPECT_EQ(design.points[id].values, other.points[id].values);
  }
  EXPECT_EQ(design_definition(design), design_definition(other));
}

TEST(DesignFile, GivesTheDesignBackToTheLastBit) {
  const Design design = make_awkward_design();
  const Design like = read_design_definition(design_definition(design));
  expect_equal(design, read_design_table("design.csv", design_table(design), {like, 3}));
  EXPECT_EQ(read_design_table("design.csv", design_table(design), {like, 2}).points.size(), 2U);
}

TEST(DesignFile, SaysWhichLineIsDamaged) {
  const Design design = make_awkward_design();
  std::string table = design_table(design);
  table.replace(table.find("\n2,") + 1, 1, "9");
  try {
    read_design_table("design.csv", table, {design, 3});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              "design.csv: line 4 is damaged. Remove the sweep's folder and start again.");
  }
  EXPECT_THROW(read_design_table("design.csv", "point", {design, 3}), Error);
  EXPECT_THROW(read_design_definition("{}"), Error);
}

TEST(Shards, ShareAllRunsWithoutOverlap) {
  Manifest manifest;
  manifest.replicates = 3;
  for (const std::uint32_t points : {1U, 5U, 40U}) {
    manifest.points = points;
    for (const std::uint32_t count : {1U, 2U, 7U}) {
      for (std::uint32_t run = 0; run < points * 3; ++run) {
        int shares = 0;
        for (std::uint32_t number = 1; number <= count; ++number)
          shares += is_of_shard({number, count}, {run / 3, run % 3}, manifest) ? 1 : 0;
        EXPECT_EQ(shares, 1);
      }
    }
  }
}

TEST(Shards, KeepTheReplicatesOfAPointTogetherWherePointsAreMany) {
  Manifest manifest;
  manifest.points = 8;
  manifest.replicates = 5;
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate)
    EXPECT_TRUE(is_of_shard({2, 4}, {5, replicate}, manifest));
}

Environment environment_of(const std::map<std::string, std::string>& values) {
  return [values](const std::string& name) -> std::optional<std::string> {
    const auto found = values.find(name);
    if (found == values.end()) return std::nullopt;
    return found->second;
  };
}

TEST(ShardOption, ReadsTasksOfArraysAndRanks) {
  const auto array = shard_of_array(environment_of({{"SLURM_ARRAY_TASK_ID", "6"},
                                                    {"SLURM_ARRAY_TASK_MIN", "0"},
                                                    {"SLURM_ARRAY_TASK_MAX", "9"},
                                                    {"SLURM_ARRAY_TASK_COUNT", "4"}}));
  ASSERT_TRUE(array);
  EXPECT_EQ(array->number, 3U);
  EXPECT_EQ(array->count, 4U);
  EXPECT_FALSE(shard_of_array(environment_of({})));
  const auto rank =
      shard_of_rank(environment_of({{"OMPI_COMM_WORLD_RANK", "3"}, {"OMPI_COMM_WORLD_SIZE", "4"}}));
  ASSERT_TRUE(rank);
  EXPECT_EQ(rank->number, 4U);
  EXPECT_FALSE(shard_of_rank(environment_of({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "1"}})));
  EXPECT_FALSE(shard_of_rank(environment_of({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "4"}})));
}

TEST(ShardOption, RefusesArraysWithGaps) {
  EXPECT_THROW(shard_of_array(environment_of({{"SLURM_ARRAY_TASK_ID", "3"},
                                              {"SLURM_ARRAY_TASK_MIN", "1"},
                                              {"SLURM_ARRAY_TASK_MAX", "9"},
                                              {"SLURM_ARRAY_TASK_COUNT", "3"}})),
               Error);
}

TEST(SlurmScript, HasNoNameThatCouldEndALine) {
  SlurmJob job;
  job.command = "sweep";
  job.name = "a b\nrm -rf $HOME `x` %j";
  job.program = "/opt/it's/comity";
  job.merge = "a b.sweep";
  const std::string script = slurm_script(job);
  EXPECT_NE(script.find("#SBATCH --job-name=a_b_rm_-rf__HOME__x___j\n"), std::string::npos);
  EXPECT_EQ(script.find("\nrm"), std::string::npos);
  EXPECT_NE(script.find("comity='/opt/it'\\''s/comity'\n"), std::string::npos);
  EXPECT_NE(script.find("merge"), std::string::npos);
  job.merge.clear();
  EXPECT_EQ(slurm_script(job).find("merge"), std::string::npos);
}

class SettledFolder : public ::testing::Test {
 protected:
  SettledFolder()
      : folder{fs::temp_directory_path() / ("comity-folder-" + std::to_string(::getpid())) / "x.sweep"} {
    fs::create_directories(folder.blocks());
  }
  ~SettledFolder() override { fs::remove_all(folder.path.parent_path()); }

  void write(const std::string& name, const std::vector<BlockEntry>& runs) const {
    Block block;
    for (const BlockEntry& entry : runs) block.add(entry.run, entry.failed != 0, "x");
    write_block(folder.blocks() / name, model_of(manifest), block);
  }

  SweepFolder folder;
  Manifest manifest{"x", "1", "summary", {}, "", "", {}, {}, 2, 3};
};

TEST_F(SettledFolder, KnowsWhichRunsAreDone) {
  write("a.block", {{{0, 0}}, {{1, 2}, 1}});
  const RunIndex index(folder, manifest);
  EXPECT_EQ(index.count(), 6U);
  EXPECT_EQ(index.missing(), 4U);
  EXPECT_EQ(index.failures(), 1U);
  EXPECT_TRUE(index.done({0, 0}));
  EXPECT_TRUE(index.failed({1, 2}));
  EXPECT_FALSE(index.done({0, 1}));
  EXPECT_EQ(index.find({1, 2}), (std::pair<std::size_t, std::size_t>{0, 1}));
}

TEST_F(SettledFolder, TakesASuccessBeforeAFailureInAnyOrder) {
  write("a.block", {{{0, 0}, 1}, {{0, 1}}});
  write("b.block", {{{0, 0}}, {{0, 1}, 1}});
  const RunIndex index(folder, manifest);
  EXPECT_FALSE(index.failed({0, 0}));
  EXPECT_FALSE(index.failed({0, 1}));
  EXPECT_EQ(index.failures(), 0U);
  EXPECT_EQ(index.missing(), 4U);
  EXPECT_EQ(index.find({0, 0}).first, 1U);
  EXPECT_EQ(index.find({0, 1}).first, 0U);
}

TEST_F(SettledFolder, LeavesOutRunsThatAreNotOfTheSweepAndForeignBlocks) {
  write("a.block", {{{2, 0}}, {{0, 3}}});
  write_block(folder.blocks() / "b.block", 5, {});
  const RunIndex index(folder, manifest);
  EXPECT_EQ(index.missing(), 6U);
  ASSERT_EQ(index.damaged().size(), 1U);
  EXPECT_EQ(index.damaged()[0].filename(), "b.block");
}

TEST_F(SettledFolder, IsLockedForOneProcess) {
  const auto first = FileLock::attempt(folder.path / "a.lock");
  ASSERT_TRUE(first);
  EXPECT_FALSE(FileLock::attempt(folder.path / "a.lock"));
  EXPECT_TRUE(FileLock::attempt(folder.path / "b.lock"));
}

TEST_F(SettledFolder, KeepsItsManifestWordByWord) {
  manifest.outline = {"a = 1", "b = \"é\""};
  manifest.texts = {{"x.toml", "question = \"é?\"\n"}};
  manifest.overrides = {"a=1"};
  write_manifest(folder.manifest(), manifest);
  const Manifest read = read_manifest(folder.manifest());
  EXPECT_TRUE(differences(manifest, read).empty());
  EXPECT_EQ(model_of(read), model_of(manifest));
  EXPECT_EQ(read.texts.at(0).text, manifest.texts[0].text);
  EXPECT_EQ(read.points, 2U);
  Manifest changed = read;
  changed.outline = {"b = \"e\"", "c = 3"};
  EXPECT_EQ(differences(read, changed),
            (std::vector<std::string>{"a: was 1, is not set any more", "b: was \"é\", is \"e\"",
                                      "c: was not set, is 3"}));
  EXPECT_NE(model_of(changed), model_of(read));
}

}  // namespace
}  // namespace comity
