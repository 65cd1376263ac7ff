/**
 * Carrying out a plan: waves, interlocks, probe – act – verify for every kind of step, and the end of a run in every case.
 *
 * <p>Belongs here: when a step may start, how it is done and confirmed, and what is reported meanwhile. Does not belong here: order and path (plan), files (statefile), rendering (view),
 * and any wire format (providers).
 */
package io.partita.core.apply;
