# Run by R CMD check: what is read is what the program says. Without the program there is nothing to try.
library(comity)
if (nzchar(comity_find())) {
  scenario <- if (nzchar(Sys.getenv("COMITY_SOURCE_DIR"))) file.path(Sys.getenv("COMITY_SOURCE_DIR"), "scenarios/two-states.toml") else "two-states"
  results <- comity_run(scenario, list(run.scale = 0.5, run.log_demands = TRUE), replicates = 3, seed = 7)
  # The sum of a series over a run is what comity analyze says of it.
  demands <- comity_table(results, "metrics", "demands")
  answer <- comity_analyze(results, "summary", metric = c("demands", "trust[north-mail]"))
  mean_of <- answer$estimate[answer$quantity == "mean" & answer$metric == "demands"]
  stopifnot(nrow(demands) > 100, all.equal(sum(demands$value) / 3, mean_of), inherits(demands$time, "Date"))
  ended <- results$demands
  stopifnot(setequal(unique(ended$forum), c("XN", "XS")), "fulfilled" %in% ended$fate, inherits(ended$arisen, "Date"),
            all(ended$arisen <= ended$time), nrow(results$runs) == 3, !any(results$runs$failed))
  stopifnot(all(is.na(results$courts$above[results$courts$level == "apex"])))

  # Points of a sweep by a data frame.
  loads <- comity_sweep(scenario, list(run.scale = 0.2), points = data.frame(assist.load = c(0.5, 3.5), choose.learning = c("beta", "none")),
                        replicates = 2)
  stopifnot(all.equal(loads$design$assist.load, c(0.5, 3.5)), identical(loads$design$choose.learning, c("beta", "none")))
  stopifnot(nrow(comity_table(loads, "summary", "trust")) == 2 * 2 * 2)

  # Failed runs are a warning, TRUE in runs, and missing.
  failing <- tempfile(fileext = ".toml")
  writeLines(c('question = "?"', sprintf('include = "%s"', normalizePath(scenario)), "[run]", "replicates = 7", "scale = 0.1", "[sweep.factors]",
               '"run.record_days" = { values = [14.0, 28.0] }'), failing)
  said <- NULL
  failed <- withCallingHandlers(comity_sweep(failing, keep = "series"), warning = function(one) {
    said <<- conditionMessage(one)
    invokeRestart("muffleWarning")
  })
  stopifnot(grepl("7 of 14 runs failed", said), sum(failed$runs$failed) == 7, all(is.na(failed$runs$demands[failed$runs$failed])))

  # Errors have classes and the program's text.
  wrong <- tryCatch(comity_run(scenario, list(assist.lod = 1)), comity_input_error = conditionMessage)
  stopifnot(grepl('Did you mean "load"', wrong))
  stopifnot(grepl("no such file", tryCatch(comity_open("nothing.h5"), comity_error = conditionMessage)))
  stopifnot(inherits(tryCatch(results$design, error = identity), "comity_input_error"))

  # Charts have the numbers of the file, and what is drawn is what the page shows.
  charts <- comity_charts(results)
  consent <- comity_table(results, "summary", c("trust"))
  stopifnot(nrow(consent) == 3 * 2, nzchar(charts$stance$title), inherits(charts$consent$data$day, "Date"))
  pdf(NULL)
  for (chart in charts) {
    drawn <- plot(chart)
    stopifnot(nrow(drawn) > 0, nrow(drawn) <= nrow(chart$data))
  }
  invisible(dev.off())
  stopifnot(inherits(tryCatch(plot(charts$stance, list(place = "moon")), error = identity), "comity_input_error"))

  folder <- file.path(Sys.getenv("COMITY_SOURCE_DIR"), "scenarios/law")
  laws <- if (dir.exists(folder)) folder else "law"
  conflicts <- comity_law("conflicts", laws, on = as.Date("2013-12-04"), states = c("US", "IE"))
  stopifnot(identical(conflicts$conflict, c("certain", "certain")), identical(conflicts$orders, c("US", "IE")))
}
