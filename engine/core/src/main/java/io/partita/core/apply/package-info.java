/**
 * Carrying out a plan: waves, interlocks, and the end of a run in every case. How one step is done is in {@code step}.
 *
 * <p>Belongs here: when a step may start, what a run shares, and what is reported meanwhile. Does not belong here:
 * order and path (plan), files (statefile), rendering (view), and any wire format (providers).
 */
package io.partita.core.apply;
