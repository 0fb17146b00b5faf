/// One cross-border or domestic demand for data, and the ways it can be pursued and end.
#pragma once

#include "enumeration.h"
#include "scenario/config.h"

#include <cstdint>

namespace comity {

/// How a demand can be pursued.
COMITY_ENUM(Instrument,
            (order, "direct compulsion of the provider by a court of the forum"),
            (assistance, "a treaty request served by another state's central authority"),
            (agreement, "a direct order under an executive agreement or Union instrument"),
            (voluntary, "a request to the provider without compulsion"))
inline constexpr int kInstruments = enum_count<Instrument>;

/// Who approved an order, the weakest first (law::kApprovals from the second on).
COMITY_ENUM(Approver,
            (nobody, "whoever investigates decides alone"),
            (prosecutor, "a prosecutor"),
            (independent, "an independent administrative authority"),
            (judge, "a judge or court"))
inline constexpr int kApprovers = enum_count<Approver>;

/// How a demand ends, exactly once.
COMITY_ENUM(Fate,
            (fulfilled, "the data were handed over"),
            (partly_fulfilled, "the demand was narrowed and then met"),
            (quashed, "a court relieved the provider"),
            (rejected, "the provider turned down a voluntary request"),
            (refused, "the assisting state refused"),
            (sanctioned, "the provider refused an order and bore what came of it"),
            (abandoned, "the requesting authority gave up waiting"),
            (mooted, "new law made the case pointless"),
            (unapproved, "whoever had to approve the order did not"),
            (unreadable, "what was handed over only the customer could read"),
            (dropped, "the authority did not pursue it"))
inline constexpr int kFates = enum_count<Fate>;

/// Real demands that can be taken out of one simulated demand, so that the number of a part fits into the key of a
/// stream of draws (demand_stream).
inline constexpr int kMaxParts = 2047;

/// A demand in flight: a plain value, copied into the case or queue that holds it.
struct Demand {
  double arisen = 0.0;  // when it was made [day]; written by arise
  double ready = 0.0;   // when the next instrument can be tried [day]; written by arise, then by fail_attempt
  double merit = 0.0;   // x of the model, standardised; written by arise; while merit_open, its mean
  std::uint32_t serial = 0;  // number within its step and forum; with step and forum it names the demand
  std::uint32_t step = 0;    // step in which it arose
  float weight = 1.0F;       // real demands it stands for: 1/run.scale less those taken out; one when focal
  std::int32_t court = -1;   // first-instance court of the forum; -1 until one is drawn
  std::int16_t forum = 0;    // state whose authority demands
  std::int16_t provider = 0;
  std::int16_t option = 0;     // index among the provider's storage options (site and control)
  std::int16_t residence = 0;  // state where the subject lives (and of which he or she is a national)
  std::int16_t home = 0;       // state of the provider's headquarters; written by note_places
  std::int16_t site = 0;       // state in which the data are stored; written by note_places
  std::int16_t focal = -1;     // index of the scenario's focal demand, or -1
  DataKind kind = DataKind::subscriber;
  Segment segment = Segment::consumer;
  bool serious = false;
  bool emergency = false;
  bool stored_long : 1 = false;
  bool merit_open : 1 =
      false;  // what the merit adds to its mean is drawn when it is asked for (with_merit): most never is
  Approver approver : 4 = Approver::judge;  // of an order: whom the forum's law asks for; written by arise
  std::uint8_t tried = 0;                   // bit per instrument already tried
  std::uint16_t part = 0;   // of a real demand that goes its own way: 1 for the first taken out; else 0
  std::uint16_t parts = 0;  // real demands taken out of this one so far
};
static_assert(sizeof(Demand) == 64, "a cache line");

}  // namespace comity
