package io.partita.cli.access;

import io.partita.cli.text.EndpointText;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.Endpoint;
import io.partita.dsl.word.SecretWords;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words that say how a participant is reached, by whom, and which programs are run for it. */
enum AccessWord {
    ADMIN("admin", participant -> endpoints(participant).map(both -> EndpointText.of(both.admin()))),
    LEDGER("ledger", participant -> endpoints(participant).map(both -> EndpointText.of(both.ledger()))),
    SANDBOX(
            "sandbox",
            participant -> participant.access().match(endpoints -> Optional.empty(), sandbox -> Optional.of(""))),
    OPERATOR("operator", participant -> participant.operator().map(name -> SecretWords.quoted(name.value()))),
    BACKUP("backup", participant -> backup(participant.backup()));

    private final String word;
    private final Function<DeclaredParticipant, Optional<String>> written;

    AccessWord(String word, Function<DeclaredParticipant, Optional<String>> written) {
        this.word = word;
        this.written = written;
    }

    /** As it is written in a declaration. */
    String word() {
        return word;
    }

    /** What a declaration writes behind it, which never is a secret; empty when it does not have the word. */
    Optional<String> of(DeclaredParticipant participant) {
        return written.apply(participant);
    }

    /** The endpoint that the word gives; empty when it gives none. */
    Optional<Endpoint> endpoint(DeclaredParticipant participant) {
        return switch (this) {
            case ADMIN -> endpoints(participant).map(Access.Endpoints::admin);
            case LEDGER -> endpoints(participant).map(Access.Endpoints::ledger);
            case SANDBOX, OPERATOR, BACKUP -> Optional.empty();
        };
    }

    private static Optional<Access.Endpoints> endpoints(DeclaredParticipant participant) {
        return participant.access().match(Optional::of, sandbox -> Optional.empty());
    }

    private static Optional<String> backup(Backup backup) {
        return backup.match(
                none -> Optional.empty(),
                manual -> Optional.of("manual"),
                command -> Optional.of(command.words().stream()
                        .map(SecretWords::quoted)
                        .collect(Collectors.joining(", ", "{ command ", " }"))));
    }
}
