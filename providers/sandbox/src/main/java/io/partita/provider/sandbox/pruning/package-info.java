/**
 * Pruning of a participant's history: schedules, the cron expressions in them, the runs they start, and the services.
 *
 * <p>Does not belong here: what pruned history looks like to a reader ({@code ledger}).
 */
package io.partita.provider.sandbox.pruning;
