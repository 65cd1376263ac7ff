package io.partita.plans.conformance;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.json.JsonValue;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an endpoint: an address alone, or an address with TLS and the reference to a token. */
final class EndpointReading {

    private static final String CODE = "network-file";
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:/\\[\\]]+)):([0-9]{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    private final Path folder;
    private final List<Diagnostic> diagnostics;

    EndpointReading(Path folder, List<Diagnostic> diagnostics) {
        this.folder = folder;
        this.diagnostics = diagnostics;
    }

    /** Empty when something is wrong, which is said then. */
    Optional<Endpoint> read(JsonValue value) {
        if (value instanceof JsonValue.JsonText text) {
            return address(text, text.text(), Optional.empty(), Optional.empty());
        }
        return Members.of(value, diagnostics).flatMap(this::settings);
    }

    private Optional<Endpoint> settings(Members members) {
        int before = diagnostics.size();
        Optional<String> address = members.text("address");
        Optional<Endpoint.Tls> tls =
                members.has("tls") ? members.required("tls").flatMap(this::tls) : Optional.empty();
        Optional<Secret> token =
                members.has("token") ? members.required("token").flatMap(this::secret) : Optional.empty();
        members.finish();
        if (diagnostics.size() > before) {
            return Optional.empty();
        }
        return address.flatMap(text -> address(members.required("address").orElseThrow(), text, tls, token));
    }

    private Optional<Endpoint> address(JsonValue at, String text, Optional<Endpoint.Tls> tls, Optional<Secret> token) {
        Matcher matcher = ADDRESS.matcher(text);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(3)) : 0;
        if (port < 1 || port > HIGHEST_PORT) {
            return wrong(at, "'" + text + "' is not an address: host:port, an IPv6 host in brackets");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return Optional.of(new Endpoint(host, port, tls, token));
    }

    /** {@code true}, or the files. {@code false} is TLS left out. */
    private Optional<Endpoint.Tls> tls(JsonValue value) {
        if (value instanceof JsonValue.JsonTruth truth) {
            return truth.truth()
                    ? Optional.of(
                            new Endpoint.Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
                    : Optional.empty();
        }
        return Members.of(value, diagnostics).flatMap(members -> {
            Optional<String> ca = file(members, "ca");
            Optional<String> certificate = file(members, "cert");
            Optional<String> key = file(members, "key");
            Optional<String> authority = members.has("authority") ? members.text("authority") : Optional.empty();
            members.finish();
            if (certificate.isPresent() != key.isPresent()) {
                return wrong(value, "'cert' and 'key' belong together");
            }
            return Optional.of(new Endpoint.Tls(ca, certificate, key, authority));
        });
    }

    private Optional<String> file(Members members, String name) {
        return members.has(name) ? members.text(name).map(this::absolute) : Optional.empty();
    }

    /** Exactly one of the references of a declaration; a text would be the secret itself. */
    private Optional<Secret> secret(JsonValue value) {
        if (value instanceof JsonValue.JsonText) {
            // The text is not repeated: it may be the secret.
            return wrong(
                    value,
                    "a token is a reference, never a value: {\"env\": …}, {\"file\": …}, {\"command\": […]} or {\"oidc\": {…}}");
        }
        return Members.of(value, diagnostics).flatMap(members -> {
            Optional<Secret> secret = Optional.empty();
            if (members.has("env")) {
                secret =
                        members.text("env").map(name -> Secret.of("environment").with("variable", name));
            } else if (members.has("file")) {
                secret = members.text("file").map(path -> Secret.of("file").with("path", absolute(path)));
            } else if (members.has("command")) {
                secret = members.texts("command")
                        .map(words -> Secret.of("command").with("words", words));
            } else if (members.has("oidc")) {
                secret = members.required("oidc").flatMap(this::oidc);
            } else {
                wrong(value, "one of 'env', 'file', 'command' and 'oidc' is missing here");
            }
            members.finish();
            return secret;
        });
    }

    private Optional<Secret> oidc(JsonValue value) {
        return Members.of(value, diagnostics).flatMap(members -> {
            Optional<String> url = members.text("url");
            Optional<String> client = members.text("client");
            Optional<Secret> secret = members.required("secret").flatMap(this::secret);
            Optional<String> audience = members.has("audience") ? members.text("audience") : Optional.empty();
            Optional<String> scope = members.has("scope") ? members.text("scope") : Optional.empty();
            members.finish();
            if (url.isEmpty() || client.isEmpty() || secret.isEmpty()) {
                return Optional.empty();
            }
            Secret oidc = Secret.of("oidc")
                    .with("tokenUrl", url.get())
                    .with("clientId", client.get())
                    .with("clientSecret", secret.get());
            if (audience.isPresent()) {
                oidc = oidc.with("audience", audience.get());
            }
            return Optional.of(scope.isPresent() ? oidc.with("scope", scope.get()) : oidc);
        });
    }

    private String absolute(String path) {
        return folder.resolve(path).normalize().toString();
    }

    private <R> Optional<R> wrong(JsonValue value, String what) {
        diagnostics.add(Diagnostic.error(CODE, what).at(value.range()));
        return Optional.empty();
    }
}
