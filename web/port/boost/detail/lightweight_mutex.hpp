/// The mutex that boost/math asks for and, without threads, never locks; libc++ has none on this target.
#pragma once

namespace boost::detail {

class lightweight_mutex {
 public:
  struct scoped_lock {
    explicit scoped_lock(lightweight_mutex& /*mutex*/) {}
  };
};

}  // namespace boost::detail
