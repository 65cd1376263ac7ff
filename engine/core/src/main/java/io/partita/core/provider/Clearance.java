package io.partita.core.provider;

import java.time.Instant;
import java.util.Optional;

/**
 * The answer to the request to clear an onboarding flag. It is a hint: the mapping decides.
 *
 * @param claimed whether the participant says that the flag is gone
 * @param earliestRetry when it can be cleared, by the clock of the synchronizer
 */
public record Clearance(boolean claimed, Optional<Instant> earliestRetry) {}
