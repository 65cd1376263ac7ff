package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.SandboxPorts;
import io.partita.cli.unit.Sandboxes;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.access.AccessFolder;
import io.partita.provider.sandbox.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The embedded network of a folder. */
@Command(
        name = "sandbox",
        description = "The embedded network that world.json describes: serve it, look at it, start over.",
        footer = {"", "Example:", "  partita sandbox run plans/quickstart"},
        subcommands = {SandboxCommand.Run.class, SandboxCommand.Show.class, SandboxCommand.Reset.class})
public final class SandboxCommand {

    /** Serves it. */
    @Command(
            name = "run",
            description = "Serves the embedded network on loopback ports until Ctrl-C.",
            footer = {
                "",
                "Prints a participants block that can be pasted into a declaration. What happens is kept in .sandbox/, and so are the ports, for the next start.",
                "What world.json demands of clients (\"access\": TLS, client certificates, tokens) lies in .sandbox/access/, made anew at every start.",
                "",
                "Example:",
                "  partita sandbox run plans/quickstart"
            })
    static final class Run implements RunnableCommand {
        @Mixin
        private FolderArgument folder;

        private SandboxNetwork serving;

        @Override
        public Place place(Path base) {
            return folder.place();
        }

        @Override
        public Result answer(Session session) {
            Checked<Unit> unit = folder.unit(session).map(Unit::ofWorld);
            Checked<Result> answer = unit.then(found -> Sandboxes.world(found)
                    .then(world -> Sandboxes.open(found).map(network -> serve(world, network, found))));
            return answer.optional().orElseGet(() -> Result.failed("sandbox run", answer.diagnostics()));
        }

        private Result serve(World world, SandboxNetwork network, Unit unit) {
            try {
                Result answer = served(world, network, unit);
                serving = network;
                return answer;
            } catch (UncheckedIOException trouble) {
                return Result.failed("sandbox run", Sandboxes.diagnostic(trouble.getCause()));
            } catch (IOException noPort) {
                throw new UncheckedIOException(noPort);
            } finally {
                if (serving == null) {
                    network.close();
                }
            }
        }

        private static Result served(World world, SandboxNetwork network, Unit unit) throws IOException {
            Path access = unit.sandbox().resolve("access");
            SandboxPorts ports = SandboxPorts.in(unit.sandbox());
            List<SandboxNetwork.DeclaredEndpoints> ways = network.serve(
                    ports.wanted(),
                    participant -> null,
                    new AccessFolder(access, unit.folder().relativize(access).toString()));
            Map<String, int[]> opened = new TreeMap<>();
            ways.forEach(way -> opened.put(
                    way.participant(),
                    new int[] {way.admin().port(), way.ledger().port()}));
            ports.keep(opened);
            List<Payload.WorldParticipant> participants = network.participants().stream()
                    .map(participant -> ways.stream()
                            .filter(each -> each.participant().equals(participant.name()))
                            .findFirst()
                            .map(each -> new Payload.WorldParticipant(
                                    participant.name(),
                                    participant.uid(),
                                    Optional.of(each.admin()),
                                    Optional.of(each.ledger())))
                            .orElseThrow())
                    .toList();
            return Result.of(
                    "sandbox run",
                    ExitCode.DONE,
                    new Payload.World(Payload.WorldAction.SERVING, world.synchronizer(), participants, List.of()));
        }

        @Override
        public void linger(Session session) {
            if (serving == null) {
                return;
            }
            CountDownLatch ended = new CountDownLatch(1);
            Object former = Signals.register("INT", ended::countDown);
            Object formerTermination = Signals.register("TERM", ended::countDown);
            Object formerHangUp = Signals.register("HUP", ended::countDown);
            try (SandboxNetwork network = serving) {
                session.view().say("Serving " + network.synchronizerId() + ". Ctrl-C ends it.");
                ended.await();
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            } finally {
                Signals.unregister("INT", former);
                Signals.unregister("TERM", formerTermination);
                Signals.unregister("HUP", formerHangUp);
            }
        }
    }

    /** Shows it. */
    @Command(
            name = "show",
            description = "Shows the participants and the hosting of all parties of the embedded network.",
            footer = {"", "Example:", "  partita sandbox show plans/quickstart"})
    static final class Show implements RunnableCommand {
        @Mixin
        private FolderArgument folder;

        @Override
        public Place place(Path base) {
            return folder.place();
        }

        @Override
        public Result answer(Session session) {
            Checked<Payload> content = folder.unit(session)
                    .map(Unit::ofWorld)
                    .then(unit -> Sandboxes.world(unit).then(world -> WorldHosting.of(unit, world)));
            return content.optional()
                    .map(world -> Result.of("sandbox show", ExitCode.DONE, world))
                    .orElseGet(() -> Result.failed("sandbox show", content.diagnostics()));
        }
    }

    /** Starts over. */
    @Command(
            name = "reset",
            description =
                    "Forgets everything that happened in the embedded network, and the runs of the folder against it.",
            footer = {"", "Example:", "  partita sandbox reset plans/quickstart"})
    static final class Reset implements RunnableCommand {
        @Mixin
        private FolderArgument folder;

        @Override
        public Place place(Path base) {
            return folder.place();
        }

        @Override
        public Result answer(Session session) {
            Checked<Unit> unit = folder.unit(session);
            if (!unit.isPresent()) {
                return Result.failed("sandbox reset", unit.diagnostics());
            }
            Optional<Diagnostic> refused = Sandboxes.reset(unit.value());
            return refused.map(diagnostic -> Result.failed("sandbox reset", diagnostic))
                    .orElseGet(() -> Result.of(
                                    "sandbox reset",
                                    ExitCode.DONE,
                                    new Payload.World(Payload.WorldAction.RESET, "", List.of(), List.of()))
                            .then(NextCommand.plan()));
        }
    }
}
