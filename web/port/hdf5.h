/// The few names of the HDF5 library that results/hdf5.h and the writers of results files use, for results_in_memory.cpp.
#pragma once

#include <cstdint>

using hid_t = std::int64_t;
using hsize_t = unsigned long long;
using herr_t = int;

// Kinds of values in a dataset.
inline constexpr hid_t H5T_IEEE_F64LE = 1;
inline constexpr hid_t H5T_STD_I32LE = 2;
inline constexpr hid_t H5T_STD_I64LE = 3;

inline constexpr hsize_t H5S_UNLIMITED = ~hsize_t{0};
inline constexpr hid_t H5P_DEFAULT = 0;
inline constexpr int H5F_SCOPE_GLOBAL = 1;

hid_t H5Gopen2(hid_t file, const char* name, hid_t access);
herr_t H5Gclose(hid_t group);
herr_t H5Fflush(hid_t object, int scope);
