# Reads a results file with both R packages and compares each number, bit by bit, with what C++ wrote down.
# readers.R RESULTS NUMBERS: see readers.py.
suppressPackageStartupMessages({library(ncdf4); library(hdf5r)})
arguments <- commandArgs(trailingOnly = TRUE)
numbers <- file(arguments[2], "rb")
read_line <- function() {
  bytes <- raw(0)
  while (length(byte <- readBin(numbers, "raw", 1)) == 1 && byte != as.raw(10)) bytes <- c(bytes, byte)
  rawToChar(bytes)
}
# R's arrays have the fastest index first, as the file has it last: flattened they agree.
same_bits <- function(left, right) {
  left <- as.numeric(left)
  length(left) == length(right) && all((is.nan(left) & is.nan(right)) |
    (left == right & 1 / left == 1 / right) %in% TRUE)
}
netcdf <- nc_open(arguments[1])
hdf5 <- H5File$new(arguments[1], "r")
count <- 0
while (nchar(line <- read_line()) > 0) {
  words <- strsplit(line, " ")[[1]]
  values <- readBin(numbers, "double", as.integer(words[2]), size = 8, endian = "little")
  name <- paste0("metrics/", words[1])
  raw_values <- ncvar_get(netcdf, name, raw_datavals = TRUE)
  stopifnot(same_bits(raw_values, values), same_bits(hdf5[[name]]$read(), values))
  stopifnot(nchar(ncatt_get(netcdf, name, "units")$value) > 0, nchar(h5attr(hdf5[[name]], "long_name")) > 0)
  count <- count + 1
}
stopifnot(count > 50)
stopifnot(identical(as.character(ncvar_get(netcdf, "metrics/state")), c("US", "IE", "DE")))
stopifnot(identical(hdf5[["metrics/state"]][], c("US", "IE", "DE")))
stopifnot(ncvar_get(netcdf, "events/focal/time")[1] == 15720.25)
