# HDF5, whose headers only sim/results sees, and what programs are linked with for it: its archives where they are there and need nothing else.
# Debian's shared library brings libcurl, GnuTLS and twenty more, whose loading is most of a start.
find_package(HDF5 REQUIRED COMPONENTS C HL)
list(GET HDF5_C_LIBRARIES 0 HDF5_PLACE)
cmake_path(GET HDF5_PLACE PARENT_PATH HDF5_PLACE)  # of the headers' version, not just any
find_library(HDF5_ARCHIVE NAMES libhdf5_serial.a libhdf5.a HINTS ${HDF5_PLACE} PATH_SUFFIXES hdf5/serial NO_DEFAULT_PATH)
find_library(HDF5_HL_ARCHIVE NAMES libhdf5_serial_hl.a libhdf5_hl.a HINTS ${HDF5_PLACE} PATH_SUFFIXES hdf5/serial NO_DEFAULT_PATH)
find_library(SZIP_ARCHIVE NAMES libsz.a)
find_library(AEC_ARCHIVE NAMES libaec.a)
find_library(ZLIB_ARCHIVE NAMES libz.a)
set(HDF5_ARCHIVES ${HDF5_HL_ARCHIVE} ${HDF5_ARCHIVE} ${SZIP_ARCHIVE} ${AEC_ARCHIVE} ${ZLIB_ARCHIVE})

include(CheckCXXSourceCompiles)
set(CMAKE_REQUIRED_INCLUDES ${HDF5_INCLUDE_DIRS})
set(CMAKE_REQUIRED_LIBRARIES ${HDF5_ARCHIVES} ${CMAKE_DL_LIBS} m)
if(NOT HDF5_ARCHIVES MATCHES "NOTFOUND")
  check_cxx_source_compiles("#include <hdf5_hl.h>
    int main() { return H5open() + H5DSis_scale(0); }" COMITY_HDF5_ARCHIVES_SUFFICE)
endif()
unset(CMAKE_REQUIRED_INCLUDES)
unset(CMAKE_REQUIRED_LIBRARIES)

add_library(comity_hdf5 INTERFACE)
if(COMITY_HDF5_ARCHIVES_SUFFICE)
  target_link_libraries(comity_hdf5 INTERFACE ${HDF5_ARCHIVES} ${CMAKE_DL_LIBS} m)
else()
  target_link_libraries(comity_hdf5 INTERFACE hdf5::hdf5_hl hdf5::hdf5)
endif()
