/**
 * Streams of answers that flow as fast as the client takes them.
 *
 * <p>Does not belong here: what flows.
 */
package io.partita.provider.sandbox.stream;
