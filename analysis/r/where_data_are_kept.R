#!/usr/bin/env Rscript
# Where data are kept: the share of each market's data stored at home, with bands over replicates.
# where_data_are_kept.R RESULTS PICTURE [STATE...]    (PICTURE ends with .png or .svg; without states: what changes most)
library(ncdf4)
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) < 2) stop("where_data_are_kept.R RESULTS PICTURE [STATE...]")
file <- nc_open(arguments[1])
home <- 100 * ncvar_get(file, "metrics/data_at_home", collapse_degen = FALSE)[, , , 1, drop = FALSE]
ids <- ncvar_get(file, "metrics/state")
days <- as.Date("1970-01-01") + floor(ncvar_get(file, "metrics/time"))
over <- function(summary) apply(home, 1:2, summary)  # state x time; R turns the axes of the file round
mean_of <- over(function(x) mean(x, na.rm = TRUE))
low <- over(function(x) quantile(x, 0.05, na.rm = TRUE))
high <- over(function(x) quantile(x, 0.95, na.rm = TRUE))
last <- length(days)
states <- arguments[-(1:2)]
if (length(states) == 0) states <- ids[order(-abs(mean_of[, last] - mean_of[, 1]))][1:min(5, length(ids))]
rows <- match(states, ids)
colours <- c("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")[seq_along(rows)]  # Okabe and Ito

if (grepl("svg$", arguments[2])) svg(arguments[2], 8, 4.8) else png(arguments[2], 1200, 720, res = 150, type = "cairo")
par(cex = 0.8, mgp = c(2.5, 0.7, 0), mar = c(5.2, 4.2, 2.5, 3), las = 1, bty = "l")
top <- max(high[rows, ], na.rm = TRUE) * 1.08
plot(range(days), c(0, top), type = "n", xlab = "year", ylab = "market's data stored in the market [%]", yaxs = "i")
title(sprintf("Data kept at home: in %s from %.0f %% to %.0f %% of the market's data", states[1],
              mean_of[rows[1], 1], mean_of[rows[1], last]), adj = 0, cex.main = 1.15)
for (i in seq_along(rows)) {
  polygon(c(days, rev(days)), c(low[rows[i], ], rev(high[rows[i], ])), col = adjustcolor(colours[i], 0.15), border = NA)
  lines(days, mean_of[rows[i], ], col = colours[i], lty = i, lwd = 2)
}
label <- -top
for (i in order(mean_of[rows, last])) {
  label <- max(mean_of[rows[i], last], label + 0.05 * top)  # labels must not overlap
  mtext(states[i], side = 4, at = label, line = 0.4, col = colours[i], font = 2, cex = 0.8)
}
mtext(sprintf("Lines: means; bands: 90 %% of %d replicates.", dim(home)[3]), side = 1, line = 3.9, adj = 1, cex = 0.65)
invisible(dev.off())
