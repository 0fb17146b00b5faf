# Checks that need the clang tools, clusters and the sibling trees build/clang and build/tsan (`./bootstrap check` has them all).
find_program(CLANG_FORMAT clang-format-19 REQUIRED)
find_program(CLANG_TIDY clang-tidy-19 REQUIRED)
set(TREES ${PROJECT_SOURCE_DIR}/build)
set(SMALL_SCENARIO ${PROJECT_SOURCE_DIR}/scenarios/microsoft-ireland.toml)

add_test(NAME checks.format COMMAND ${PROJECT_SOURCE_DIR}/tests/checks/format.sh ${CLANG_FORMAT})
add_test(NAME checks.tidy COMMAND ${PROJECT_SOURCE_DIR}/tests/checks/tidy.sh ${CLANG_TIDY} ${TREES}/clang)
add_test(NAME checks.alone COMMAND ${PROJECT_SOURCE_DIR}/tests/checks/alone.sh ${TREES}/clang)
add_test(NAME checks.compilers COMMAND ${PROJECT_SOURCE_DIR}/tests/determinism/compilers.sh
  ${COMITY_BINARY} ${TREES}/clang/comity ${SMALL_SCENARIO})
add_test(NAME checks.threads COMMAND ${PROJECT_SOURCE_DIR}/tests/determinism/races.sh
  ${TREES}/tsan/comity ${SMALL_SCENARIO})
add_test(NAME checks.names COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tests/checks/names.py)
add_test(NAME checks.rooms COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tests/checks/rooms.py)
add_test(NAME checks.docs COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tests/checks/docs.py)
set_tests_properties(checks.tidy checks.alone PROPERTIES PROCESSORS 2 COST 1000)
set_tests_properties(checks.compilers checks.threads PROPERTIES PROCESSORS 2)

# One minute; for longer: COMITY_FUZZ_SECONDS=600 ctest --preset check -R fuzz
add_test(NAME checks.fuzz COMMAND ${PROJECT_SOURCE_DIR}/tests/checks/fuzz.sh
  ${TREES}/clang/tests/fuzz/law_fuzz ${PROJECT_SOURCE_DIR})
set_tests_properties(checks.fuzz PROPERTIES COST 900 TIMEOUT 3600)

# A sweep shared by ranks under mpirun.
add_test(NAME checks.ranks COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tests/checks/ranks.py)
set_tests_properties(checks.ranks PROPERTIES RUN_SERIAL ON ENVIRONMENT
  "COMITY_BINARY=${COMITY_BINARY};COMITY_MPI_BINARY=${PROJECT_BINARY_DIR}/comity_mpi;COMITY_SOURCE_DIR=${PROJECT_SOURCE_DIR};PYTHONDONTWRITEBYTECODE=1")

get_property(CHECKS DIRECTORY PROPERTY TESTS)
list(FILTER CHECKS INCLUDE REGEX "^checks[.]")
set_tests_properties(${CHECKS} PROPERTIES LABELS "check;slow")
