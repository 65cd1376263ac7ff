package io.partita.cli.rehearsal;

import io.partita.cli.result.Mishap;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.Spelling;
import io.partita.provider.sandbox.SandboxNetwork;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be called in a sandbox, so that something can go wrong with it.
 *
 * @param methods without their services
 * @param participants by their names
 */
record KnownCalls(Collection<String> methods, Collection<String> participants) {

    static KnownCalls of(SandboxNetwork sandbox) {
        return new KnownCalls(
                sandbox.methods(),
                sandbox.participants().stream()
                        .map(SandboxNetwork.Participant::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** What is wrong with mishaps that cannot happen, whatever is planned; empty when there is none. */
    List<Diagnostic> unknown(List<Mishap> mishaps) {
        return mishaps.stream().flatMap(this::unknown).toList();
    }

    private Stream<Diagnostic> unknown(Mishap mishap) {
        Optional<Diagnostic> method = Optional.of(mishap.method())
                .filter(name -> !methods.contains(name))
                .map(name -> unknown(
                        mishap,
                        "no participant of the sandbox has a method " + name,
                        meant(name, methods, near -> new Mishap(mishap.kind(), near, mishap.participant())),
                        "Name a method of the participant's API, such as ImportPartyAcs."));
        Optional<Diagnostic> participant = mishap.participant()
                .filter(name -> !participants.contains(name))
                .map(name -> unknown(
                        mishap,
                        "the participants of the sandbox are " + String.join(", ", participants),
                        meant(
                                name,
                                participants,
                                near -> new Mishap(mishap.kind(), mishap.method(), Optional.of(near))),
                        "Name one of them."));
        return Stream.concat(method.stream(), participant.stream());
    }

    private static Optional<Mishap> meant(String typed, Collection<String> known, Function<String, Mishap> spelt) {
        return Spelling.nearest(typed, known).map(spelt);
    }

    private static Diagnostic unknown(Mishap mishap, String why, Optional<Mishap> meant, String otherwise) {
        return Diagnostic.error("bad-fault", "--fault=" + mishap + " cannot happen")
                .because(why)
                .fix(meant.map(near -> "Did you mean --fault=" + near + "?").orElse(otherwise))
                .classed(DiagnosticClass.USAGE);
    }
}
