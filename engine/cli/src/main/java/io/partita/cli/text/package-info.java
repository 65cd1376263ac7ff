/**
 * The colours, words and formats that every text for people shares, whether it is shown at the end of a command or
 * while a run goes on.
 *
 * <p>Belongs here: layout, emphasis, what is printed of foreign text, formats of numbers and times, the words of steps,
 * outcomes and commands. Does not belong here: what is shown of an answer and in which order (view), and drawing again
 * and again (live).
 */
package io.partita.cli.text;
