# Writes standing.csv beside it: figures with the values that R gives them, to hold ours to. Debian: r-base-core. Run in this folder:
# Rscript standing.R
# A line is the figure, its arguments and its values, both divided by spaces. Where it can be, a value is had another way than ours:
#   Holm            stats::p.adjust
#   Wilson          the roots of the score test, for n that is no whole number and for other quantiles (stats::uniroot)
#   Newcombe        square and add, of the intervals of stats::prop.test
#   Welch, Student  stats::t.test
#   ICC             mean squares of stats::aov over single answers; n0 for unequal sizes
#   cluster         residuals of stats::lm over single answers, summed by manager; then the score test's roots
#   mean share      moments of single answers; then the score test's roots and its p-value
#   Manski          the mean with everybody else at 0, and at 1
#   sign test       stats::binom.test
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20261127)
Z <- qnorm(.975)
UNIT <- 2520
lines <- c()
num <- function(x) paste(ifelse(is.na(x), "NA", trimws(formatC(x, digits = 17, format = "g"))), collapse = " ")
line <- function(kind, arguments, values) lines <<- c(lines, paste(kind, num(arguments), num(values), sep = ","))

score <- function(share, n, quantile = Z) {
  f <- function(p) (share - p)^2 * n - quantile^2 * p * (1 - p)
  root <- function(a, b) uniroot(f, c(a, b), tol = 1e-15, maxiter = 10000)$root
  # 0 and 1 are roots themselves where the share is at that end
  c(if (share <= 0) 0 else root(0, min(share, 1 - 1e-9)), if (share >= 1) 1 else root(max(share, 1e-9), 1))
}
wilson <- function(k, n) suppressWarnings(prop.test(k, n, correct = FALSE)$conf.int)[1:2]

for (i in 1:60) {
  p <- runif(sample(1:20, 1))^sample(1:6, 1)
  if (i %% 5 == 0) p <- round(p, 1) # ties
  line("holm", p, as.integer(p.adjust(p, "holm") <= .05))
}
for (i in 1:60) {
  share <- if (i <= 4) c(0, 1, .5, .999)[i] else runif(1)
  n <- runif(1, .5, 80)
  line("wilson", c(share, n), score(share, n))
}
for (i in 1:60) {
  n <- sample(5:80, 2)
  k <- if (i == 1) c(0, n[2]) else rbinom(2, n, runif(2))
  p <- k / n
  a <- wilson(k[1], n[1])
  b <- wilson(k[2], n[2])
  d <- p[1] - p[2]
  down <- sqrt((p[1] - a[1])^2 + (b[2] - p[2])^2)
  up <- sqrt((a[2] - p[1])^2 + (p[2] - b[1])^2)
  line("newcombe", c(k[1], n[1], k[2], n[2]), c(d, d - down, d + up))
}
for (i in 1:60) {
  n <- sample(5:80, 1)
  moves <- rmultinom(1, n, c(runif(2), 1))
  effect <- if (i %% 3 == 0) 1 else runif(1, 1, 5)
  f <- moves[1:2] / effect
  all <- n / effect
  p <- (f + 1) / (all + 2)
  d <- p[1] - p[2]
  half <- Z * sqrt((p[1] + p[2] - d^2) / (all + 2))
  line("bonett-price", c(moves[1:2], n, effect), c((moves[1] - moves[2]) / n, max(-1, d - half), min(1, d + half)))
}
for (i in 1:60) {
  n <- sample(2:12, 2, replace = TRUE)
  with <- runif(n[1])
  without <- runif(n[2])
  test <- t.test(with, without)
  pooled <- t.test(with, without, var.equal = TRUE)$p.value
  own <- t.test(with)$conf.int
  line("welch", c(n[1], with, without), c(mean(with) - mean(without), test$conf.int, test$p.value, pooled, max(0, own[1]), min(1, own[2])))
}

# one share for each learner, of managers who are alike or are not, with behaviors of which not all are known
answers <- function(managers) {
  sizes <- sample(1:12, managers, replace = TRUE)
  manager <- rep(seq_len(managers), sizes)
  behaviors <- sample(1:10, 1)
  known <- pmax(1, rbinom(length(manager), behaviors, .8))
  mild <- rbeta(managers, 1.5, 1.5)
  data.frame(manager = factor(manager), share = rbinom(length(manager), known, mild[manager]) / known)
}
sums <- function(x) c(length(x), round(sum(x * UNIT)), round(sum((x * UNIT)^2)))
tallies <- function(data) unlist(tapply(data$share, data$manager, sums))

for (i in 1:60) {
  data <- answers(sample(2:12, 1))
  n <- table(data$manager)
  icc <- NA
  if (length(unique(data$share)) > 1 && sum(n) > length(n)) {
    squares <- summary(aov(share ~ manager, data))[[1]][["Mean Sq"]]
    n0 <- (sum(n) - sum(n^2) / sum(n)) / (length(n) - 1)
    icc <- (squares[1] - squares[2]) / (squares[1] + (n0 - 1) * squares[2])
  }
  line("icc", tallies(data), icc)
}
robust <- function(data) {
  n <- nrow(data)
  managers <- nlevels(data$manager)
  fit <- lm(share ~ 1, data)
  p <- unname(coef(fit))
  variance <- sum(tapply(resid(fit), data$manager, sum)^2) * managers / (managers - 1) / n^2
  effective <- min(n, p * (1 - p) / variance)
  c(p, sqrt(variance), variance / (p * (1 - p) / (n - 1)), effective, score(p, effective, qt(.975, managers - 1)))
}
reference <- data.frame(manager = factor(rep(1:6, c(10, 10, 10, 10, 5, 5))),
                        share = unlist(mapply(function(m, k) rep(1:0, c(k, m - k)), c(10, 10, 10, 10, 5, 5), c(9, 2, 7, 4, 5, 0))))
line("cluster", tallies(reference), robust(reference))
for (i in 1:59) {
  data <- answers(sample(3:12, 1))
  line("cluster", tallies(data), robust(data))
}
for (i in 1:60) {
  x <- answers(sample(2:12, 1))$share
  if (i %% 6 == 0) x <- as.numeric(x > .5) # one behavior
  if (i %% 10 == 3) x <- rep(x[1], length(x)) # all alike
  n <- length(x)
  if (n < 5) next
  effect <- if (i %% 3 == 0) 1 else runif(1, 1, 5)
  p <- mean(x)
  ratio <- (n / effect * mean((x - p)^2) + 2) / (n / effect * p * (1 - p) + 2)
  effective <- n / (effect - 1 + ratio)
  line("mean-share", c(sums(x), effect), c(p, score(p, effective), pnorm((p - .5) / sqrt(.25 / effective), lower.tail = FALSE)))
}
for (i in 1:30) {
  n <- if (i == 1) 6 else sample(5:40, 1)
  asked <- if (i == 1) 60 else n + sample(0:60, 1)
  k <- if (i == 1) 4 else rbinom(1, n, runif(1))
  x <- rep(1:0, c(k, n - k))
  line("manski", c(k, n, asked), c(mean(c(x, rep(0, asked - n))), mean(c(x, rep(1, asked - n)))))
}
for (i in 1:60) {
  named <- sort(rpois(sample(2:8, 1), 3 * 1.5^sample(0:6, 1)), decreasing = TRUE)
  if (i %% 2 == 0) named[1] <- named[1] * 2 + 3
  test <- if (sum(named[1:2]) == 0) 1 else binom.test(named[1], sum(named[1:2]), alternative = "greater")$p.value
  line("most-named", sample(named), as.integer(named[1] > named[2] && test <= .05 / length(named)))
}
writeLines(c("figure,arguments,values", lines), "standing.csv")
