# What `cmake --install` puts where: the program, scenarios and laws (found from there by name, sim/text/shipped.h), documents, man
# pages and completions. All places are relative to the program, so the tree may be moved.
include(GNUInstallDirs)

option(COMITY_PORTABLE "Link the installed program with all its libraries, so that it runs on any Linux (./bootstrap release)" OFF)
if(COMITY_PORTABLE)
  # The objects are those of the program; only what they are linked with differs.
  if(NOT COMITY_HDF5_ARCHIVES_SUFFICE)
    message(FATAL_ERROR "COMITY_PORTABLE needs the archives of HDF5, szip, aec and zlib (Debian: libhdf5-dev, libaec-dev, zlib1g-dev)")
  endif()
  find_library(OPTIONS_ARCHIVE NAMES libboost_program_options.a REQUIRED)
  add_executable(comity_portable $<TARGET_OBJECTS:comity_program>
    ${PROJECT_SOURCE_DIR}/cmake/portable/fmt.cpp)
  set_target_properties(comity_portable PROPERTIES UNITY_BUILD OFF OUTPUT_NAME comity
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/portable)
  target_include_directories(comity_portable SYSTEM PRIVATE $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)
  add_dependencies(comity_portable comity_cli comity_analysis comity_core)
  # -dl of HDF5's plug-ins, which comity has none of, makes the linker warn.
  target_link_options(comity_portable PRIVATE -static LINKER:--no-warnings)
  target_link_libraries(comity_portable PRIVATE
    $<TARGET_FILE:comity_cli> $<TARGET_FILE:comity_analysis> $<TARGET_FILE:comity_core>
    ${OPTIONS_ARCHIVE} ${HDF5_ARCHIVES} Threads::Threads dl m)
  install(TARGETS comity_portable DESTINATION ${CMAKE_INSTALL_BINDIR})
else()
  install(TARGETS comity DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/comity PATTERN __pycache__ EXCLUDE)
# The packages for Python and R, of the same version: to be put in PYTHONPATH, or installed from there.
install(DIRECTORY analysis/python analysis/r DESTINATION ${CMAKE_INSTALL_DATADIR}/comity
  PATTERN __pycache__ EXCLUDE PATTERN build EXCLUDE PATTERN "*.egg-info" EXCLUDE)
# Documents as they lie in the repository, for the links between them.
file(GLOB_RECURSE DOCUMENTS CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} docs/*.md docs/pictures/*.svg scenarios/*.md scenarios/cluster/* containers/*)
foreach(DOCUMENT IN ITEMS README.md CHANGELOG.md CITATION.cff LICENSE sim/MODEL.md results/README.md analysis/README.md
    analysis/python/README.md analysis/python/tour.ipynb analysis/r/README.md analysis/r/vignettes/comity.Rmd
    analysis/r/vignettes/law.Rmd analysis/stata/comity.do LISTS DOCUMENTS)
  cmake_path(GET DOCUMENT PARENT_PATH PLACE)
  install(FILES ${DOCUMENT} DESTINATION ${CMAKE_INSTALL_DOCDIR}/${PLACE})
endforeach()
install(FILES shell/comity.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME comity)
install(FILES shell/_comity DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES shell/comity.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# A page for the program and one for each command, made from their --help.
find_program(HELP2MAN help2man)
if(HELP2MAN AND NOT COMITY_SANITIZE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS sim/cli/commands.h)
  file(READ sim/cli/commands.h COMMANDS)
  string(REPLACE ";" "," COMMANDS "${COMMANDS}")  # which would divide a list
  # Pages bear the day of the version, so that the same source gives the same pages.
  file(STRINGS CITATION.cff RELEASED REGEX "^date-released:")
  string(REGEX MATCH "[0-9-]+$" RELEASED "${RELEASED}")
  execute_process(COMMAND date -u -d ${RELEASED} +%s OUTPUT_VARIABLE RELEASED OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "  X\\([a-z]+,[^\"]*\"[^\"]*\"" COMMAND_ROWS "${COMMANDS}")
  set(MAN_PAGES)
  foreach(ROW IN ITEMS "" LISTS COMMAND_ROWS)
    if(ROW)
      string(REGEX MATCH "X\\(([a-z]+),[^\"]*\"([^\"]*)" FOUND "${ROW}")
      set(PAGE comity-${CMAKE_MATCH_1})
      set(CALL "./$<TARGET_FILE_NAME:comity> ${CMAKE_MATCH_1}")
      set(SUMMARY ${CMAKE_MATCH_2})
    else()
      set(PAGE comity)
      set(CALL ./$<TARGET_FILE_NAME:comity>)
      set(SUMMARY "simulates disputes about government access to data stored abroad")
    endif()
    set(MAN_PAGE ${PROJECT_BINARY_DIR}/man/${PAGE}.1)
    add_custom_command(OUTPUT ${MAN_PAGE}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/man
      COMMAND ${CMAKE_COMMAND} -E env SOURCE_DATE_EPOCH=${RELEASED} ${HELP2MAN} --no-info --no-discard-stderr
        --source "comity ${PROJECT_VERSION}" --version-string ${PROJECT_VERSION} --name "${SUMMARY}"
        --output ${MAN_PAGE} ${CALL}
      WORKING_DIRECTORY $<TARGET_FILE_DIR:comity>  # help2man takes no path with a space
      DEPENDS comity COMMENT "Writing ${PAGE}.1" VERBATIM)
    list(APPEND MAN_PAGES ${MAN_PAGE})
  endforeach()
  add_custom_target(comity_man ALL DEPENDS ${MAN_PAGES})
  install(FILES ${MAN_PAGES} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()
