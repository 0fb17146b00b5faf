# The report page and the page of laws: bundles analysis/web once (npm, in the build tree) and puts it into the program.
# Sets REPORT_SOURCES, which define page_parts() and law_page_parts().
option(COMITY_REPORT "Put the pages of comity report and comity law page into the program; needs npm and, at the first build, the network" OFF)

set(WEB ${PROJECT_SOURCE_DIR}/analysis/web)
if(COMITY_REPORT)
  find_program(NPM npm)
  if(NOT NPM)
    message(FATAL_ERROR "npm is needed to build the report page (apt-get install nodejs npm). "
      "Without the page: cmake --preset release -DCOMITY_REPORT=OFF")
  endif()
  set(WEB_BUILD ${PROJECT_BINARY_DIR}/web)
  file(GLOB WEB_SCRIPTS CONFIGURE_DEPENDS ${WEB}/src/*.js ${WEB}/src/*/*.js)
  add_custom_command(OUTPUT ${WEB_BUILD}/installed
    COMMAND ${CMAKE_COMMAND} -D NPM=${NPM} -D FROM=${WEB} -D TO=${WEB_BUILD} -P ${PROJECT_SOURCE_DIR}/cmake/npm_ci.cmake
    DEPENDS ${WEB}/package.json ${WEB}/package-lock.json ${PROJECT_SOURCE_DIR}/cmake/npm_ci.cmake
    COMMENT "Fetching the libraries of the report page" VERBATIM)
  add_custom_command(OUTPUT ${WEB_BUILD}/page.js ${WEB_BUILD}/law.js
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${WEB_BUILD}/src
    COMMAND ${CMAKE_COMMAND} -E copy ${WEB}/build.mjs ${WEB}/lighter.mjs ${WEB_BUILD}
    COMMAND ${CMAKE_COMMAND} -E copy_directory ${WEB}/src ${WEB_BUILD}/src
    COMMAND ${CMAKE_COMMAND} -E copy ${PROJECT_SOURCE_DIR}/sim/MODEL.md ${WEB_BUILD}/MODEL.md
    COMMAND ${CMAKE_COMMAND} -E chdir ${WEB_BUILD} node build.mjs src/main.js page.js
    COMMAND ${CMAKE_COMMAND} -E chdir ${WEB_BUILD} node build.mjs src/law/main.js law.js
    DEPENDS ${WEB_BUILD}/installed ${WEB_SCRIPTS} ${WEB}/build.mjs ${WEB}/lighter.mjs ${PROJECT_SOURCE_DIR}/sim/MODEL.md
    COMMENT "Bundling the report page and the page of laws" VERBATIM)
  set(PAGE_SCRIPT ${WEB_BUILD}/page.js)
  set(LAW_SCRIPT ${WEB_BUILD}/law.js)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/report_parts.cpp.in ${GENERATED}/report_parts.cpp @ONLY)
  set(REPORT_SOURCES ${GENERATED}/report_parts.cpp)
  # Alone: files that are compiled as one with others do not know what they depend on.
  set_source_files_properties(${REPORT_SOURCES} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON
    OBJECT_DEPENDS "${PAGE_SCRIPT};${WEB}/page.html;${WEB}/style.css;${LAW_SCRIPT};${WEB}/law.html;${WEB}/law.css")
else()
  set(REPORT_SOURCES ${PROJECT_SOURCE_DIR}/cmake/report_parts_none.cpp)
endif()
