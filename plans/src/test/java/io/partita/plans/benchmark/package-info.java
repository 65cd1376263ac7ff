/**
 * How long partita takes for many parties and many contracts, as a ratio to the bare calls of the same work, measured
 * in one run. Nothing here is judged by a clock: the ratios are printed.
 */
package io.partita.plans.benchmark;
