package io.partita.cli.command;

import io.partita.cli.result.Payload;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Declaration;
import io.partita.core.provider.Network;
import io.partita.core.rebuild.LiveLook;
import io.partita.core.state.State;
import io.partita.core.thread.Beside;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the participants show, for a folder whose state cannot say it. Best effort: a command that reads must not wait
 * long for anybody.
 *
 * @param asked whether they were asked, and what came of it
 * @param said warnings and notes only
 */
record LiveWarnings(Payload.Status.Asked asked, List<Diagnostic> said) {

    /** Where nobody has to be asked. */
    static final LiveWarnings NOT_ASKED = new LiveWarnings(Payload.Status.Asked.NOT_ASKED, List.of());

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    LiveWarnings {
        said = List.copyOf(said);
    }

    /**
     * @param read the declaration, as far as it may be used here
     * @param remembered what could be read of the state
     */
    static LiveWarnings of(Session session, Checked<DeclaredUnit> read, State remembered) {
        List<Diagnostic> refused = read.diagnostics().stream()
                .filter(found -> found.kind() == DiagnosticClass.REFUSED)
                .toList();
        if (!read.isPresent()) {
            return unasked(refused);
        }
        Declaration declaration = read.value().declaration();
        Unit access = read.value().access();
        if (isUntouchedSandbox(declaration, access)) {
            return NOT_ASKED;
        }
        Checked<Network> network = session.asking(read.value());
        if (!network.isPresent()) {
            return unasked(network.diagnostics());
        }
        try (Network open = network.value()) {
            return within(new LiveLook(declaration, open, remembered));
        }
    }

    /** Looking would make its world. */
    private static boolean isUntouchedSandbox(Declaration declaration, Unit unit) {
        boolean embedded = declaration.participants().values().stream()
                .anyMatch(participant -> participant.access().match(endpoints -> false, sandbox -> true));
        return embedded && !Files.isDirectory(unit.sandbox());
    }

    private static LiveWarnings unasked(List<Diagnostic> why) {
        return new LiveWarnings(
                Payload.Status.Asked.NOT_ASKED,
                why.stream().map(Diagnostic::atMostWarning).toList());
    }

    private static LiveWarnings looked(List<Diagnostic> found) {
        boolean silent = found.stream().anyMatch(said -> said.answered().isPresent());
        Payload.Status.Asked asked = silent
                ? Payload.Status.Asked.UNKNOWN
                : found.isEmpty() ? Payload.Status.Asked.NOTHING_OPEN : Payload.Status.Asked.SOMETHING_OPEN;
        return new LiveWarnings(
                asked, found.stream().map(Diagnostic::atMostWarning).toList());
    }

    private static LiveWarnings within(LiveLook look) {
        CompletableFuture<List<Diagnostic>> found = CompletableFuture.supplyAsync(
                () -> look.look(LiveLook.Depth.TOPOLOGY, Set.of(), Set.of()).open(), Beside.threads());
        try {
            return looked(found.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return unknown(Diagnostic.note(
                            "live-late", "the participants did not answer within " + PATIENCE.toSeconds() + " s")
                    .because("nothing can be said of what a run may have left open there")
                    .fix("Look at them.")
                    .next(NextCommand.show()));
        } catch (ExecutionException bug) {
            throw bug.getCause() instanceof RuntimeException known ? known : new IllegalStateException(bug.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return unknown(Diagnostic.note("live-late", "the participants were asked, and a person stopped it"));
        }
    }

    private static LiveWarnings unknown(Diagnostic why) {
        return new LiveWarnings(Payload.Status.Asked.UNKNOWN, List.of(why));
    }
}
