package io.partita.cli.report;

import io.partita.cli.report.ParticipantReport.Program;
import io.partita.cli.text.KeySourceText;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySource;
import io.partita.core.model.KeySpec;
import io.partita.core.model.Secret;
import io.partita.core.model.SigningKey;
import io.partita.core.plan.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A key that no participant holds, where its private key is, with whose secret, and what runs for it.
 *
 * @param name as declared
 * @param fingerprint what the topology calls it
 * @param spec its kind
 * @param signs how a signature is had, as a declaration writes it; never a secret
 * @param programs what is started for a signature, each once
 */
public record KeyReport(KeyName name, Fingerprint fingerprint, KeySpec spec, String signs, List<Program> programs) {

    public KeyReport {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(signs, "signs");
        programs = List.copyOf(programs);
    }

    /** The keys of a declaration. */
    public static List<KeyReport> of(Collection<DeclaredKey> keys) {
        return keys.stream().map(KeyReport::of).toList();
    }

    public static KeyReport of(DeclaredKey key) {
        return of(key.name().value(), key.key(), key.source());
    }

    /** The keys that sign in a plan, by name. */
    static List<KeyReport> of(Plan plan) {
        return plan.content().keys().values().stream()
                .map(key -> of(key.name(), key.key(), key.source()))
                .toList();
    }

    private static KeyReport of(KeyName name, SigningKey key, KeySource source) {
        return new KeyReport(name, key.fingerprint(), key.spec(), KeySourceText.of(source), programs(name, source));
    }

    private static List<Program> programs(KeyName name, KeySource source) {
        return switch (source.kind()) {
            case FILE -> programs("the password of " + name, ((KeySource.KeyFile) source).password());
            case PKCS11 -> {
                KeySource.Pkcs11 module = (KeySource.Pkcs11) source;
                List<Program> programs = new ArrayList<>();
                programs.add(
                        new Program(List.of(module.library()), List.of("signatures of " + name + ", as a library")));
                programs.addAll(programs("the PIN of " + name, module.pin()));
                yield programs;
            }
            case COMMAND ->
                List.of(new Program(((KeySource.KeyCommand) source).words(), List.of("signatures of " + name)));
            case HAND_OVER -> List.of();
        };
    }

    private static List<Program> programs(String purpose, Optional<Secret> secret) {
        return secret.stream()
                .flatMap(ParticipantReport::commands)
                .distinct()
                .map(words -> new Program(words, List.of(purpose)))
                .toList();
    }
}
