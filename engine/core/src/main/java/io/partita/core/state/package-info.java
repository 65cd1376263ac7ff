/**
 * What is remembered between two processes: runs, the journal of their steps, the outcome of each, and the interlocks
 * that are still open.
 *
 * <p>Belongs here: the nouns and what follows from them (is this step done, which window is open). Does not belong
 * here: files, locks and hashes (statefile), and deciding what to do next (apply).
 */
package io.partita.core.state;
