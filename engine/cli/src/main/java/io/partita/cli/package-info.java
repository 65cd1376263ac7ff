/**
 * The way in: from the words of a command line to an exit code.
 *
 * <p>Belongs here: choosing the command and the view, and what happens to failures that nobody expected. Does not
 * belong here: any command (command), any layout (view).
 */
package io.partita.cli;
