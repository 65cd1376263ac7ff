package io.partita.cli.report;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Severity;
import io.partita.core.diagnostic.SourceRange;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a command said beside a plan, most often a warning or a note, for forms of the plan that are read where nobody sees what
 * else the command has printed.
 *
 * @param severity an error where something else than the plan went wrong
 * @param code of the diagnostic
 * @param summary one sentence without a full stop
 * @param place where it is about a declaration
 * @param why the cause, where it is said
 * @param fix what to do, where there is something to do
 */
public record Remark(
        Severity severity,
        String code,
        String summary,
        Optional<String> place,
        Optional<String> why,
        Optional<String> fix) {

    public Remark {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(fix, "fix");
    }

    /** What weighs most first. */
    public static List<Remark> of(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(Remark::of)
                .sorted(Comparator.comparing(Remark::severity))
                .toList();
    }

    private static Remark of(Diagnostic said) {
        return new Remark(
                said.severity(),
                said.code(),
                said.summary(),
                said.range().map(SourceRange::toString),
                Optional.of(said.detail()).filter(text -> !text.isEmpty()),
                Optional.of(said.hint()).filter(text -> !text.isEmpty()));
    }
}
