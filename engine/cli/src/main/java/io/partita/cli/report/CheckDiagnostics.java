package io.partita.cli.report;

import io.partita.core.checkup.ExaminedKey;
import io.partita.core.checkup.Report;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declaration;
import io.partita.core.provider.Check;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Finding;
import io.partita.core.provider.FindingMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a checkup found, where the participant or the key that it is about is declared: for reports that are shown on
 * the lines of a declaration. People read the checkup itself.
 */
public final class CheckDiagnostics {

    private CheckDiagnostics() {}

    /** One for each finding that stands in the way or that somebody should know, in the order of the checkup. */
    public static List<Diagnostic> of(Report report, Declaration declaration) {
        List<Diagnostic> all = new ArrayList<>();
        for (Examined participant : report.participants()) {
            SourceRange place =
                    declaration.participants().get(participant.name()).name().range();
            participant
                    .checks()
                    .forEach(check -> of(check, participant.name().name())
                            .map(found -> found.at(place))
                            .ifPresent(all::add));
        }
        for (ExaminedKey key : report.keys()) {
            of(key.check(), key.key().name().value().name())
                    .map(found -> found.at(key.key().name().range()))
                    .ifPresent(all::add);
        }
        report.together().forEach(check -> of(check, "all participants").ifPresent(all::add));
        return all;
    }

    private static Optional<Diagnostic> of(Check check, String subject) {
        String what = subject + ", " + check.place().word() + " " + check.kind().word() + ": ";
        return check.finding().match(new FindingMatch<>() {
            @Override
            public Optional<Diagnostic> passed(Finding.Passed finding) {
                return Optional.empty();
            }

            @Override
            public Optional<Diagnostic> warned(Finding.Warned finding) {
                return Optional.of(Diagnostic.warning("check-warned", what + finding.found())
                        .fix(finding.fix())
                        .about(subject));
            }

            @Override
            public Optional<Diagnostic> failed(Finding.Failed finding) {
                return Optional.of(Diagnostic.error("check-failed", what + finding.cause())
                        .fix(finding.fix())
                        .about(subject));
            }

            @Override
            public Optional<Diagnostic> skipped(Finding.Skipped finding) {
                return Optional.empty();
            }
        });
    }
}
