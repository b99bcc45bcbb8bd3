/**
 * How likely at least `successes` of `trials` are, each with probability `probability`.
 *
 * Exact but for rounding: the shorter tail is summed from its largest term, until what follows no longer counts.
 */
export function probabilityOfAtLeast(successes: number, trials: number, probability: number): number {
  if (successes <= 0) {
    return 1;
  }
  if (successes > trials) {
    return 0;
  }
  const odds = probability / (1 - probability);
  const upwards = successes > trials * probability;
  let k = upwards ? successes : successes - 1;
  let sum = 0;
  // The last term has none after it: its successor is 0.
  for (let term = Math.exp(logTerm(k, trials, probability)); term > sum * 1e-17; k += upwards ? 1 : -1) {
    sum += term;
    term *= upwards ? ((trials - k) / (k + 1)) * odds : k / (trials - k + 1) / odds;
  }
  return Math.min(1, upwards ? sum : Math.max(0, 1 - sum));
}

function logTerm(k: number, n: number, p: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p);
}

/** Stirling's series, from where its error is below what a double can hold. */
function logFactorial(n: number): number {
  if (n < 16) {
    return Math.log(Array.from({ length: n }, (_, index) => index + 1).reduce((product, factor) => product * factor, 1));
  }
  const x = n + 1;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5);
}
