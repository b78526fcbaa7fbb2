# Writes figures.csv beside it: 500 tables of pairs and 500 shares with the values that R gives them, to hold ours to.
# Debian: r-base-core, r-cran-psych. Run in this folder: Rscript figures.R
#   psych::cohen.kappa with linear weights (w = 1 - |i - j| / 4); "NA" where the expected agreement is 1
#   stats::prop.test without continuity correction is the Wilson score interval
suppressMessages(library(psych))
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20261123)

weights <- 1 - abs(outer(1:5, 1:5, "-")) / 4
rows <- lapply(1:500, function(i) {
  n <- sample(c(5:20, 50, 200, 1000), 1)
  # from no agreement to near perfect, with steps of the scale that nobody uses
  used <- sort(sample(1:5, sample(1:5, 1, prob = c(1, 2, 3, 4, 10))))
  reported <- used[sample.int(length(used), n, replace = TRUE)]
  agrees <- runif(n) < runif(1)
  observed <- ifelse(agrees, reported, used[sample.int(length(used), n, replace = TRUE)])
  table <- matrix(0, 5, 5)
  for (p in seq_len(n)) table[reported[p], observed[p]] <- table[reported[p], observed[p]] + 1
  expected <- sum(weights * outer(rowSums(table), colSums(table))) / n^2
  kappa <- if (isTRUE(all.equal(expected, 1))) NA else suppressWarnings(cohen.kappa(table, w = weights)$weighted.kappa)
  k <- sum(reported >= 4)
  interval <- suppressWarnings(prop.test(k, n, correct = FALSE)$conf.int)
  c(as.vector(t(table)), sum(diag(table)) / n, sum(table[abs(row(table) - col(table)) <= 1]) / n, kappa, k, n, interval[1], interval[2])
})

header <- c(paste0("t", rep(1:5, each = 5), rep(1:5, 5)), "raw", "within_one", "linear_kappa", "k", "n", "wilson_low", "wilson_high")
lines <- sapply(rows, function(row) paste(formatC(row, digits = 17, format = "g", width = 1), collapse = ","))
writeLines(c(paste(header, collapse = ","), sub(" +", "", lines)), "figures.csv")
