# Installs exactly what FROM/package-lock.json names into TO/node_modules, with the scripts *.mjs of FROM beside it, and leaves
# the file TO/installed.
file(MAKE_DIRECTORY ${TO})
file(GLOB SCRIPTS ${FROM}/*.mjs)
file(COPY ${FROM}/package.json ${FROM}/package-lock.json ${SCRIPTS} DESTINATION ${TO})
if(EXISTS ${TO}/installed AND ${TO}/installed IS_NEWER_THAN ${FROM}/package-lock.json)
  return()
endif()
# Node.js trusts its own list of authorities; this machine's may have more (a company's proxy).
if(NOT DEFINED ENV{NODE_EXTRA_CA_CERTS} AND EXISTS /etc/ssl/certs/ca-certificates.crt)
  set(ENV{NODE_EXTRA_CA_CERTS} /etc/ssl/certs/ca-certificates.crt)
endif()
execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
  WORKING_DIRECTORY ${TO} RESULT_VARIABLE FAILED OUTPUT_VARIABLE MESSAGES ERROR_VARIABLE MESSAGES)
if(FAILED)
  message(FATAL_ERROR "npm could not fetch what ${FROM}/package-lock.json names:\n${MESSAGES}\n"
    "Is the npm registry reachable (npm ping; a mirror: npm config set registry …)? Then build again; it continues here. "
    "A build without the report page needs no npm: cmake --preset release -DCOMITY_REPORT=OFF")
endif()
file(TOUCH ${TO}/installed)
