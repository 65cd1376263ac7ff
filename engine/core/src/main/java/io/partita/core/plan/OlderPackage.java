package io.partita.core.plan;

import io.partita.core.model.ParticipantName;
import io.partita.core.provider.PackageVersion;
import java.util.Comparator;
import java.util.Objects;

/**
 * A package that a new host of a party has vetted in an older version than another host of it, when the plan is done.
 *
 * @param target the new host
 * @param newest its newest version of the package
 * @param host another host of the party, with the newest version of all
 * @param there that version
 */
public record OlderPackage(ParticipantName target, PackageVersion newest, ParticipantName host, PackageVersion there)
        implements Comparable<OlderPackage> {

    private static final Comparator<OlderPackage> ORDER =
            Comparator.comparing(OlderPackage::target).thenComparing(OlderPackage::newest);

    public OlderPackage {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(host, "host");
        if (!newest.isOlderThan(there)) {
            throw new IllegalArgumentException(newest + " is not older than " + there);
        }
    }

    @Override
    public int compareTo(OlderPackage other) {
        return ORDER.compare(this, other);
    }
}
