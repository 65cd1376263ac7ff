package io.partita.cli.view;

import io.partita.core.model.Endpoint;
import io.partita.core.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An endpoint as a declaration writes it. Secrets are references there, so nothing is shown that is one. */
final class EndpointText {

    private EndpointText() {}

    static String of(Endpoint endpoint) {
        StringBuilder text = new StringBuilder(quoted(endpoint.toString()));
        endpoint.tls().ifPresent(tls -> text.append(", tls: ").append(tls(tls)));
        endpoint.token().ifPresent(token -> text.append(", token: ").append(secret(token)));
        return text.toString();
    }

    private static String tls(Endpoint.Tls tls) {
        List<String> settings = new ArrayList<>();
        add(settings, "ca", tls.ca());
        add(settings, "cert", tls.certificate());
        add(settings, "key", tls.key());
        add(settings, "authority", tls.authority());
        return settings.isEmpty() ? "true" : "[" + String.join(", ", settings) + "]";
    }

    private static String secret(Secret secret) {
        return secret.match(
                variable -> "env(" + quoted(variable.variable()) + ")",
                file -> "file(" + quoted(file.path()) + ")",
                command -> "command("
                        + String.join(
                                ", ",
                                command.words().stream()
                                        .map(EndpointText::quoted)
                                        .toList()) + ")",
                EndpointText::oidc);
    }

    private static String oidc(Secret.Oidc oidc) {
        List<String> settings = new ArrayList<>();
        add(settings, "url", Optional.of(oidc.tokenUrl()));
        add(settings, "client", Optional.of(oidc.clientId()));
        settings.add("secret: " + secret(oidc.clientSecret()));
        add(settings, "audience", oidc.audience());
        add(settings, "scope", oidc.scope());
        add(settings, "ca", oidc.ca());
        return "oidc(" + String.join(", ", settings) + ")";
    }

    private static void add(List<String> settings, String name, Optional<String> value) {
        value.ifPresent(text -> settings.add(name + ": " + quoted(text)));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
