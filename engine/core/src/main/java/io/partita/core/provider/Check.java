package io.partita.core.provider;

import java.util.Locale;
import java.util.Objects;

/**
 * One thing that was looked at on the way to a participant.
 *
 * @param place what it is about
 * @param kind what was looked at
 * @param finding how it is
 */
public record Check(Place place, Kind kind, Finding finding) {

    /** What a check is about. */
    public enum Place {
        /** The endpoint {@code admin}. */
        ADMIN,
        /** The endpoint {@code ledger}. */
        LEDGER,
        /** The participant behind both. */
        PARTICIPANT,
        /** A key that no participant holds. */
        KEY,
        /** All participants together. */
        NETWORK;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What can be looked at, in the order in which it is. */
    public enum Kind {
        /** Whether the host's name is known. */
        NAME,
        /** Whether a TCP connection can be made, through a proxy if there is one. */
        CONNECTION,
        /** Whether TLS can be agreed on: certificates, their dates, names. */
        TLS,
        /** Whether what listens speaks HTTP/2. */
        HTTP2,
        /** Whether it answers calls as a Canton API does, and as which. */
        GRPC,
        /** Whether a token can be had, and what it says of itself. */
        TOKEN,
        /** Whether the API accepts it. */
        ACCEPTED,
        /** What it permits. */
        PERMISSION,
        /** Which release answers. */
        RELEASE,
        /** Whether the largest messages that partita sends get through. */
        MESSAGES,
        /** Whether a connection is kept alive as the server permits. */
        KEEP_ALIVE,
        /** Whether the declared parties may be read. */
        READING,
        /** Who it is, and whether both endpoints are of the same participant. */
        IDENTITY,
        /** Whether this replica does the work. */
        ACTIVE,
        /** Whether the declared synchronizer is registered, connected and healthy. */
        SYNCHRONIZER,
        /** The protocol version in use. */
        PROTOCOL,
        /** Whether it connects by itself when it starts. */
        RECONNECT,
        /** What the others show of one that is away: whether it has the contracts of what it hosts. */
        HOSTING,
        /** Where it keeps its data. */
        STORAGE,
        /** Whether the program of its backup command can be run here. */
        BACKUP,
        /** Whether whatever a key needs to sign is here. */
        SIGNING,
        /** Whether its pruning schedule can be read. */
        PRUNING,
        /** How far its clock is from this machine's, and all clocks from each other. */
        CLOCK;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Check {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(finding, "finding");
    }
}
