package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Target;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Declaration;
import io.partita.core.provider.Network;
import io.partita.core.snapshot.Interest;
import io.partita.core.snapshot.Snapshot;
import io.partita.core.snapshot.SnapshotFile;
import io.partita.core.snapshot.SnapshotReading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records what planning may ask of the network. */
@Command(
        name = "snapshot",
        description = "Records what planning may ask of the participants, so that a plan can be made without them.",
        footer = {
            "",
            "It only reads. The file holds ids, names, numbers and time, no secret and no endpoint. It serves every declaration about the same participants, also one that adds a party or a host.",
            "By default the contracts of every party that the participants host are counted, which reads all of them once for each host. --party names those that matter; planning with another one then says what is missing.",
            "",
            "Example:",
            "  partita snapshot hosting/alice -o snapshot.json",
            "  partita snapshot hosting/alice -o snapshot.json --party Alice --party Bob"
        })
public final class SnapshotCommand implements RunnableCommand {

    private static final String NAME = "snapshot";
    private static final int PARTIES_A_SENTENCE = 100;

    @Mixin
    private FolderArgument folder;

    @Mixin
    private AccessOptions access;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            required = true,
            description = "Where the snapshot is written.")
    private String out;

    @Option(
            names = "--party",
            paramLabel = "PARTY",
            description =
                    "Count the contracts of this party only, by its name or full id; a full id is recorded wherever the party is hosted. May be repeated.")
    private SortedSet<String> parties = new TreeSet<>();

    @Override
    public Place place(Path base) {
        return folder.place();
    }

    @Override
    public Result answer(Session session) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Result.failed(NAME, unit.diagnostics());
        }
        Checked<Target> target = Target.at(session.folder(), out)
                .then(SnapshotCommand::aFile)
                .then(file -> file.taking(Target.Kind.SNAPSHOT));
        Checked<Snapshot> snapshot = target.then(file -> access.reached(session, unit.value()))
                .then(declared ->
                        session.asking(declared).then(opened -> record(session, declared.declaration(), opened)));
        return snapshot.optional()
                .map(recorded -> written(target.value(), recorded).saying(snapshot.diagnostics()))
                .orElseGet(() -> Planning.failure(NAME, snapshot, again()))
                .from(unit.value().folder());
    }

    private NextCommand again() {
        NextCommand again = access.on(NextCommand.of(NextCommand.Verb.SNAPSHOT)).with("-o", out);
        for (String party : parties) {
            again = again.with("--party", party);
        }
        return again;
    }

    /** What is planned from has to stay somewhere. */
    private static Checked<Target> aFile(Target target) {
        return target.way() == Target.Way.FILE
                ? Checked.of(target)
                : Checked.failed(Diagnostic.refusal("out-refused", "'" + target.typed() + "' is not written")
                        .because("a snapshot is planned from later, and this is no file")
                        .fix("Name a file."));
    }

    private Checked<Snapshot> record(Session session, Declaration declaration, Network opened) {
        try (Network network = opened) {
            return new SnapshotReading(network, session.ticker(), (done, all) -> {
                        if (done % PARTIES_A_SENTENCE == 0) {
                            session.view().say("Recorded " + done + " of " + all + " parties.");
                        }
                    })
                    .read(
                            declaration,
                            parties.isEmpty() ? Interest.EVERYTHING : Interest.in(parties),
                            session.ticker().instant());
        }
    }

    private Result written(Target target, Snapshot snapshot) {
        byte[] text = SnapshotFile.write(snapshot);
        if (text.length > SnapshotFile.LARGEST) {
            return Result.failed(
                    NAME,
                    Diagnostic.error("snapshot-too-large", "the snapshot would have " + text.length + " bytes")
                            .because("no more than " + SnapshotFile.LARGEST + " are read")
                            .fix("Declare fewer participants, or plan with the network."));
        }
        Optional<Diagnostic> refused = target.write(new String(text, StandardCharsets.UTF_8), Target.Kind.SNAPSHOT);
        if (refused.isPresent()) {
            return Result.failed(NAME, refused.get());
        }
        return Result.of(NAME, ExitCode.DONE, new Payload.Recorded(snapshot, SnapshotFile.preview(snapshot), out))
                .then(access.on(NextCommand.plan()).with("--from-snapshot", out));
    }
}
