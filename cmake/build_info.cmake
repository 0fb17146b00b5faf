# Writes OUTPUT (build_info.h) from SOURCE's git state and VERSION, COMPILER, FLAGS; leaves an equal file untouched.
set(ENV{GIT_OPTIONAL_LOCKS} 0)
set(COMMIT unknown)
# An archive made by git names its commit here; in a checkout there is a placeholder.
file(STRINGS ${SOURCE}/cmake/commit.txt ARCHIVED)
string(REGEX MATCH "^[0-9a-f]+" ARCHIVED "${ARCHIVED}")
if(ARCHIVED)
  set(COMMIT ${ARCHIVED})
endif()
find_program(GIT git)
if(GIT AND NOT ARCHIVED)
  # A clone may belong to another user than the one who builds: git would refuse to read it.
  set(ASK ${GIT} -c safe.directory=* -C ${SOURCE})
  execute_process(COMMAND ${ASK} rev-parse HEAD OUTPUT_VARIABLE HEAD RESULT_VARIABLE FAILED
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT FAILED)
    set(COMMIT ${HEAD})
    execute_process(COMMAND ${ASK} status --porcelain --untracked-files=no OUTPUT_VARIABLE CHANGES ERROR_QUIET)
    if(CHANGES)
      string(APPEND COMMIT -dirty)
    endif()
  endif()
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
/// What this build was made from; generated, see cmake/build_info.cmake.
#pragma once

namespace comity::build_info {

/// Version of the program, e.g. `0.1.0`.
inline constexpr const char* version = "@VERSION@";

/// Commit of the source, `-dirty` after it when files differed, that of the archive where there is no git, else `unknown`.
inline constexpr const char* git_commit = "@COMMIT@";

/// Compiler and its version, e.g. `GNU 12.2.0`.
inline constexpr const char* compiler = "@COMPILER@";

/// Flags that can change what is computed.
inline constexpr const char* flags = "@FLAGS@";

}  // namespace comity::build_info
]])
