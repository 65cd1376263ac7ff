package io.partita.provider.sandbox.world;

import io.partita.provider.sandbox.wire.Api;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the loopback ports of a network demand of their clients. Within the process nothing is demanded.
 *
 * @param tokenLifetime how long the tokens of the network's issuer live
 * @param algorithm what they are signed with
 * @param usual what a port of each API demands
 * @param special what the ports of single participants demand instead, by name
 */
public record Demands(
        Duration tokenLifetime, Algorithm algorithm, Map<Api, Port> usual, SortedMap<String, Map<Api, Port>> special) {

    /** Canton's limit of a token's life (wire.md, server limits). */
    public static final Duration USUAL_MAX_LIFETIME = Duration.ofMinutes(5);

    /** Every port is open to everybody on this machine. */
    public static final Demands NONE =
            new Demands(USUAL_MAX_LIFETIME, Algorithm.ES256, Map.of(), Collections.emptySortedMap());

    public Demands {
        usual = Map.copyOf(usual);
        special = Collections.unmodifiableSortedMap(new TreeMap<>(special));
    }

    /** What a port demands. */
    public Port of(String participant, Api api) {
        return special.getOrDefault(participant, Map.of()).getOrDefault(api, usual.getOrDefault(api, Port.OPEN));
    }

    /** The names of all clients that the issuer knows. */
    public SortedSet<String> clients() {
        SortedSet<String> clients = new TreeSet<>();
        usual.values()
                .forEach(port -> port.token()
                        .ifPresent(token -> clients.addAll(token.users().keySet())));
        special.values()
                .forEach(ports -> ports.values()
                        .forEach(port -> port.token()
                                .ifPresent(token -> clients.addAll(token.users().keySet()))));
        return clients;
    }

    /** How tokens are signed. */
    public enum Algorithm {
        ES256,
        RS256
    }

    /** How a port protects its connections. */
    public enum Tls {
        NONE,
        SERVER,
        /** The client has to show a certificate, too. */
        MUTUAL
    }

    /**
     * A port.
     *
     * @param tls how it protects connections
     * @param certificate what its certificate says
     * @param token empty when it asks for none
     */
    public record Port(Tls tls, Certificate certificate, Optional<Token> token) {

        /** A port that demands nothing. */
        public static final Port OPEN = new Port(Tls.NONE, Certificate.USUAL, Optional.empty());
    }

    /**
     * What a server's certificate says.
     *
     * @param name the only name that it is for; empty for this machine's
     * @param age how long ago it was issued
     * @param validity from its issue to its end
     */
    public record Certificate(Optional<String> name, Duration age, Duration validity) {

        /** For this machine, a year. */
        public static final Certificate USUAL = new Certificate(Optional.empty(), Duration.ZERO, Duration.ofDays(365));
    }

    /**
     * The tokens of a port.
     *
     * @param audience whom they have to be for; empty for {@code participant/api}
     * @param maxLifetime tokens with a longer life are refused
     * @param users the rights of each user, by name: {@code admin} on the Admin API; on the Ledger API
     *     {@code participant_admin}, {@code read_as_any_party}, {@code read_as:Party} and {@code act_as:Party}, with a
     *     party's name or full id
     */
    public record Token(Optional<String> audience, Duration maxLifetime, SortedMap<String, SortedSet<String>> users) {
        public Token {
            users = Collections.unmodifiableSortedMap(new TreeMap<>(users));
        }

        /** Whom tokens of a port have to be for. */
        public String audience(String participant, Api api) {
            return audience.orElse(participant + "/" + api.name().toLowerCase(java.util.Locale.ROOT));
        }
    }
}
