package io.partita.cli.command;

import io.partita.cli.report.CheckDiagnostics;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.ExaminableNetwork;
import io.partita.cli.unit.KeySignings;
import io.partita.cli.unit.Networks;
import io.partita.cli.unit.Unit;
import io.partita.core.checkup.Checkup;
import io.partita.core.checkup.Report;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantId;
import io.partita.core.provider.Keys;
import io.partita.core.state.Interlock;
import io.partita.core.store.Recording;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at every endpoint of a declaration, step by step. */
@Command(
        name = "doctor",
        description = "Looks at every endpoint of the declaration step by step, and says which setting to change.",
        footer = {
            "",
            "It only reads. For each endpoint: name, TCP, TLS, HTTP/2, gRPC, token, what the token permits, message size; for each participant: release, identity, synchronizer, "
                    + "storage, pruning, clock; for each key: whether what it needs to sign is here; for all together: identities, synchronizer, clocks. A check that needs one that failed is skipped.",
            "It ends with 0 when nothing stands in the way (there may be warnings), otherwise with 1.",
            "",
            "Example:",
            "  partita doctor plans/quickstart",
            "  partita doctor hosting/alice --sarif doctor.sarif --junit doctor.xml"
        })
public final class DoctorCommand implements RunnableCommand {

    private static final String NAME = "doctor";

    @Mixin
    private FolderArgument folder;

    @Mixin
    private AccessOptions access;

    @Mixin
    private SarifOption sarif;

    @Mixin
    private JUnitOption junit;

    /** What was found, where it is declared, once that is known. */
    private List<Diagnostic> found = List.of();

    @Override
    public Place place(Path base) {
        return folder.place();
    }

    @Override
    public Result answer(Session session) {
        return sarif.saved(session, NAME, () -> junit.saved(session, NAME, () -> examined(session)), () -> found);
    }

    private Result examined(Session session) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Result.failed(NAME, unit.diagnostics());
        }
        Checked<Report> report = access.reached(session, unit.value())
                .then(declared -> Networks.openToExamine(
                                declared.declaration(),
                                declared.access(),
                                session.terminal().env(),
                                session.ticker(),
                                session.view()::say)
                        .map(opened -> examined(session, declared, opened)));
        return report.optional()
                .map(found -> answer(found).saying(report.diagnostics()).saying(unknown(unit.value())))
                .orElseGet(() -> Result.failed(NAME, report.diagnostics()))
                .from(unit.value().folder());
    }

    private Report examined(Session session, DeclaredUnit declared, ExaminableNetwork opened) {
        Report report = report(session, declared, opened);
        found = CheckDiagnostics.of(report, declared.declaration());
        return report;
    }

    private static Report report(Session session, DeclaredUnit declared, ExaminableNetwork opened) {
        try (ExaminableNetwork network = opened) {
            Path folder = declared.access().folder();
            Keys keys = KeySignings.in(folder, session.terminal().env()).keys();
            return new Checkup(network, network, keys, folder, isolated(declared.unit())).of(declared.declaration());
        }
    }

    /** As far as the state can be read; what is damaged is said by the commands that need it. */
    private static Map<ParticipantId, Instant> isolated(Unit unit) {
        Map<ParticipantId, Instant> isolated = new TreeMap<>();
        unit.state().salvage().state().interlocks().stream()
                .filter(lock -> lock.kind() == Interlock.Kind.ISOLATION)
                .forEach(lock -> isolated.put(lock.participantId(), lock.since()));
        return isolated;
    }

    /** What a state says that cannot be read: it may be that a run has a participant isolated. */
    private static List<Diagnostic> unknown(Unit unit) {
        Checked<Recording> read = unit.state().read();
        return read.isPresent()
                ? List.of()
                : List.of(Diagnostic.warning(
                                "isolation-unknown", "whether a run has isolated a participant is not known for sure")
                        .because("the state of this folder cannot be read whole: "
                                + read.diagnostics().get(0).summary())
                        .fix("Connect no participant by hand before that is known.")
                        .next(NextCommand.stateVerify()));
    }

    private Result answer(Report report) {
        ExitCode exit = report.isBroken() ? ExitCode.ERROR : ExitCode.DONE;
        return Result.of(NAME, exit, new Payload.Examined(report))
                .then(access.on(NextCommand.of(report.isBroken() ? NextCommand.Verb.DOCTOR : NextCommand.Verb.PLAN)));
    }
}
