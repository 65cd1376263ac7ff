package io.partita.cli.access;

import io.partita.core.model.Backup;
import io.partita.core.model.Declaration;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.Secret;
import java.util.ArrayList;
import java.util.List;
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

    /** A path, or the words of a command, as the declaration writes them for a word of a participant. */
    record Named(ParticipantName participant, AccessWord word, List<String> texts) {}

    /** Certificates, keys and files with secrets. */
    static List<Named> paths(Declaration declaration) {
        List<Named> all = new ArrayList<>();
        endpoints(declaration, (name, word, endpoint) -> {
            List<String> paths = new ArrayList<>();
            endpoint.tls()
                    .ifPresent(tls -> Stream.of(tls.ca(), tls.certificate(), tls.key())
                            .forEach(path -> path.ifPresent(paths::add)));
            secrets(endpoint).forEach(secret -> {
                secret.text(CA).ifPresent(paths::add);
                if (secret.kind().equals(FILE)) {
                    secret.text(PATH).ifPresent(paths::add);
                }
            });
            paths.forEach(path -> all.add(new Named(name, word, List.of(path))));
        });
        return all;
    }

    /** Commands that give a secret, and those that back a participant up. */
    static List<Named> commands(Declaration declaration) {
        List<Named> all = new ArrayList<>();
        endpoints(
                declaration,
                (name, word, endpoint) -> secrets(endpoint)
                        .filter(secret -> secret.kind().equals(COMMAND))
                        .forEach(secret -> all.add(new Named(name, word, secret.words(WORDS)))));
        declaration.participants().forEach((name, participant) -> {
            List<String> words =
                    participant.backup().match(none -> List.of(), manual -> List.of(), Backup.BackupCommand::words);
            if (!words.isEmpty()) {
                all.add(new Named(name, AccessWord.BACKUP, words));
            }
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

    private static Stream<Secret> withNested(Secret secret) {
        Stream<Secret> nested = secret.settings().keySet().stream()
                .flatMap(name -> secret.nested(name).stream())
                .flatMap(AccessFiles::withNested);
        return Stream.concat(Stream.of(secret), nested);
    }
}
