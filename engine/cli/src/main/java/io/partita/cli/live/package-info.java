/**
 * A run while it goes on: a table on a terminal, lines in a log, events for a machine.
 *
 * <p>Belongs here: listeners of a run, what they remember of it, and when they write. Does not belong here: the wording
 * of steps and colours (text), how a finished command is shown (view), and any decision about the run.
 */
package io.partita.cli.live;
