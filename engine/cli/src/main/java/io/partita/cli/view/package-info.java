/**
 * How answers look: for people on a terminal, for machines as JSON, for a pull request as Markdown.
 *
 * <p>Belongs here: layout, colour, width, glyphs, and the shape of the JSON documents. Does not belong here: any
 * decision about what is answered, and any reading of files or networks beyond the source lines that an excerpt shows.
 */
package io.partita.cli.view;
