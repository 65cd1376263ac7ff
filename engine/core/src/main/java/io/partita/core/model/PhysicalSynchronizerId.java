package io.partita.core.model;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A synchronizer as it runs now: {@code da::1220…::35-0}. Changes with the protocol version and with every upgrade.
 *
 * @param logical the stable id
 * @param protocolVersion the protocol version in use, 34 or higher for everything that partita supports
 * @param serial from 0
 */
public record PhysicalSynchronizerId(SynchronizerId logical, int protocolVersion, int serial) {

    private static final Pattern SYNTAX = Pattern.compile("(.+)::(\\d{1,9})-(\\d{1,9})");

    public PhysicalSynchronizerId {
        Objects.requireNonNull(logical, "logical");
    }

    /** Empty when the text is not a physical id. */
    public static Optional<PhysicalSynchronizerId> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return SynchronizerId.parse(matcher.group(1))
                .map(logical -> new PhysicalSynchronizerId(
                        logical, Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))));
    }

    /** Whether it is the same synchronizer as another one, after an upgrade: each gives it the next number. */
    public boolean isUpgradeOf(PhysicalSynchronizerId former) {
        return logical.equals(former.logical) && serial > former.serial;
    }

    @Override
    public String toString() {
        return logical + "::" + protocolVersion + "-" + serial;
    }
}
