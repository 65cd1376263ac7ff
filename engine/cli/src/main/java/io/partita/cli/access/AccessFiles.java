package io.partita.cli.access;

import io.partita.cli.result.Payload.NamesFiles;
import io.partita.cli.text.KeySourceText;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Backup;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.Endpoint;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.Secret;
import io.partita.dsl.ReadDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that the access of a declaration names, and the commands that it runs. */
final class AccessFiles {

    /** The secrets of this kind are files; their path is in the setting of this name. */
    private static final String FILE = "file";

    private static final String PATH = "path";
    private static final String CA = "ca";
    private static final String COMMAND = "command";
    private static final String WORDS = "words";

    private AccessFiles() {}

    /**
     * A path, or the words of a command, as the declaration writes them for a word of a participant or key.
     *
     * @param subject the participant or key
     * @param place of the word
     */
    record Named(NamesFiles subject, String word, SourceRange place, List<String> texts) {}

    /** Certificates, keys, libraries and files with secrets. */
    static List<Named> paths(ReadDeclaration read) {
        List<Named> all = new ArrayList<>();
        endpoints(read.declaration(), (name, word, endpoint) -> {
            List<String> paths = new ArrayList<>();
            endpoint.tls()
                    .ifPresent(tls -> Stream.of(tls.ca(), tls.certificate(), tls.key())
                            .forEach(path -> path.ifPresent(paths::add)));
            secrets(endpoint).forEach(secret -> paths.addAll(paths(secret)));
            paths.forEach(path -> all.add(named(read, name, word, List.of(path))));
        });
        read.declaration().keys().forEach((name, key) -> {
            List<String> paths = new ArrayList<>();
            KeyAccess.path(key.source()).ifPresent(paths::add);
            secrets(key).forEach(secret -> paths.addAll(paths(secret)));
            paths.forEach(path -> all.add(named(read, name, key, List.of(path))));
        });
        return all;
    }

    private static List<String> paths(Secret secret) {
        List<String> paths = new ArrayList<>();
        secret.text(CA).ifPresent(paths::add);
        file(secret).ifPresent(paths::add);
        return paths;
    }

    private static Optional<String> file(Secret secret) {
        return secret.kind().equals(FILE) ? secret.text(PATH) : Optional.empty();
    }

    /**
     * The paths among them behind which a secret lies, or what a key is taken from. A certificate that a secret's store
     * is known by is none of them.
     */
    static List<String> secretPaths(ReadDeclaration read) {
        List<String> all = new ArrayList<>();
        endpoints(read.declaration(), (name, word, endpoint) -> {
            endpoint.tls().flatMap(tls -> tls.key()).ifPresent(all::add);
            secrets(endpoint).forEach(secret -> file(secret).ifPresent(all::add));
        });
        read.declaration().keys().values().forEach(key -> {
            KeyAccess.path(key.source()).ifPresent(all::add);
            secrets(key).forEach(secret -> file(secret).ifPresent(all::add));
        });
        return all;
    }

    private static Named named(ReadDeclaration read, ParticipantName name, AccessWord word, List<String> texts) {
        NamesFiles subject = new NamesFiles(NamesFiles.Kind.PARTICIPANT, name.name());
        return new Named(subject, word.word(), read.place(name, word.word()), texts);
    }

    private static Named named(ReadDeclaration read, KeyName name, DeclaredKey key, List<String> texts) {
        String word = KeySourceText.word(key.source());
        return new Named(new NamesFiles(NamesFiles.Kind.KEY, name.name()), word, read.place(name, word), texts);
    }

    /** Commands that give a secret, those that back a participant up, and those that sign. */
    static List<Named> commands(ReadDeclaration read) {
        Declaration declaration = read.declaration();
        List<Named> all = new ArrayList<>();
        endpoints(
                declaration,
                (name, word, endpoint) -> secrets(endpoint)
                        .filter(secret -> secret.kind().equals(COMMAND))
                        .forEach(secret -> all.add(named(read, name, word, secret.words(WORDS)))));
        declaration.participants().forEach((name, participant) -> {
            List<String> words =
                    participant.backup().match(none -> List.of(), manual -> List.of(), Backup.BackupCommand::words);
            if (!words.isEmpty()) {
                all.add(named(read, name, AccessWord.BACKUP, words));
            }
        });
        declaration.keys().forEach((name, key) -> {
            List<String> words = KeyAccess.command(key.source());
            if (!words.isEmpty()) {
                all.add(named(read, name, key, words));
            }
            secrets(key)
                    .filter(secret -> secret.kind().equals(COMMAND))
                    .forEach(secret -> all.add(named(read, name, key, secret.words(WORDS))));
        });
        return all;
    }

    private interface Use {
        void of(ParticipantName name, AccessWord word, Endpoint endpoint);
    }

    private static void endpoints(Declaration declaration, Use use) {
        declaration
                .participants()
                .forEach((name, participant) -> Stream.of(AccessWord.values())
                        .forEach(word ->
                                word.endpoint(participant).ifPresent(endpoint -> use.of(name, word, endpoint))));
    }

    /** The token's, and those that it needs itself. */
    private static Stream<Secret> secrets(Endpoint endpoint) {
        return endpoint.token().stream().flatMap(AccessFiles::withNested);
    }

    /** What opens the private key, and those that it needs itself. */
    private static Stream<Secret> secrets(DeclaredKey key) {
        return KeyAccess.secret(key.source()).stream().flatMap(AccessFiles::withNested);
    }

    private static Stream<Secret> withNested(Secret secret) {
        Stream<Secret> nested = secret.settings().keySet().stream()
                .flatMap(name -> secret.nested(name).stream())
                .flatMap(AccessFiles::withNested);
        return Stream.concat(Stream.of(secret), nested);
    }
}
