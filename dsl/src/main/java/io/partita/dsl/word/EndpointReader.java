package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Secret;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.finding.Excerpt;
import io.partita.dsl.finding.Findings;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code admin 'host:port', tls: …, token: …}. */
final class EndpointReader {

    private static final Pattern ADDRESS =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]{2,45}]|[^:\\s\\[\\]]+):(?<port>.*)");
    private static final Pattern HOST_NAME = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\\.?");
    private static final Set<String> TLS_KEYS =
            Collections.unmodifiableSet(new TreeSet<>(Set.of("authority", "ca", "cert", "key")));
    private static final String TLS_USAGE =
            "tls: true, or tls: [ca: 'ca.pem', cert: 'client.pem', key: 'client.key', authority: 'name']";

    private final WordArguments arguments;
    private final Findings findings;

    EndpointReader(WordArguments arguments) {
        this.arguments = arguments;
        this.findings = arguments.findings();
    }

    /** Empty when something is wrong, which has been reported. */
    Optional<Endpoint> read() {
        boolean shaped = arguments.shaped();
        Optional<Optional<Endpoint.Tls>> tls =
                arguments.named("tls").map(this::tls).orElse(Optional.of(Optional.empty()));
        Optional<Optional<Secret>> token =
                arguments.named("token").map(this::token).orElse(Optional.of(Optional.empty()));
        if (!shaped) {
            return Optional.empty();
        }
        Argument address = arguments.value(0);
        Optional<Endpoint> bare =
                arguments.text(address, "An endpoint").flatMap(text -> address(text, address.range()));
        if (bare.isEmpty() || tls.isEmpty() || token.isEmpty()) {
            return Optional.empty();
        }
        Endpoint endpoint = new Endpoint(bare.get().host(), bare.get().port(), tls.get(), token.get());
        warnOfPlainToken(endpoint);
        return Optional.of(endpoint);
    }

    private void warnOfPlainToken(Endpoint endpoint) {
        if (endpoint.token().isPresent() && endpoint.tls().isEmpty() && !Endpoint.isLoopback(endpoint.host())) {
            findings.add(Diagnostic.warning("token-in-the-clear", "The token travels unencrypted to " + endpoint)
                    .because("The endpoint has a token and no TLS.")
                    .fix("Add tls: true.")
                    .at(arguments.keyRange("token").orElse(arguments.range())));
        }
    }

    private Optional<Endpoint> address(String text, SourceRange where) {
        Matcher matcher = ADDRESS.matcher(text);
        if (text.contains("://") || !matcher.matches() || !isHost(matcher.group("host"))) {
            findings.add(Diagnostic.error("bad-address", "This is not an address")
                    .because(
                            "An address is a host name or IP address, a colon and a port; IPv6 is written in brackets.")
                    .fix("Write it as '" + suggested(text) + "'.")
                    .at(where));
            return Optional.empty();
        }
        String port = matcher.group("port");
        if (!isPort(port)) {
            findings.add(Diagnostic.error("bad-port", "'" + Excerpt.of(port) + "' is not a port")
                    .because("A port is a number from 1 to 65535.")
                    .fix("Correct the part after the colon.")
                    .at(where));
            return Optional.empty();
        }
        String host = matcher.group("host").replaceAll("[\\[\\]]", "");
        return Optional.of(new Endpoint(host, Integer.parseInt(port), Optional.empty(), Optional.empty()));
    }

    /** The address within a URL, when there is nothing else in it that could be a secret; otherwise an example. */
    private static String suggested(String text) {
        String bare = text.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "").replaceFirst("/.*$", "");
        Matcher matcher = ADDRESS.matcher(bare);
        boolean address = matcher.matches() && isHost(matcher.group("host")) && isPort(matcher.group("port"));
        return address ? bare : "localhost:5012";
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65535;
    }

    private static boolean isHost(String host) {
        return host.startsWith("[") || HOST_NAME.matcher(host).matches();
    }

    /** Empty when wrong; a present empty value is plaintext. */
    private Optional<Optional<Endpoint.Tls>> tls(Argument argument) {
        if (argument.value() instanceof Value.Truth truth) {
            return Optional.of(truth.truth() ? Optional.of(tlsOf(Map.of())) : Optional.empty());
        }
        if (argument.value() instanceof Value.Entries map) {
            return tls(map, argument.range()).map(Optional::of);
        }
        if (!(argument.value() instanceof Value.Broken)) {
            findings.add(Diagnostic.error(
                            "wrong-kind", "'tls:' cannot be " + argument.value().kind())
                    .fix("Write " + TLS_USAGE + ".")
                    .at(argument.range()));
        }
        return Optional.empty();
    }

    private static Endpoint.Tls tlsOf(Map<String, String> settings) {
        return new Endpoint.Tls(
                Optional.ofNullable(settings.get("ca")),
                Optional.ofNullable(settings.get("cert")),
                Optional.ofNullable(settings.get("key")),
                Optional.ofNullable(settings.get("authority")));
    }

    private Optional<Endpoint.Tls> tls(Value.Entries map, SourceRange where) {
        Map<String, String> settings = new TreeMap<>();
        boolean fine = true;
        ValueReader values = new ValueReader(findings, TLS_USAGE);
        for (Map.Entry<Value, Value> entry : map.entries().entrySet()) {
            String key = entry.getKey() instanceof Value.Text text ? text.text() : "";
            if (!TLS_KEYS.contains(key)) {
                findings.add(WordArguments.unknownKey(key, TLS_KEYS, "'tls:'", where));
                fine = false;
                continue;
            }
            Argument value = new Argument(entry.getValue(), where);
            Optional<String> text =
                    key.equals("authority") ? values.text(value, "'authority:'") : values.path(value, "'" + key + ":'");
            fine &= text.isPresent();
            text.ifPresent(setting -> settings.put(key, setting));
        }
        boolean complete = map.entries().containsKey(new Value.Text("cert"))
                == map.entries().containsKey(new Value.Text("key"));
        if (!complete) {
            values.report("incomplete-tls", "'cert:' and 'key:' belong together", where);
        }
        return fine && complete ? Optional.of(tlsOf(settings)) : Optional.empty();
    }

    /** Empty when wrong. */
    private Optional<Optional<Secret>> token(Argument argument) {
        return SecretWords.secret(argument, "token", findings).map(Optional::of);
    }
}
