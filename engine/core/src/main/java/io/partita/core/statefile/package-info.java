/**
 * The state as files: one folder with {@code state.json}, {@code journal.ndjson}, {@code lock}, {@code acs/} and
 * {@code runs/}.
 *
 * <p>Belongs here: formats, the hash chain, durable and atomic writing, the lock, and the check that nothing was
 * damaged. Does not belong here: what a record means (state).
 */
package io.partita.core.statefile;
