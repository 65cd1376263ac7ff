package io.partita.core.provider;

/**
 * A transaction that proves that a party was used.
 *
 * @param updateId the update
 * @param offset its offset on the participant asked
 */
public record TransactionEvidence(String updateId, long offset) {}
