#!/usr/bin/env Rscript
# What each instrument brings: the share of its uses that bring the data, year by year, with bands over replicates.
# yield_by_instrument.R RESULTS PICTURE    (PICTURE ends with .png or .svg)
library(ncdf4)
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 2) stop("yield_by_instrument.R RESULTS PICTURE")
file <- nc_open(arguments[1])
read <- function(name) ncvar_get(file, paste0("metrics/", name), collapse_degen = FALSE)[, , , 1, drop = FALSE]
instruments <- ncvar_get(file, "metrics/instrument")
years <- as.integer(format(as.Date("1970-01-01") + floor(ncvar_get(file, "metrics/time")), "%Y"))
records <- table(years)
whole <- as.integer(names(records)[records > max(records) / 2])  # years that the run covers
chosen <- read("chosen")  # instrument x time x replicate
succeeded <- read("succeeded")
in_year <- function(values, year) apply(values[, years == year, , , drop = FALSE], c(1, 3), sum)
share <- sapply(whole, function(year) {
  used <- in_year(chosen, year)
  100 * ifelse(used > 0, in_year(succeeded, year) / used, NA)
}, simplify = "array")  # instrument x replicate x year
over <- function(summary) apply(share, c(1, 3), function(x) if (all(is.na(x))) NA else summary(x))
mean_of <- over(function(x) mean(x, na.rm = TRUE))
low <- over(function(x) quantile(x, 0.05, na.rm = TRUE))
high <- over(function(x) quantile(x, 0.95, na.rm = TRUE))
words <- c(order = "order to the provider", assistance = "treaty request", agreement = "order under an agreement",
           voluntary = "polite request")[instruments]
colours <- c("#0072B2", "#D55E00", "#009E73", "#CC79A7")  # Okabe and Ito
marks <- c(16, 15, 17, 18)

if (grepl("svg$", arguments[2])) svg(arguments[2], 8, 4.8) else png(arguments[2], 1200, 720, res = 150, type = "cairo")
par(cex = 0.8, mgp = c(2.5, 0.7, 0), mar = c(5.2, 4.2, 2.5, 0.5), las = 1, bty = "l")
plot(range(whole), c(0, 105), type = "n", xlab = "year", ylab = "uses that brought the data [%]", yaxs = "i")
total <- function(values) apply(values, c(1, 3), sum)
brought <- 100 * rowMeans(total(succeeded) / total(chosen), na.rm = TRUE)
title(sprintf("Treaty requests bring the data in %.0f %% of cases, orders in %.0f %%", brought[instruments == "assistance"],
              brought[instruments == "order"]), adj = 0, cex.main = 1.15)
for (i in seq_along(instruments)) {
  known <- !is.na(low[i, ])
  polygon(c(whole[known], rev(whole[known])), c(low[i, known], rev(high[i, known])), col = adjustcolor(colours[i], 0.15),
          border = NA)
  lines(whole, mean_of[i, ], col = colours[i], type = "b", pch = marks[i], lwd = 2)
}
legend("bottom", words, col = colours, pch = marks, lwd = 2, ncol = 2, bty = "n")
mtext(sprintf("Lines: means; bands: 90 %% of %d replicates.", dim(chosen)[3]), side = 1, line = 3.9, adj = 1, cex = 0.65)
invisible(dev.off())
