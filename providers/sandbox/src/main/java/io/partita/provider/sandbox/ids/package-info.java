/**
 * Identifiers and times as they stand in requests, answers and messages.
 *
 * <p>Does not belong here: anything that knows what an identifier stands for.
 */
package io.partita.provider.sandbox.ids;
