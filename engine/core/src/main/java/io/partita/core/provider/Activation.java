package io.partita.core.provider;

import java.time.Instant;

/**
 * A topology event that made a participant a host.
 *
 * @param offset on the participant asked
 * @param effective when it became effective
 */
public record Activation(long offset, Instant effective) {}
