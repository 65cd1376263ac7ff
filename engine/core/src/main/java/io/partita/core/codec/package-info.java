/**
 * The tables of the nouns that several formats share: ids, diagnostics, outcomes, interlocks, runs, journal events.
 * What a journal keeps and what the command line tells machines is written by the same table.
 *
 * <p>Belongs here: tables of types that more than one file or output has. Does not belong here: what only one file has
 * (beside its file), and how a table works (json).
 */
package io.partita.core.codec;
