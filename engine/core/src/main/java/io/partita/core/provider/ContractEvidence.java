package io.partita.core.provider;

/**
 * An active contract that proves that a party is in use.
 *
 * @param contractId the contract
 * @param createdAtOffset the offset of its creation on the participant asked
 */
public record ContractEvidence(String contractId, long createdAtOffset) {}
