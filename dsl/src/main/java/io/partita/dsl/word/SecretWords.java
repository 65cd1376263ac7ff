package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Secret;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.finding.Findings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The words that refer to a secret. They are data: nothing is read before a provider needs the secret. */
final class SecretWords {

    /** A text where a reference is needed. The diagnostic is about a secret: its source line must not be shown. */
    static final String LITERAL = "secret-in-the-declaration";

    private final Findings findings;

    SecretWords(Findings findings) {
        this.findings = findings;
    }

    Optional<Secret> environment(WordArguments arguments) {
        if (!arguments.shaped()) {
            return Optional.empty();
        }
        return arguments.text(arguments.value(0), "The variable's name").flatMap(name -> {
            if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                return Optional.of(new Secret.Environment(name));
            }
            arguments.report(
                    "bad-variable",
                    "This cannot be the name of an environment variable",
                    arguments.value(0).range());
            return Optional.empty();
        });
    }

    Optional<Secret> file(WordArguments arguments) {
        if (!arguments.shaped()) {
            return Optional.empty();
        }
        return arguments.path(arguments.value(0), "The file").map(Secret.SecretFile::new);
    }

    Optional<Secret> command(WordArguments arguments) {
        return arguments.command().map(Secret.SecretCommand::new);
    }

    Optional<Secret> oidc(WordArguments arguments) {
        if (!arguments.shaped()) {
            return Optional.empty();
        }
        boolean complete = true;
        for (String key : new String[] {"url", "client", "secret"}) {
            if (arguments.named(key).isEmpty()) {
                arguments.report("missing-key", "'oidc' needs '" + key + ":'", arguments.range());
                complete = false;
            }
        }
        Optional<String> url = arguments.named("url").flatMap(argument -> url(argument, arguments));
        Optional<String> client = arguments.named("client").flatMap(argument -> arguments.text(argument, "'client:'"));
        Optional<Secret> secret = arguments.named("secret").flatMap(argument -> secret(argument, "secret", findings));
        Optional<Optional<String>> audience = optional(arguments, "audience");
        Optional<Optional<String>> scope = optional(arguments, "scope");
        Optional<Optional<String>> ca = authorities(arguments);
        if (!complete
                || url.isEmpty()
                || client.isEmpty()
                || secret.isEmpty()
                || audience.isEmpty()
                || scope.isEmpty()
                || ca.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Secret.Oidc(url.get(), client.get(), secret.get(), audience.get(), scope.get(), ca.get()));
    }

    /** Empty when wrong; a present empty value was not given. */
    private static Optional<Optional<String>> optional(WordArguments arguments, String key) {
        Optional<Argument> argument = arguments.named(key);
        if (argument.isEmpty()) {
            return Optional.of(Optional.empty());
        }
        return arguments.text(argument.get(), "'" + key + ":'").map(Optional::of);
    }

    /** Empty when wrong; a present empty value was not given. */
    private static Optional<Optional<String>> authorities(WordArguments arguments) {
        Optional<Argument> argument = arguments.named("ca");
        if (argument.isEmpty()) {
            return Optional.of(Optional.empty());
        }
        return arguments.path(argument.get(), "'ca:'").map(Optional::of);
    }

    private Optional<String> url(Argument argument, WordArguments arguments) {
        return arguments.text(argument, "'url:'").filter(text -> {
            boolean fine = isUrl(text);
            if (!fine) {
                arguments.report("bad-url", "This is not the address of a token endpoint", argument.range());
            }
            return fine;
        });
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            boolean encrypted = "https".equals(uri.getScheme());
            boolean local =
                    "http".equals(uri.getScheme()) && uri.getHost() != null && EndpointReader.isLoopback(uri.getHost());
            return (encrypted || local) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException notAUrl) {
            return false;
        }
    }

    /** The reference in an argument; a literal text is refused without repeating it. */
    static Optional<Secret> secret(Argument argument, String key, Findings findings) {
        if (argument.value() instanceof Value.Hidden hidden) {
            return Optional.of(hidden.secret());
        }
        if (argument.value() instanceof Value.Text || argument.value() instanceof Value.Whole) {
            findings.add(Diagnostic.error(LITERAL, "'" + key + ":' is written as a text")
                    .because("A declaration is kept in version control and must not contain a secret.")
                    .fix(
                            "Write " + key
                                    + ": env('VARIABLE'), file('path') or command('program'), and revoke what was written here.")
                    .at(argument.range()));
        } else if (!(argument.value() instanceof Value.Broken)) {
            findings.add(Diagnostic.error(
                            "wrong-kind",
                            "'" + key + ":' cannot be " + argument.value().kind())
                    .fix("Write " + key + ": env('VARIABLE'), file('path') or command('program').")
                    .at(argument.range()));
        }
        return Optional.empty();
    }
}
