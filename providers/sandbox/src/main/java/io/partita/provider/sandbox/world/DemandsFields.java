package io.partita.provider.sandbox.world;

import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.world.Demands.Algorithm;
import io.partita.provider.sandbox.world.Demands.Certificate;
import io.partita.provider.sandbox.world.Demands.Port;
import io.partita.provider.sandbox.world.Demands.Tls;
import io.partita.provider.sandbox.world.Demands.Token;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code "access"} of a world file. */
final class DemandsFields {

    private static final Duration SHORTEST_TOKEN = Duration.ofSeconds(1);

    private DemandsFields() {}

    static Demands read(WorldFields fields, Collection<String> participants) {
        fields.only("tokenLifetime", "algorithm", "admin", "ledger", "participants");
        Duration lifetime = fields.duration("tokenLifetime", Demands.USUAL_MAX_LIFETIME);
        if (lifetime.compareTo(SHORTEST_TOKEN) < 0) {
            fields.wrong("tokenLifetime", "at least \"PT1S\"", lifetime.toString());
        }
        Map<Api, Port> usual = ports(fields);
        SortedMap<String, Map<Api, Port>> special = new TreeMap<>();
        fields.members("participants").forEach((name, entry) -> {
            fields.known("participants", name, "participant", participants);
            entry.only("admin", "ledger");
            special.put(name, ports(entry));
        });
        return new Demands(lifetime, fields.choice("algorithm", Algorithm.class, Algorithm.ES256), usual, special);
    }

    private static Map<Api, Port> ports(WorldFields fields) {
        Map<Api, Port> ports = new EnumMap<>(Api.class);
        fields.object("admin").ifPresent(port -> ports.put(Api.ADMIN, port(port, Api.ADMIN)));
        fields.object("ledger").ifPresent(port -> ports.put(Api.LEDGER, port(port, Api.LEDGER)));
        return ports;
    }

    private static Port port(WorldFields fields, Api api) {
        fields.only("tls", "certificate", "token");
        return new Port(
                fields.choice("tls", Tls.class, Tls.NONE),
                fields.object("certificate").map(DemandsFields::certificate).orElse(Certificate.USUAL),
                fields.object("token").map(token -> token(token, api)));
    }

    private static Certificate certificate(WorldFields fields) {
        fields.only("name", "age", "validity");
        String name = fields.text("name", "");
        return new Certificate(
                Optional.of(name).filter(text -> !text.isEmpty()),
                fields.duration("age", Certificate.USUAL.age()),
                fields.duration("validity", Certificate.USUAL.validity()));
    }

    private static Token token(WorldFields fields, Api api) {
        fields.only("audience", "maxLifetime", "users");
        SortedMap<String, SortedSet<String>> users = new TreeMap<>();
        for (String name : fields.names("users")) {
            if (!name.matches("[a-zA-Z0-9_-]{1,60}")) {
                fields.wrong("users", "letters, digits, - and _ as the name of a user", "\"" + name + "\"");
            }
            users.put(name, rights(fields.object("users").orElseThrow(), name, api));
        }
        String audience = fields.text("audience", "");
        return new Token(
                Optional.of(audience).filter(text -> !text.isEmpty()),
                fields.duration("maxLifetime", Demands.USUAL_MAX_LIFETIME),
                users);
    }

    private static SortedSet<String> rights(WorldFields users, String name, Api api) {
        SortedSet<String> rights = new TreeSet<>(users.texts(name));
        String possible = api == Api.ADMIN ? "admin" : "participant_admin|read_as_any_party|(read_as|act_as):.+";
        rights.stream()
                .filter(right -> !right.matches(possible))
                .forEach(right -> users.wrong(
                        name,
                        api == Api.ADMIN
                                ? "\"admin\""
                                : "one of \"participant_admin\", \"read_as_any_party\", \"read_as:Party\", \"act_as:Party\"",
                        "\"" + right + "\""));
        return rights;
    }
}
