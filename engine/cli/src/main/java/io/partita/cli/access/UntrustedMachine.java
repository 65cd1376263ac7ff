package io.partita.cli.access;

import io.partita.cli.text.KeySourceText;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Backup;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.Endpoint;
import io.partita.core.model.KeySource;
import io.partita.core.model.Secret;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedParticipant;
import io.partita.dsl.ReadDeclaration;
import io.partita.dsl.word.SecretWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A machine of a CI system, which works on whatever somebody proposes: without a word about what is trusted, a
 * declaration chooses no secret, no program and no destination beyond the machine there.
 */
final class UntrustedMachine {

    static final String REFUSED = "access-in-ci";

    private static final String VARIABLE = "CI";
    private static final Set<String> NO = Set.of("", "0", "false");

    private UntrustedMachine() {}

    /** Whether the environment says so, as all CI systems do. */
    static boolean isThis(Map<String, String> environment) {
        return !NO.contains(environment.getOrDefault(VARIABLE, "").strip().toLowerCase(Locale.ROOT));
    }

    /** What a declaration may not choose there; none when it chooses nothing of that kind. */
    static List<Diagnostic> refusals(ReadDeclaration declaration) {
        List<Diagnostic> all = new ArrayList<>();
        declaration.declaration().participants().forEach((name, participant) -> {
            for (AccessWord word : AccessWord.values()) {
                chosen(word, participant)
                        .ifPresent(
                                what -> all.add(refusal(name.name(), what).at(declaration.place(name, word.word()))));
            }
        });
        declaration
                .declaration()
                .keys()
                .forEach((name, key) -> chosen(key.source())
                        .ifPresent(what -> all.add(refusal(name.name(), what)
                                .at(declaration.place(name, KeySourceText.word(key.source()))))));
        return all;
    }

    /** What a source of signatures has chosen on this machine; empty for nothing. */
    static Optional<String> chosen(KeySource source) {
        return switch (source.kind()) {
            case FILE -> Optional.of("a secret: the private key of " + KeySourceText.of(source));
            case PKCS11 ->
                Optional.of("a program and a secret: the library and the key of " + KeySourceText.of(source));
            case COMMAND -> Optional.of("a program that signs: " + KeySourceText.of(source));
            case HAND_OVER -> Optional.empty();
        };
    }

    private static Diagnostic refusal(String name, String what) {
        return Diagnostic.refusal(REFUSED, "the declaration chooses for " + name + " " + what)
                .because(VARIABLE + " is set, and whoever may propose a change there would choose it")
                .fix(
                        "Say whose word is trusted for it: --trust=REV or --trust=FOLDER. Where nobody else can change the declaration: --allow-access.")
                .about(name);
    }

    /** What a plan may not have there when nothing says that it is the one that was approved. */
    static List<Diagnostic> refusals(Plan plan) {
        Stream<Diagnostic> participants = plan.content().participants().values().stream()
                .flatMap(participant -> chosen(participant)
                        .map(what -> refusalOfPlan(participant.name().name(), what)));
        Stream<Diagnostic> keys = plan.content().keys().values().stream()
                .flatMap(key -> chosen(key.source()).stream()
                        .map(what -> refusalOfPlan(key.name().name(), what)));
        return Stream.concat(participants, keys).toList();
    }

    private static Stream<String> chosen(PlannedParticipant participant) {
        Stream<Endpoint> endpoints = participant
                .access()
                .match(both -> Stream.of(both.admin(), both.ledger()), sandbox -> Stream.<Endpoint>empty());
        return Stream.concat(
                endpoints.flatMap(endpoint -> chosen(endpoint).stream()), backup(participant.backup()).stream());
    }

    private static Diagnostic refusalOfPlan(String name, String what) {
        return Diagnostic.refusal(REFUSED, "the plan has for " + name + " " + what)
                .because(VARIABLE + " is set, and nothing says that this is the plan that was approved")
                .fix(
                        "Say which one was approved: --expect-hash=HASH. Where nobody else can put a plan there: --allow-access.")
                .about(name);
    }

    private static Optional<String> chosen(AccessWord word, DeclaredParticipant participant) {
        return switch (word) {
            case ADMIN, LEDGER -> word.endpoint(participant).flatMap(UntrustedMachine::chosen);
            case BACKUP -> backup(participant.backup());
            case SANDBOX, OPERATOR -> Optional.empty();
        };
    }

    private static Optional<String> backup(Backup backup) {
        return backup.match(
                none -> Optional.empty(), manual -> Optional.empty(), command -> Optional.of("a program: its backup"));
    }

    private static Optional<String> chosen(Endpoint endpoint) {
        if (endpoint.token().isPresent()) {
            Secret token = endpoint.token().get();
            return Optional.of("a secret and who gets it: " + SecretWords.text(token) + " for " + endpoint);
        }
        if (endpoint.tls().flatMap(Endpoint.Tls::key).isPresent()) {
            return Optional.of("a secret and who it is shown to: the client's key for " + endpoint);
        }
        return Endpoint.isLoopback(endpoint.host())
                ? Optional.empty()
                : Optional.of("a destination beyond this machine: " + endpoint);
    }
}
