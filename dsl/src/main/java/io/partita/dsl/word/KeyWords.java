package io.partita.dsl.word;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.KeySource;
import io.partita.core.model.PublicKeyFile;
import io.partita.core.model.Secret;
import io.partita.core.model.UnreadableKey;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.finding.Excerpt;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the words of a key's block mean. */
final class KeyWords {

    /** So that a loop does not read files for as long as it can count. */
    private static final long STEPS_OF_A_FILE = 1_000;

    /** On every machine, whatever its own paths look like: the same text is accepted everywhere. */
    private static final Pattern ABSOLUTE = Pattern.compile("(/|\\\\\\\\|[A-Za-z]:[\\\\/]).*");

    private final KeyBuilder key;
    private final KeyFiles files;

    KeyWords(KeyBuilder key, KeyFiles files) {
        this.key = key;
        this.files = files;
    }

    void publicKey(WordArguments arguments) {
        if (arguments.shaped()) {
            Argument argument = arguments.value(0);
            arguments
                    .path(argument, "The file of the public key")
                    .ifPresent(path -> publicKey(path, argument, arguments));
        }
    }

    private void publicKey(String path, Argument argument, WordArguments arguments) {
        arguments.evaluator().charge(STEPS_OF_A_FILE, argument.range());
        Checked<byte[]> file = files.read(path);
        file.diagnostics().forEach(found -> arguments.findings().add(found.at(argument.range())));
        file.optional().ifPresent(bytes -> {
            try {
                key.publicKey(PublicKeyFile.read(bytes));
            } catch (UnreadableKey unreadable) {
                arguments
                        .findings()
                        .add(Diagnostic.error(
                                        "bad-public-key", "'" + Excerpt.of(path) + "' is no public key of a party")
                                .because("Found: " + unreadable.getMessage() + ".")
                                .fix(unreadable.fix())
                                .at(argument.range()));
            }
        });
    }

    void file(WordArguments arguments) {
        Optional<Optional<Secret>> password = secret("password", arguments);
        if (!arguments.shaped()) {
            return;
        }
        Optional<String> path = arguments.path(arguments.value(0), "The file of the private key");
        path.ifPresent(at -> password.ifPresent(with -> key.source(new KeySource.KeyFile(at, with))));
    }

    void pkcs11(WordArguments arguments) {
        Optional<Optional<Secret>> pin = secret("pin", arguments);
        if (!arguments.shaped()) {
            return;
        }
        Optional<String> library = library(arguments.value(0), arguments);
        Optional<String> token = needed("token", "The token's label", arguments);
        Optional<String> label = needed("label", "The key's label", arguments);
        if (library.isPresent() && token.isPresent() && label.isPresent() && pin.isPresent()) {
            key.source(new KeySource.Pkcs11(library.get(), token.get(), label.get(), pin.get()));
        }
    }

    private static Optional<String> library(Argument argument, WordArguments arguments) {
        return arguments.path(argument, "The PKCS#11 library").filter(path -> {
            boolean absolute = ABSOLUTE.matcher(path).matches();
            if (!absolute) {
                arguments.report("bad-path", "The PKCS#11 library is not named by an absolute path", argument.range());
            }
            return absolute;
        });
    }

    private static Optional<String> needed(String name, String what, WordArguments arguments) {
        Optional<Argument> argument = arguments.named(name);
        if (argument.isEmpty()) {
            arguments.report("missing-key", "'pkcs11' needs '" + name + ":'", arguments.range());
        }
        return argument.flatMap(given -> arguments.text(given, what));
    }

    /** Empty when wrong; a present empty value when it is not there. */
    private static Optional<Optional<Secret>> secret(String name, WordArguments arguments) {
        Optional<Argument> argument = arguments.named(name);
        return argument.isEmpty()
                ? Optional.of(Optional.empty())
                : SecretWords.secret(argument.get(), name, arguments.findings()).map(Optional::of);
    }

    void command(WordArguments arguments) {
        arguments.command().ifPresent(words -> key.source(new KeySource.KeyCommand(words)));
    }

    void handOver(WordArguments arguments) {
        if (arguments.shaped()) {
            key.source(new KeySource.HandOver());
        }
    }
}
