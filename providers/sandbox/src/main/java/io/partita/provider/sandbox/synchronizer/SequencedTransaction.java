package io.partita.provider.sandbox.synchronizer;

/**
 * A Daml transaction in the log of the synchronizer.
 *
 * @param index position in the log
 * @param time when it was sequenced: its record time, microseconds since the epoch
 * @param payload as handed to {@link Sequencing#sequence}; only the ledger side reads it
 */
public record SequencedTransaction(long index, long time, byte[] payload) {}
