# Runs, sweeps and what they wrote.

comity_run <- function(scenario, settings = list(), replicates = NULL, seed = NULL, threads = NULL, out = NULL, force = FALSE) {
  make(c("run", scenario, settings_of(settings), options_of(list(replicates = replicates, seed = seed, threads = threads,
                                                                 force = force))), out)
}

comity_sweep <- function(scenario, settings = list(), points = NULL, replicates = NULL, keep = "summary", seed = NULL,
                         threads = NULL, out = NULL, force = FALSE) {
  if (!is.null(points)) scenario <- list_points(scenario, points)
  make(c("sweep", scenario, settings_of(settings),
         options_of(list(replicates = replicates, keep = keep, seed = seed, threads = threads, force = force))), out, accept = 3)
}

make <- function(words, out, accept = integer()) {
  if (is.null(out)) out <- tempfile("comity-", fileext = ".h5")
  call_program(c(words, "--out", out, "--quiet"), accept)
  comity_open(out)
}

# A scenario that includes the other one and lists the points: a row for each, a column for each name that --set takes.
list_points <- function(scenario, points) {
  folder <- tempfile("points-")
  dir.create(folder)
  words <- data.frame(lapply(points, function(column) vapply(column, spell, "")), check.names = FALSE)
  write.csv(words, file.path(folder, "points.csv"), row.names = FALSE, quote = FALSE)
  included <- if (file.exists(scenario)) normalizePath(scenario) else paste0(sub("\\.toml$", "", scenario), ".toml")
  asked <- file.path(folder, "points.toml")
  writeLines(c('question = "Listed points"', sprintf('include = "%s"', included), "[sweep]", 'design = "list"',
               'file = "points.csv"'), asked)
  asked
}

comity_open <- function(path) {
  if (!file.exists(path)) fail("comity_input_error", paste0(path, " cannot be read (there is no such file)."))
  results <- new.env(parent = emptyenv())
  path <- normalizePath(path)
  assign("path", path, results)
  for (table in c("metrics", "summary", "design", "runs", "courts", "dictionary", unique(comity_list("events")$table))) {
    read_when_asked(table, path, results)
  }
  lockEnvironment(results)
  structure(results, class = "comity")
}

read_when_asked <- function(table, path, results) {
  force(table)
  force(path)
  delayedAssign(table, export_table(path, table), assign.env = results)
}

comity_table <- function(results, table, metric = NULL) export_table(results$path, table, metric)

# One table by `comity export`, typed by the dictionary that comes with it: ISO days become dates.
export_table <- function(path, table, metric = NULL) {
  folder <- tempfile("export-")
  on.exit(unlink(folder, recursive = TRUE))
  asked <- if (table == "dictionary") character() else table
  call_program(c("export", path, "--out", folder, options_of(list(table = asked, metric = metric))))
  file <- paste0(table, ".csv")
  found <- read_table(readLines(file.path(folder, file), encoding = "UTF-8"))
  words <- read_table(readLines(file.path(folder, "dictionary.csv"), encoding = "UTF-8"))
  words <- words[words$file == file, ]
  for (column in intersect(words$column[words$type == "date"], names(found))) found[[column]] <- as.Date(found[[column]])
  if (table == "runs") {
    found$failed <- found$failed == "yes"
  }
  found
}

print.comity <- function(x, ...) {
  cat("comity results in ", x$path, "\n", sep = "")
  cat("tables: ", paste(setdiff(sort(ls(x)), "path"), collapse = ", "), "\n", sep = "")
  invisible(x)
}

comity_analyze <- function(results, question, ...) {
  read_table(call_program(c("analyze", question, results$path, options_of(list(...)), "--format", "csv")))
}
