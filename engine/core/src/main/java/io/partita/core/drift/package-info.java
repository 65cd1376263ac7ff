/**
 * The live hosting of parties compared with what was applied last, or with what is declared. It only reads.
 *
 * <p>Belongs here: what a party is expected to be, in which points the topology shows something else, since when and by
 * whom. Does not belong here: what is done about it (planner), and where the plans of former runs are kept (store).
 */
package io.partita.core.drift;
