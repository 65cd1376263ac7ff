package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Secret;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.finding.Findings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The words that refer to a secret. They are data: nothing is read before a provider needs the secret. A new source of
 * secrets is a row here, and the source itself in the provider.
 */
public final class SecretWords {

    /** A text where a reference is needed. The diagnostic is about a secret: its source line must not be shown. */
    public static final String LITERAL = "secret-in-the-declaration";

    private static final List<Row> ROWS = List.of(
            new Row("env", "environment", "env('VARIABLE')", value("variable", SecretWords::variable)),
            new Row(
                    "file",
                    "file",
                    "file('path')",
                    value("path", (argument, given) -> path(argument, "The file", given))),
            new Row("credential", "credential", "credential('name')", value("name", SecretWords::credential)),
            new Row("command", "command", "command('program', 'argument')", words("words")),
            new Row(
                    "oidc",
                    "oidc",
                    "oidc(url: 'https://…', client: 'name', secret: env('VARIABLE'), audience: '…', scope: '…', ca: 'ca.pem')",
                    needed("url", "tokenUrl", SecretWords::url),
                    needed("client", "clientId", (argument, given) -> text(argument, "'client:'", given)),
                    needed(
                            "secret",
                            "clientSecret",
                            (argument, given) ->
                                    secret(argument, "secret", given.findings()).map(Secret.Nested::new)),
                    optional("audience", (argument, given) -> text(argument, "'audience:'", given)),
                    optional("scope", (argument, given) -> text(argument, "'scope:'", given)),
                    optional("ca", (argument, given) -> path(argument, "'ca:'", given))));

    /**
     * A word.
     *
     * @param kind of the secret that it makes
     * @param usage how it is written, for the fix
     */
    private record Row(String word, String kind, String usage, List<Part> parts) {

        Row(String word, String kind, String usage, Part... parts) {
            this(word, kind, usage, List.of(parts));
        }

        String[] keys() {
            return parts.stream()
                    .filter(part -> part.place() != Place.VALUE)
                    .map(Part::key)
                    .toArray(String[]::new);
        }

        int values() {
            return parts.size() - keys().length;
        }
    }

    /** Where a part stands behind its word. */
    private enum Place {
        VALUE,
        /** All values, as the words of a command. */
        WORDS,
        NEEDED_KEY,
        OPTIONAL_KEY
    }

    /**
     * A part of what follows a word.
     *
     * @param key empty for a value
     * @param setting what the plan calls it
     */
    private record Part(Place place, String key, String setting, Reading reading) {}

    /** Reads a part; empty when it is wrong, which has been reported. */
    @FunctionalInterface
    private interface Reading {
        Optional<? extends Secret.Setting> read(Argument argument, WordArguments given);
    }

    SecretWords() {}

    /** A reference as a declaration writes it; one of a kind without a word in the form that its word would have. */
    public static String text(Secret secret) {
        Optional<Row> row =
                ROWS.stream().filter(each -> each.kind().equals(secret.kind())).findFirst();
        List<String> parts = new ArrayList<>();
        if (row.isPresent()) {
            for (Part part : row.get().parts()) {
                Secret.Setting setting = secret.settings().get(part.setting());
                if (setting != null) {
                    parts.add((part.key().isEmpty() ? "" : part.key() + ": ") + text(setting));
                }
            }
        } else {
            secret.settings().forEach((name, setting) -> parts.add(name + ": " + text(setting)));
        }
        return row.map(Row::word).orElse(secret.kind()) + "(" + String.join(", ", parts) + ")";
    }

    private static String text(Secret.Setting setting) {
        return switch (setting.form()) {
            case TEXT -> quoted(((Secret.Text) setting).text());
            case WORDS ->
                ((Secret.Words) setting)
                        .words().stream().map(SecretWords::quoted).collect(Collectors.joining(", "));
            case SECRET -> text(((Secret.Nested) setting).secret());
        };
    }

    /** A text as a declaration writes it: in single quotes, in which nothing is replaced. */
    public static String quoted(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + "'";
    }

    /** A word for each row. */
    static List<Word<SecretWords>> words() {
        return ROWS.stream().map(SecretWords::word).toList();
    }

    private static Word<SecretWords> word(Row row) {
        boolean command = row.parts().get(0).place() == Place.WORDS;
        return Word.making(
                row.word(),
                command ? 1 : row.values(),
                command ? Word.MANY : row.values(),
                row.usage(),
                Word.secret((words, arguments) -> make(row, arguments)),
                command ? new String[0] : row.keys());
    }

    private static Optional<Secret> make(Row row, WordArguments arguments) {
        Secret none = Secret.of(row.kind());
        if (row.parts().get(0).place() == Place.WORDS) {
            return arguments.command().map(words -> none.with(row.parts().get(0).setting(), words));
        }
        if (!arguments.shaped()) {
            return Optional.empty();
        }
        Optional<Secret> secret = Optional.of(none);
        int value = 0;
        for (Part part : row.parts()) {
            Optional<Argument> argument =
                    part.place() == Place.VALUE ? Optional.of(arguments.value(value++)) : arguments.named(part.key());
            if (argument.isPresent()) {
                Optional<? extends Secret.Setting> setting = part.reading().read(argument.get(), arguments);
                secret = secret.flatMap(before -> setting.map(read -> before.with(part.setting(), read)));
            } else if (part.place() == Place.NEEDED_KEY) {
                arguments.report("missing-key", "'" + row.word() + "' needs '" + part.key() + ":'", arguments.range());
                secret = Optional.empty();
            }
        }
        return secret;
    }

    private static Part value(String setting, Reading reading) {
        return new Part(Place.VALUE, "", setting, reading);
    }

    private static Part words(String setting) {
        return new Part(Place.WORDS, "", setting, (argument, given) -> Optional.empty());
    }

    private static Part needed(String key, String setting, Reading reading) {
        return new Part(Place.NEEDED_KEY, key, setting, reading);
    }

    private static Part optional(String key, Reading reading) {
        return new Part(Place.OPTIONAL_KEY, key, key, reading);
    }

    private static Optional<Secret.Text> text(Argument argument, String what, WordArguments given) {
        return given.text(argument, what).map(Secret.Text::new);
    }

    private static Optional<Secret.Text> path(Argument argument, String what, WordArguments given) {
        return given.path(argument, what).map(Secret.Text::new);
    }

    private static Optional<Secret.Text> variable(Argument argument, WordArguments given) {
        return form(
                argument,
                "The variable's name",
                name -> name.matches("[A-Za-z_][A-Za-z0-9_]*"),
                "bad-variable",
                "This cannot be the name of an environment variable",
                given);
    }

    private static Optional<Secret.Text> credential(Argument argument, WordArguments given) {
        return form(
                argument,
                "The credential's name",
                name -> name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}"),
                "bad-credential",
                "This cannot be the name of a credential",
                given);
    }

    private static Optional<Secret.Text> url(Argument argument, WordArguments given) {
        return form(
                argument,
                "'url:'",
                SecretWords::isUrl,
                "bad-url",
                "This is not the address of a token endpoint",
                given);
    }

    private static Optional<Secret.Text> form(
            Argument argument, String what, Predicate<String> form, String code, String summary, WordArguments given) {
        return given.text(argument, what)
                .filter(text -> {
                    boolean fine = form.test(text);
                    if (!fine) {
                        given.report(code, summary, argument.range());
                    }
                    return fine;
                })
                .map(Secret.Text::new);
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return Endpoint.keepsSecrets(uri) && uri.getUserInfo() == null;
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
