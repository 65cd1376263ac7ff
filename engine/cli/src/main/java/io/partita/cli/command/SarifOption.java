package io.partita.cli.command;

import io.partita.cli.origin.Checkout;
import io.partita.cli.result.Result;
import io.partita.cli.text.Sarif;
import io.partita.cli.unit.Target;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Saves what a command has to say for hosts that show it on the lines of a pull request. */
final class SarifOption {

    private static final String OPTION = "--sarif";

    @Option(
            names = OPTION,
            paramLabel = "FILE",
            description =
                    "Save the diagnostics as SARIF 2.1.0 as well, also when there are none: a host shows them on the lines of the pull request.")
    private String file;

    /** What a command answers, which is saved where that was asked for. @param work the command */
    Result saved(Session session, String command, Supplier<Result> work) {
        return saved(session, command, work, List::of);
    }

    /** @param found what else it has found, asked when it has ended */
    Result saved(Session session, String command, Supplier<Result> work, Supplier<List<Diagnostic>> found) {
        Checked<Optional<Target>> target = ReportFile.at(session, OPTION, file, Target.Kind.SARIF);
        if (!target.isPresent()) {
            return Result.failed(command, target.diagnostics());
        }
        Result answer = work.get();
        return target.value()
                .map(place -> ReportFile.saved(answer, place, log(session, answer, found.get()), Target.Kind.SARIF))
                .orElse(answer);
    }

    private static String log(Session session, Result answer, List<Diagnostic> found) {
        Explanations explanations = Explanations.read();
        return Sarif.of(
                VersionCommand.version(),
                answer.command(),
                answer.exit().code(),
                Stream.concat(answer.diagnostics().stream(), found.stream())
                        .map(diagnostic -> new Sarif.Placed(diagnostic, spot(session, answer, diagnostic)))
                        .toList(),
                code -> explanations.meaning(code).orElse(code));
    }

    private static Optional<Sarif.Spot> spot(Session session, Result answer, Diagnostic diagnostic) {
        return diagnostic
                .range()
                .flatMap(range -> answer.sources()
                        .flatMap(sources -> withinRepository(session, sources, range))
                        .map(uri -> new Sarif.Spot(uri, range)));
    }

    /** From the root of the checkout, or from where the command was typed; a path of this machine is never written. */
    private static Optional<String> withinRepository(Session session, Path sources, SourceRange range) {
        try {
            Path folder = sources.toRealPath();
            Path place = folder.resolve(range.file()).normalize();
            Path root = Checkout.outermost(folder).orElse(session.folder().toRealPath());
            return place.startsWith(root) ? Optional.of(uri(root.relativize(place))) : Optional.empty();
        } catch (IOException | InvalidPathException | URISyntaxException noPlace) {
            // It is told without its place then, and not lost.
            return Optional.empty();
        }
    }

    private static String uri(Path relative) throws URISyntaxException {
        // Behind a root, so that a colon in the first name is no scheme.
        String path = new URI("file", "", "/" + Checkout.slashed(relative), null).toASCIIString();
        String within = path.substring("file:///".length());
        return within.contains(":") && within.indexOf(':') < (within + "/").indexOf('/') ? "./" + within : within;
    }
}
