package io.partita.cli.text;

import io.partita.core.model.Endpoint;
import io.partita.dsl.word.SecretWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An endpoint as a declaration writes it. Secrets are references there, so nothing is shown that is one. */
public final class EndpointText {

    private EndpointText() {}

    public static String of(Endpoint endpoint) {
        StringBuilder text = new StringBuilder(SecretWords.quoted(endpoint.toString()));
        endpoint.tls().ifPresent(tls -> text.append(", tls: ").append(tls(tls)));
        endpoint.token().ifPresent(token -> text.append(", token: ").append(SecretWords.text(token)));
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

    private static void add(List<String> settings, String name, Optional<String> value) {
        value.ifPresent(text -> settings.add(name + ": " + SecretWords.quoted(text)));
    }
}
