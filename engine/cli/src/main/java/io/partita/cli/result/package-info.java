/**
 * What a command answers, as facts: how it ended, what it has to show, what it has to say, and what to do next.
 *
 * <p>Belongs here: plain values that every view can show. Does not belong here: layout, colour and wording of any
 * output (view), and the work that leads to an answer (command).
 */
package io.partita.cli.result;
