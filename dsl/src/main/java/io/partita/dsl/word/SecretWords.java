package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Secret;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.WordCall;
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

    Optional<Value> make(WordCall call) {
        Optional<Secret> secret = switch (call.word()) {
            case "env" -> environment(call);
            case "file" -> file(call);
            case "command" -> command(call);
            case "oidc" -> oidc(call);
            default -> null;
        };
        if (secret == null) {
            return Optional.empty();
        }
        return Optional.of(secret.<Value>map(Value.Hidden::new).orElse(Value.BROKEN));
    }

    private Optional<Secret> environment(WordCall call) {
        Given given = new Given(call, findings, "env('VARIABLE')");
        if (!given.shaped(1)) {
            return Optional.empty();
        }
        return given.text(given.argument(0), "The variable's name").flatMap(name -> {
            if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                return Optional.of(new Secret.Environment(name));
            }
            given.report(
                    "bad-variable",
                    "This cannot be the name of an environment variable",
                    call.arguments().get(0).range());
            return Optional.empty();
        });
    }

    private Optional<Secret> file(WordCall call) {
        Given given = new Given(call, findings, "file('path')");
        if (!given.shaped(1)) {
            return Optional.empty();
        }
        return given.path(given.argument(0), "The file").map(Secret.SecretFile::new);
    }

    private Optional<Secret> command(WordCall call) {
        return new Given(call, findings, "command('program', 'argument')")
                .command()
                .map(Secret.SecretCommand::new);
    }

    private Optional<Secret> oidc(WordCall call) {
        Given given = new Given(
                call,
                findings,
                "oidc(url: 'https://…', client: 'name', secret: env('VARIABLE'), audience: '…', scope: '…', ca: 'ca.pem')");
        if (!given.shaped(0, "url", "client", "secret", "audience", "scope", "ca")) {
            return Optional.empty();
        }
        boolean complete = true;
        for (String key : new String[] {"url", "client", "secret"}) {
            if (given.named(key).isEmpty()) {
                given.report("missing-key", "'oidc' needs '" + key + ":'", call.range());
                complete = false;
            }
        }
        Optional<String> url = given.named("url").flatMap(argument -> url(argument, given));
        Optional<String> client = given.named("client").flatMap(argument -> given.text(argument, "'client:'"));
        Optional<Secret> secret = given.named("secret").flatMap(argument -> secret(argument, "secret", findings));
        Optional<Optional<String>> audience = optional(given, "audience");
        Optional<Optional<String>> scope = optional(given, "scope");
        Optional<Optional<String>> ca = authorities(given);
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
    private static Optional<Optional<String>> optional(Given given, String key) {
        Optional<Argument> argument = given.named(key);
        if (argument.isEmpty()) {
            return Optional.of(Optional.empty());
        }
        return given.text(argument.get(), "'" + key + ":'").map(Optional::of);
    }

    /** Empty when wrong; a present empty value was not given. */
    private static Optional<Optional<String>> authorities(Given given) {
        Optional<Argument> argument = given.named("ca");
        if (argument.isEmpty()) {
            return Optional.of(Optional.empty());
        }
        return given.path(argument.get(), "'ca:'").map(Optional::of);
    }

    private Optional<String> url(Argument argument, Given given) {
        return given.text(argument, "'url:'").filter(text -> {
            boolean fine = isUrl(text);
            if (!fine) {
                given.report("bad-url", "This is not the address of a token endpoint", argument.range());
            }
            return fine;
        });
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            boolean encrypted = "https".equals(uri.getScheme());
            boolean local = "http".equals(uri.getScheme()) && uri.getHost() != null && Loopback.is(uri.getHost());
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
