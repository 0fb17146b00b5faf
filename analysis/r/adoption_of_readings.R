#!/usr/bin/env Rscript
# How the readings of an open question spread among courts, with bands over replicates.
# adoption_of_readings.R RESULTS PICTURE [QUESTION]    (PICTURE ends with .png or .svg; without a question: the most decided)
library(ncdf4)
arguments <- commandArgs(trailingOnly = TRUE)
if (!length(arguments) %in% 2:3) stop("adoption_of_readings.R RESULTS PICTURE [QUESTION]")
file <- nc_open(arguments[1])
questions <- ncvar_get(file, "metrics/question")
decided <- ncvar_get(file, "events/rulings/question")
row <- if (length(arguments) == 3) match(arguments[3], questions) else which.max(tabulate(decided + 1, length(questions)))
days <- as.Date("1970-01-01") + floor(ncvar_get(file, "metrics/time"))
readings <- c("accepted", "rejected")
colours <- c(accepted = "#0072B2", rejected = "#D55E00")  # Okabe and Ito
shares <- lapply(setNames(readings, readings), function(reading) {
  all <- ncvar_get(file, paste0("metrics/", reading, "_share"), collapse_degen = FALSE)  # question, time, replicate, point
  matrix(100 * all[row, , , 1], nrow = length(days))  # time x replicate
})
name <- questions[row]
word <- words <- c(accepted = "accepted", rejected = "rejected")  # of files of earlier versions, which have no words
if ("events/labels/question_name" %in% names(file$var)) {
  name <- ncvar_get(file, "events/labels/question_name")[row]
  for (reading in readings) {
    word[reading] <- ncvar_get(file, paste0("events/labels/question_", reading))[row]
    words[reading] <- ncvar_get(file, sprintf("events/labels/question_%s_words", reading))[row]
  }
}
over <- function(share, summary) apply(share, 1, summary)

if (grepl("svg$", arguments[2])) svg(arguments[2], 8, 4.8) else png(arguments[2], 1200, 720, res = 150, type = "cairo")
par(cex = 0.8, mgp = c(2.5, 0.7, 0), mar = c(5.2, 4.2, 3.2, 7), las = 1, bty = "l")
plot(range(days), c(0, 100), type = "n", xlab = "year", ylab = "courts that hold the reading, by docket [%]", yaxs = "i")
end <- sapply(shares, function(share) mean(share[length(days), ], na.rm = TRUE))
title(sprintf("%s\nAt the end %.0f %% of courts hold that %s, %.0f %% that %s", name, end["rejected"], words["rejected"],
              end["accepted"], words["accepted"]), adj = 0, cex.main = 1)
for (reading in readings) {
  low <- over(shares[[reading]], function(x) quantile(x, 0.25, na.rm = TRUE))
  high <- over(shares[[reading]], function(x) quantile(x, 0.75, na.rm = TRUE))
  known <- !is.na(low)
  polygon(c(days[known], rev(days[known])), c(low[known], rev(high[known])), col = adjustcolor(colours[reading], 0.15),
          border = NA)
  lines(days, over(shares[[reading]], function(x) mean(x, na.rm = TRUE)), col = colours[reading], lwd = 2,
        lty = match(reading, readings))
  mtext(word[reading], side = 4, at = end[reading], line = 0.4, col = colours[reading], font = 2, cex = 0.8)
}
mtext(sprintf("Lines: means over %d replicates; bands: the middle half of them. The other courts have not decided.",
              ncol(shares$accepted)), side = 1, line = 3.9, adj = 1, cex = 0.65)
invisible(dev.off())
