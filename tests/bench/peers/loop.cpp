// The reduced dispute model of reduced.toml as one plain loop, written for comparison: what the same work costs without an
// engine, its law, its records and its promises. It shares nothing with comity but the model.
//
// Usage: comity_peer RUNS xoshiro|mersenne SCALE [FILE]; SCALE thins demands and authorities. Prints nanoseconds of the
// processor a demand and milliseconds a run; FILE gets the totals of each run, a line each, as compare.py reads them.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <limits>
#include <random>
#include <vector>

namespace {

constexpr std::size_t kStates =
    2;  // Alba orders what its providers hold or what lies in it, Borea what lies in it
constexpr std::size_t kProviders = 3;
constexpr std::size_t kContexts = 8;
constexpr double kYear = 365.25;
constexpr double kStepDays = 7.0;
constexpr int kSteps = 522;

enum Instrument : std::uint8_t { order, assistance, agreement, voluntary, drop };
enum Fate : std::uint8_t {
  fulfilled,
  partly,
  quashed,
  rejected,
  refused,
  sanctioned,
  abandoned,
  mooted,
  dropped
};
constexpr std::size_t kInstruments = 4;
constexpr std::size_t kFates = 9;

template <typename T>
using PerState = std::array<T, kStates>;

constexpr PerState<double> kDemands = {7000.0, 3000.0};  // [1/year]
constexpr double kCapacity = 300.0;                      // of each authority [1/year]
constexpr std::array<std::uint8_t, kProviders> kHome = {0, 1, 0};
constexpr std::array<PerState<bool>, kProviders> kEstablished = {
    {{true, true}, {false, true}, {true, false}}};

// The market on its first day, as comity settles it: shares of the providers per state, and of their data kept in Alba.
constexpr PerState<std::array<double, kProviders>> kShare = {
    {{0.46929085866926612, 0.35636825734905775, 0.17434088398167608},
     {0.46480714517913235, 0.36251766399930785, 0.1726751908215598}}};
constexpr std::array<PerState<double>, kProviders> kKeptInAlba = {
    {{0.87653295243477591, 0.16798161486607549},
     {0.83201838513392445, 0.12346704756522399},
     {0.87653295243477591, 0.16798161486607549}}};

// The parameters that matter here, by their names in comity list parameters.
constexpr double kStance = 0.85;          // reciprocate.baseline
constexpr double kPrecision = 6.0;        // choose.precision
constexpr double kDissimilarity = 0.6;    // choose.dissimilarity
constexpr double kDiscount = 0.5;         // choose.discount
constexpr double kHalfLife = 5.0;         // learn.half_life
constexpr double kPrior = 2.0;            // half of learn.prior_count
constexpr double kOrderDays = 14.0;       // respond.order_days, respond.voluntary_days
constexpr double kPatienceMonths = 24.0;  // assist.patience_months
constexpr double kServiceDays = 60.0;     // assist.service_days

// xoshiro256++ of Blackman and Vigna (2021), seeded by splitmix64.
class Xoshiro {
 public:
  using result_type = std::uint64_t;
  explicit Xoshiro(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
      seed += 0x9E3779B97F4A7C15ULL;
      std::uint64_t mixed = (seed ^ seed >> 30U) * 0xBF58476D1CE4E5B9ULL;
      mixed = (mixed ^ mixed >> 27U) * 0x94D049BB133111EBULL;
      word = mixed ^ mixed >> 31U;
    }
  }
  static constexpr std::uint64_t min() { return 0; }
  static constexpr std::uint64_t max() { return ~std::uint64_t{0}; }
  std::uint64_t operator()() {
    const std::uint64_t drawn = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return drawn;
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

struct Demand {
  double arisen = 0.0;
  double ready = 0.0;
  double merit = 0.0;
  std::uint8_t forum = 0;
  std::uint8_t provider = 0;
  std::uint8_t site = 0;
  std::uint8_t home = 0;
  std::uint8_t kind = 0;  // 2: content
  std::uint8_t tried = 0;
  bool serious = false;
  bool emergency = false;
};

struct Waiting {
  Demand demand;
  double arrived = 0.0;
  double gives_up = 0.0;
  double work = 0.0;
};

struct Serving {
  Demand demand;
  double arrived = 0.0;
  double started = 0.0;
  double done = 0.0;
};

struct Authority {
  double service_days = 0.0;
  std::size_t servers = 1;
  std::vector<Waiting> arriving;
  std::array<std::vector<Waiting>, 2> lines;  // emergencies first
  std::vector<Serving> serving;               // a heap, the first done first
};

// Totals of one run, in the order of compare.py.
struct Totals {
  PerState<double> demands{};
  std::array<double, kProviders> to_provider{};
  std::array<double, kInstruments> chosen{};
  std::array<double, kInstruments> succeeded{};
  std::array<double, kFates> ended{};
  PerState<double> requests{};
  PerState<double> granted{};
  PerState<double> refused{};
  PerState<double> abandoned{};
  PerState<double> wait{};
  PerState<double> days{};
  PerState<double> crossing{};
};

struct Belief {
  double wins = kPrior;
  double losses = kPrior;
  double delay = 0.0;
  double new_wins = 0.0;
  double new_losses = 0.0;
  double new_delay = 0.0;
};

bool may_order(const Demand& demand) {
  if (demand.forum == 1) return demand.site == 1;
  return demand.site == 0 || demand.home == 0;
}

// Borea forbids what Alba takes from it, but for emergencies.
bool is_barred(const Demand& demand) { return demand.forum == 0 && demand.site == 1 && !demand.emergency; }

bool may_volunteer(const Demand& demand) {
  return !(is_barred(demand) && demand.home == 1 && demand.kind != 0);
}

// State that a request for assistance goes to; none: -1.
int assisting(const Demand& demand) {
  if (demand.home != demand.forum) return demand.home;
  return demand.site != demand.forum ? demand.site : -1;
}

std::size_t context_of(const Demand& demand) {
  return (demand.site != demand.forum ? 1U : 0U) + (demand.home == demand.forum ? 2U : 0U) +
         (demand.kind == 2 ? 4U : 0U);
}

bool is_done_later(const Serving& a, const Serving& b) { return a.done > b.done; }

template <typename Generator>
class Run {
 public:
  Run(std::uint64_t seed, double scale) : generator_(seed), scale_(scale), weight_(1.0 / scale) {
    constexpr std::array<double, kInstruments> kDelays = {14.0, 300.0, 10.0, 14.0};
    for (auto& state : beliefs_) {
      for (auto& context : state) {
        for (std::size_t i = 0; i < kInstruments; ++i) context[i].delay = kDelays[i];
      }
    }
    for (Authority& authority : authorities_) {
      const double capacity = kCapacity * scale;
      authority.servers =
          static_cast<std::size_t>(std::max(1L, std::lround(capacity * kServiceDays / kYear)));
      authority.service_days = static_cast<double>(authority.servers) / capacity * kYear;
    }
    for (std::size_t forum = 0; forum < kStates; ++forum) {
      for (std::size_t provider = 0; provider < kProviders; ++provider) {
        for (std::size_t barred = 0; barred < 2; ++barred) {
          const double sanction = kEstablished[provider][forum] ? 2.0 : 0.3;
          const double gain = 0.1 + 0.8 * static_cast<double>(barred) - sanction;
          refusal_[forum][provider][barred] = 1.0 / (1.0 + std::exp(-8.0 * gain));
        }
      }
    }
  }

  const Totals& run() {
    for (int step = 0; step < kSteps; ++step) {
      begin_ = step * kStepDays;
      end_ = begin_ + kStepDays;
      ++stamp_;
      arise();
      for (const Demand& demand : arrivals_) pursue(demand);
      for (std::size_t state = 0; state < kStates; ++state) serve(state);
      learn();
    }
    return totals_;
  }

 private:
  double uniform() { return (static_cast<double>(generator_() >> 11U) + 0.5) * 0x1p-53; }
  double exponential(double mean) { return -mean * std::log(uniform()); }

  // Polar method of Marsaglia, one in store.
  double normal() {
    if (has_spare_) {
      has_spare_ = false;
      return spare_;
    }
    double a = 0.0;
    double b = 0.0;
    double square = 0.0;
    do {
      a = 2.0 * uniform() - 1.0;
      b = 2.0 * uniform() - 1.0;
      square = a * a + b * b;
    } while (square >= 1.0 || square == 0.0);
    const double stretch = std::sqrt(-2.0 * std::log(square) / square);
    spare_ = b * stretch;
    has_spare_ = true;
    return a * stretch;
  }

  Demand make_demand(std::uint8_t forum) {
    const std::array<std::uint64_t, 3> words = {generator_(), generator_(), generator_()};
    const auto quarter = [](std::uint64_t word, unsigned number) {
      return static_cast<double>(word >> 16U * number & 0xFFFFU) * 0x1p-16;
    };
    const auto upper = [](std::uint64_t word) { return static_cast<double>(word >> 32U) * 0x1p-32; };
    const auto lower = [](std::uint64_t word) { return static_cast<double>(word & 0xFFFFFFFFU) * 0x1p-32; };
    Demand demand;
    demand.forum = forum;
    const std::size_t residence = quarter(words[0], 0) < 0.05 ? 1U - forum : forum;
    const double kind = quarter(words[0], 2);
    demand.kind = static_cast<std::uint8_t>((kind < 0.25 ? 1 : 0) + (kind < 0.40 ? 1 : 0));
    demand.serious = quarter(words[0], 3) < 0.6;
    demand.emergency = quarter(words[1], 0) < 0.01;
    const double who = upper(words[1]);
    const auto& share = kShare[residence];
    demand.provider =
        static_cast<std::uint8_t>((who >= share[0] ? 1 : 0) + (who >= share[0] + share[1] ? 1 : 0));
    demand.home = kHome[demand.provider];
    demand.site = lower(words[2]) < kKeptInAlba[demand.provider][residence] ? 0 : 1;
    demand.arisen = demand.ready = begin_ + kStepDays * upper(words[2]);
    demand.merit = normal() + (demand.home == forum ? 0.3 : 0.0) - (residence != forum ? 0.3 : 0.0) -
                   (is_barred(demand) ? 0.2 : 0.0);
    totals_.demands[forum] += 1.0;
    totals_.to_provider[demand.provider] += 1.0;
    const bool crosses = residence != forum || demand.home != forum || demand.site != forum;
    totals_.crossing[forum] += crosses ? 1.0 : 0.0;
    return demand;
  }

  void arise() {
    arrivals_.clear();
    std::size_t kept = 0;
    for (const Demand& demand : retries_) {
      if (demand.ready < end_) {
        arrivals_.push_back(demand);
      } else {
        retries_[kept++] = demand;
      }
    }
    retries_.resize(kept);
    constexpr double kDispersion = 5.0;  // arise.dispersion
    for (std::uint8_t forum = 0; forum < kStates; ++forum) {
      const double mean = kDemands[forum] * scale_ * kStepDays / kYear;
      std::gamma_distribution<double> gamma(kDispersion, mean / kDispersion);
      const int count = std::poisson_distribution<int>(gamma(generator_))(generator_);
      for (int number = 0; number < count; ++number) arrivals_.push_back(make_demand(forum));
    }
  }

  double utility(const Demand& demand, Instrument instrument, double cost) const {
    const Belief& belief = beliefs_[demand.forum][context_of(demand)][instrument];
    return belief.wins / (belief.wins + belief.losses) * std::exp(-kDiscount * belief.delay / kYear) - cost;
  }

  // The nested logit: {assistance} and {order, voluntary}.
  void fill_menu(const Demand& demand, std::array<double, kInstruments>& cumulative) const {
    const auto untried = [&](Instrument instrument) { return (demand.tried >> instrument & 1U) == 0; };
    const bool at_home = demand.home == demand.forum;
    const double order_cost = demand.site != demand.forum ? 0.5 + 0.25 * kStance : (at_home ? 0.05 : 0.5);
    const bool orders = may_order(demand) && untried(order);
    const bool volunteers = may_volunteer(demand) && untried(voluntary);
    std::array<double, kInstruments> weight{};
    if (assisting(demand) >= 0 && untried(assistance)) {
      weight[assistance] = std::exp(kPrecision * utility(demand, assistance, 0.25));
    }
    const double inner = orders != volunteers ? 1.0 : kDissimilarity;
    if (orders) weight[order] = std::exp(kPrecision * utility(demand, order, order_cost) / inner);
    if (volunteers) weight[voluntary] = std::exp(kPrecision * utility(demand, voluntary, 0.02) / inner);
    const double inside = weight[order] + weight[voluntary];
    const double nest = inside > 0.0 ? std::pow(inside, inner) : 0.0;
    if (inside > 0.0) {
      weight[order] *= nest / inside;
      weight[voluntary] *= nest / inside;
    }
    const double total = 1.0 + weight[assistance] + nest;
    double sum = 0.0;
    for (std::size_t i = 0; i < kInstruments; ++i) {
      sum += weight[i] / total;
      cumulative[i] = sum;
    }
  }

  Instrument choose(const Demand& demand) {
    const unsigned key = static_cast<unsigned>(demand.forum) | static_cast<unsigned>(demand.site) << 1U |
                         static_cast<unsigned>(demand.home) << 2U | (demand.emergency ? 8U : 0U) |
                         static_cast<unsigned>(demand.kind) << 4U | static_cast<unsigned>(demand.tried) << 6U;
    Menu& menu = menus_[key];
    if (menu.stamp != stamp_) {
      menu.stamp = stamp_;
      fill_menu(demand, menu.cumulative);
    }
    const double u = uniform();
    std::size_t choice = 0;
    while (choice < kInstruments && u >= menu.cumulative[choice]) ++choice;
    return static_cast<Instrument>(choice);
  }

  void note_attempt(const Demand& demand, Instrument instrument, bool success, double time) {
    Belief& belief = beliefs_[demand.forum][context_of(demand)][instrument];
    if (!success) {
      belief.new_losses += weight_;
      return;
    }
    belief.new_wins += weight_;
    belief.new_delay += weight_ * (time - demand.arisen);
    totals_.succeeded[instrument] += 1.0;
  }

  void end(const Demand& demand, Instrument instrument, Fate fate, double time) {
    totals_.ended[fate] += 1.0;
    if (instrument != drop) note_attempt(demand, instrument, fate == fulfilled, time);
  }

  void fail(Demand demand, Instrument instrument, Fate fate, double time) {
    constexpr int kAttempts = 3;  // respond.attempts
    const auto tried = static_cast<std::uint8_t>(demand.tried | 1U << instrument);
    if (std::popcount(tried) >= kAttempts) {
      end(demand, instrument, fate, time);
      return;
    }
    note_attempt(demand, instrument, false, time);
    demand.tried = tried;
    demand.ready = time;
    retries_.push_back(demand);
  }

  void give_order(const Demand& demand, double turn) {
    if (uniform() < refusal_[demand.forum][demand.provider][is_barred(demand) ? 1 : 0]) {
      fail(demand, order, sanctioned, turn);
      return;
    }
    const double time = demand.ready + exponential(kOrderDays);
    end(demand, order, uniform() >= 0.05 ? fulfilled : dropped, time);
  }

  void request(const Demand& demand) {
    const bool grants = uniform() < (demand.emergency ? 0.75 : 0.65);
    const double time = demand.ready + exponential(kOrderDays);
    if (grants) {
      end(demand, voluntary, fulfilled, time);
    } else {
      fail(demand, voluntary, rejected, time);
    }
  }

  void ask_for_assistance(const Demand& demand, double turn) {
    const auto state = static_cast<std::size_t>(assisting(demand));
    Waiting waiting{demand, turn, turn + exponential(kPatienceMonths * kYear / 12.0), exponential(1.0)};
    waiting.demand.tried |= 1U << assistance;
    authorities_[state].arriving.push_back(waiting);
    totals_.requests[state] += 1.0;
  }

  void pursue(const Demand& demand) {
    const Instrument instrument = choose(demand);
    const double turn = std::max(demand.ready, begin_);
    if (instrument == drop) {
      end(demand, drop, dropped, turn);
      return;
    }
    totals_.chosen[instrument] += 1.0;
    if (instrument == order) give_order(demand, turn);
    if (instrument == voluntary) request(demand);
    if (instrument == assistance) ask_for_assistance(demand, turn);
  }

  void give_up(std::size_t state, const Waiting& waiting) {
    totals_.wait[state] += waiting.gives_up - waiting.arrived;
    totals_.days[state] += waiting.gives_up - waiting.arrived;
    totals_.abandoned[state] += 1.0;
    end(waiting.demand, assistance, abandoned, waiting.gives_up);
  }

  void answer(std::size_t state, const Serving& served) {
    const Demand& demand = served.demand;
    totals_.wait[state] += served.started - served.arrived;
    totals_.days[state] += served.done - served.arrived;
    const bool obliged = !(demand.forum == 0 && demand.home == 1 && demand.site == 0);
    const double chance = (demand.serious ? 1.0 : 0.7) * (obliged ? 0.95 : 0.84);
    if (uniform() < chance) {
      totals_.granted[state] += 1.0;
      end(demand, assistance, fulfilled, served.done);
    } else {
      totals_.refused[state] += 1.0;
      fail(demand, assistance, refused, served.done);
    }
  }

  void start(Authority& authority, const Waiting& waiting, double time) {
    const double done = time + waiting.work * authority.service_days;
    authority.serving.push_back({waiting.demand, waiting.arrived, time, done});
    std::push_heap(authority.serving.begin(), authority.serving.end(), is_done_later);
  }

  void call_next(std::size_t state, std::array<std::size_t, 2>& called, double time) {
    Authority& authority = authorities_[state];
    for (std::size_t line = 0; line < called.size(); ++line) {
      while (called[line] < authority.lines[line].size()) {
        const Waiting& waiting = authority.lines[line][called[line]++];
        if (waiting.gives_up > time) {
          start(authority, waiting, time);
          return;
        }
        give_up(state, waiting);
      }
    }
  }

  void finish_first(std::size_t state, std::array<std::size_t, 2>& called) {
    Authority& authority = authorities_[state];
    std::pop_heap(authority.serving.begin(), authority.serving.end(), is_done_later);
    const Serving served = authority.serving.back();
    authority.serving.pop_back();
    answer(state, served);
    call_next(state, called, served.done);
  }

  // Those of a line who were not called and still wait.
  void keep_waiting(std::size_t state, std::vector<Waiting>& line, std::size_t called) {
    std::size_t kept = 0;
    for (std::size_t place = called; place < line.size(); ++place) {
      if (line[place].gives_up < end_) {
        give_up(state, line[place]);
      } else {
        line[kept++] = line[place];
      }
    }
    line.resize(kept);
  }

  // From event to event: arrivals, ends of service, calls from the lines.
  void serve(std::size_t state) {
    constexpr double kNone = std::numeric_limits<double>::infinity();
    Authority& authority = authorities_[state];
    auto& arriving = authority.arriving;
    std::ranges::sort(arriving, {}, &Waiting::arrived);
    std::array<std::size_t, 2> called{};
    std::size_t next = 0;
    while (true) {
      const double arrival = next < arriving.size() ? arriving[next].arrived : kNone;
      const double done = authority.serving.empty() ? kNone : authority.serving.front().done;
      if (std::min(arrival, done) >= end_) break;
      if (done <= arrival) {
        finish_first(state, called);
      } else if (authority.serving.size() < authority.servers) {
        start(authority, arriving[next++], arrival);
      } else {
        const Waiting& waiting = arriving[next++];
        authority.lines[waiting.demand.emergency ? 0 : 1].push_back(waiting);
      }
    }
    arriving.erase(arriving.begin(), arriving.begin() + static_cast<std::ptrdiff_t>(next));
    for (std::size_t line = 0; line < called.size(); ++line) {
      keep_waiting(state, authority.lines[line], called[line]);
    }
  }

  void learn() {
    const double kept = std::exp2(-kStepDays / kYear / kHalfLife);
    for (auto& state : beliefs_) {
      for (auto& context : state) {
        for (Belief& belief : context) {
          const double old = belief.wins * kept;
          if (belief.new_wins > 0.0) {
            belief.delay = (belief.delay * old + belief.new_delay) / (old + belief.new_wins);
          }
          belief.wins = kPrior + (belief.wins - kPrior) * kept + belief.new_wins;
          belief.losses = kPrior + (belief.losses - kPrior) * kept + belief.new_losses;
          belief.new_wins = belief.new_losses = belief.new_delay = 0.0;
        }
      }
    }
  }

  struct Menu {
    int stamp = 0;
    std::array<double, kInstruments> cumulative{};
  };

  Generator generator_;
  double scale_;
  double weight_;  // real demands behind each, as experience counts them
  Totals totals_;
  std::vector<Demand> arrivals_;
  std::vector<Demand> retries_;
  PerState<Authority> authorities_;
  PerState<std::array<std::array<Belief, kInstruments>, kContexts>> beliefs_;
  PerState<std::array<std::array<double, 2>, kProviders>> refusal_{};
  std::array<Menu, 1024> menus_;
  int stamp_ = 0;
  double begin_ = 0.0;
  double end_ = 0.0;
  double spare_ = 0.0;
  bool has_spare_ = false;
};

void write_line(std::FILE* file, const Totals& totals) {
  const auto values = std::bit_cast<std::array<double, sizeof(Totals) / sizeof(double)>>(totals);
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::fprintf(file, "%.10g%c", values[i], i + 1 < values.size() ? ',' : '\n');
  }
}

template <typename Generator>
void make_runs(int runs, double scale, std::FILE* file) {
  const std::clock_t begin = std::clock();
  double demands = 0.0;
  for (int number = 0; number < runs; ++number) {
    Run<Generator> run(1000 + static_cast<std::uint64_t>(number), scale);
    const Totals& totals = run.run();
    demands += totals.demands[0] + totals.demands[1];
    if (file != nullptr) write_line(file, totals);
  }
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("%.2f ns/demand, %.4f ms/run\n", seconds * 1e9 / demands, seconds * 1e3 / runs);
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) {
    std::fputs("usage: comity_peer RUNS xoshiro|mersenne SCALE [FILE]\n", stderr);
    return 2;
  }
  const int runs = std::atoi(words[1]);
  const double scale = std::atof(words[3]);
  std::FILE* file = count > 4 ? std::fopen(words[4], "w") : nullptr;
  if (count > 4 && file == nullptr) {
    std::perror(words[4]);
    return 1;
  }
  if (std::strcmp(words[2], "mersenne") == 0) {
    make_runs<std::mt19937_64>(runs, scale, file);
  } else {
    make_runs<Xoshiro>(runs, scale, file);
  }
  return file != nullptr && std::fclose(file) != 0 ? 1 : 0;
}
