package io.partita.plans.conformance;

import io.partita.cli.text.EndpointText;
import io.partita.core.model.Backup;
import io.partita.core.model.Endpoint;
import io.partita.dsl.word.SecretWords;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a declaration as a person would: the participants of a target, and parties. */
final class DeclarationText {

    private final Target target;
    private final StringBuilder text = new StringBuilder();

    private DeclarationText(Target target, String synchronizer) {
        this.target = target;
        text.append("synchronizer ").append(SecretWords.quoted(synchronizer)).append("\n\nparticipants {\n");
    }

    /** All participants of a target, with their backups. */
    static DeclarationText of(Target target) {
        return of(target, target.synchronizer(), Map.of());
    }

    /**
     * As {@link #of(Target)}, with what a case wants otherwise.
     *
     * @param backups by name of the participant; {@link Backup.Unattended} leaves the word out
     */
    static DeclarationText of(Target target, String synchronizer, Map<String, Backup> backups) {
        DeclarationText declaration = new DeclarationText(target, synchronizer);
        target.participants()
                .forEach(node -> declaration.participant(
                        node.name(),
                        node.admin(),
                        node.ledger(),
                        new TreeMap<>(backups).getOrDefault(node.name(), node.backup())));
        declaration.text.append("}\n");
        return declaration;
    }

    /** The participants, with other endpoints for one of them. */
    static DeclarationText with(Target target, String participant, Endpoint admin, Endpoint ledger) {
        DeclarationText declaration = new DeclarationText(target, target.synchronizer());
        target.participants().forEach(node -> {
            boolean other = node.name().equals(participant);
            declaration.participant(
                    node.name(), other ? admin : node.admin(), other ? ledger : node.ledger(), node.backup());
        });
        declaration.text.append("}\n");
        return declaration;
    }

    private void participant(String name, Endpoint admin, Endpoint ledger, Backup backup) {
        text.append("    participant(").append(SecretWords.quoted(name)).append(") {\n");
        endpoint("admin", admin);
        endpoint("ledger", ledger);
        backup.match(
                none -> text,
                manual -> text.append("        backup manual\n"),
                command -> text.append("        backup { command ")
                        .append(words(command.words()))
                        .append(" }\n"));
        text.append("    }\n");
    }

    private void endpoint(String word, Endpoint endpoint) {
        text.append("        ")
                .append(word)
                .append(' ')
                .append(EndpointText.of(endpoint))
                .append('\n');
    }

    private static String words(List<String> words) {
        return words.stream().map(SecretWords::quoted).collect(Collectors.joining(", "));
    }

    /** Adds a key that no participant holds. @param access where its private half is */
    DeclarationText key(OwnerKey key, String access) {
        text.append("\nkeys {\n    key(")
                .append(SecretWords.quoted(key.name()))
                .append(") { publicKey ")
                .append(SecretWords.quoted(key.publicFile()))
                .append("; ")
                .append(access)
                .append(" }\n}\n");
        return this;
    }

    /** Adds a party. */
    DeclarationText party(Wanted wanted) {
        text.append("\nparty(").append(SecretWords.quoted(wanted.name())).append(") {\n");
        text.append("    ").append(wanted.identity()).append('\n');
        wanted.hosts()
                .forEach((host, permission) -> text.append("    host ")
                        .append(SecretWords.quoted(host))
                        .append(", ")
                        .append(permission)
                        .append('\n'));
        text.append("    threshold ").append(wanted.threshold()).append('\n');
        wanted.further().forEach(line -> text.append("    ").append(line).append('\n'));
        text.append("}\n");
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
