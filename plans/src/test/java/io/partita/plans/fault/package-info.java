/**
 * The fault matrix: every RPC that partita makes, met by every fault, once, three times and for ever.
 *
 * <p>Belongs here: which RPCs there are (as an undisturbed run shows), what a fault is, which ends are right, and the
 * table. Does not belong here: kills of partita's own process.
 */
package io.partita.plans.fault;
