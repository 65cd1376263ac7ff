package io.partita.cli.command;

import io.partita.cli.rehearsal.Rehearsal;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Mishap;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Played;
import io.partita.cli.result.Result;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.Networks;
import io.partita.cli.unit.Snapshots;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.ShellWord;
import io.partita.core.model.Declaration;
import io.partita.core.plan.Plan;
import io.partita.core.provider.Network;
import io.partita.core.snapshot.Interest;
import io.partita.core.snapshot.Snapshot;
import io.partita.core.snapshot.SnapshotReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Carries a plan out in a sandbox that looks like the real network. */
@Command(
        name = "rehearse",
        description =
                "Plans the folder, carries the plan out in a sandbox that looks like the real network, and says how that went.",
        footer = {
            "",
            "Releases, schedules, hostings, thresholds, which packages are missing and how many contracts there are come from the participants, or from a snapshot; they are only read. Keys and contracts are the sandbox's own, and no more than 2000 contracts of a party are moved. What a person does is said to be done.",
            "With --fault something goes wrong at the first call of a method, written KIND:Method or KIND:Method@participant: refused, lost (the answer), slow, cut, crash (of the participant), kill and kill-after (of partita, before and after the effect). The run is gone on with until it ends.",
            "Ends with 0 when all of it was rehearsed, every fault happened and the end is what is declared; with 1 when a party or step was left out, a fault was not met, or the end is another one. A fault of a method or participant that the sandbox does not have is wrong usage.",
            "",
            "Example:",
            "  partita rehearse hosting/alice",
            "  partita rehearse --from-snapshot snapshot.json --fault lost:ImportPartyAcs --fault kill:Authorize@participant2"
        })
public final class RehearseCommand implements RunnableCommand {

    private static final String NAME = "rehearse";

    @Mixin
    private FolderArgument folder;

    @Mixin
    private AccessOptions access;

    @Option(
            names = "--from-snapshot",
            paramLabel = "FILE",
            description = "Ask no participant; take what this snapshot recorded.")
    private String snapshot;

    @Option(
            names = "--fault",
            paramLabel = "KIND:METHOD[@PARTICIPANT]",
            description = "What goes wrong, once. May be repeated.")
    private List<String> faults = List.of();

    @Override
    public Place place(Path base) {
        return folder.place();
    }

    /** What a rehearsal begins with. */
    private record Known(DeclaredUnit declared, Snapshot snapshot) {}

    @Override
    public Result answer(Session session) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Result.failed(NAME, unit.diagnostics());
        }
        Optional<Result> unfinished = Doubts.unfinished(NAME, unit.value());
        if (unfinished.isPresent()) {
            return unfinished.get();
        }
        Checked<Payload.Rehearsed> rehearsed = mishaps()
                .then(mishaps -> known(session, unit.value()).then(known -> rehearsed(session, known, mishaps)));
        return rehearsed
                .optional()
                .map(content -> Result.of(NAME, exit(content.played()), content)
                        .saying(confirmation(content.plan().plan()))
                        .saying(rehearsed.diagnostics())
                        .then(access.on(NextCommand.plan()).with("-o", "plan.json")))
                .orElseGet(() -> Planning.failure(NAME, rehearsed, again()))
                .from(unit.value().folder());
    }

    /** What applying asks for of a saved plan. The plan that is made then has a hash of its own. */
    private static List<Diagnostic> confirmation(Plan plan) {
        SortedSet<String> parties = plan.irreversible();
        if (parties.isEmpty()) {
            return List.of();
        }
        String words = parties.size() > NextCommand.NAMES_TYPED
                ? "--confirm=" + parties.size()
                : parties.stream()
                        .map(party -> "--confirm=" + ShellWord.quoted(party))
                        .collect(Collectors.joining(" "));
        return List.of(Diagnostic.note("confirmation-wanted", "applying the plan wants " + words)
                .because("it does something to "
                        + (parties.size() == 1 ? parties.first() : parties.size() + " parties")
                        + " that cannot be taken back")
                .fix("Save the plan, read it, and confirm it when it is applied."));
    }

    private static ExitCode exit(Played played) {
        return played.succeeded() ? ExitCode.DONE : ExitCode.ERROR;
    }

    private NextCommand again() {
        NextCommand again = access.on(NextCommand.of(NextCommand.Verb.REHEARSE));
        again = snapshot == null ? again : again.with("--from-snapshot", snapshot);
        for (String fault : faults) {
            again = again.with("--fault", fault);
        }
        return again;
    }

    private Checked<List<Mishap>> mishaps() {
        List<Mishap> all = new ArrayList<>();
        List<Diagnostic> wrong = new ArrayList<>();
        for (String text : faults) {
            Optional<Mishap> mishap = Mishap.parse(text)
                    .filter(parsed -> parsed.kind() != Mishap.Kind.CRASH
                            || parsed.participant().isPresent());
            mishap.ifPresent(all::add);
            if (mishap.isEmpty()) {
                wrong.add(Diagnostic.error("bad-fault", "--fault=" + text + " is no fault")
                        .because("it is written KIND:Method or KIND:Method@participant, and kinds are " + Mishap.kinds()
                                + "; crash wants a participant")
                        .fix("write for example --fault=lost:ImportPartyAcs@participant2")
                        .classed(DiagnosticClass.USAGE));
            }
        }
        return wrong.isEmpty() ? Checked.of(all) : Checked.failed(wrong);
    }

    private Checked<Known> known(Session session, Unit unit) {
        if (snapshot != null) {
            return Unit.path(session.folder(), snapshot)
                    .then(Snapshots::read)
                    .then(recorded -> access.text(session, unit).map(declared -> new Known(declared, recorded)));
        }
        return access.reached(session, unit)
                .then(declared -> Networks.open(
                                declared.declaration(),
                                declared.access(),
                                session.terminal().env(),
                                session.ticker(),
                                session.view()::say)
                        .then(network -> recorded(session, declared.declaration(), network))
                        .map(recorded -> new Known(declared, recorded)));
    }

    /** With the contracts of the declared parties alone. */
    private static Checked<Snapshot> recorded(Session session, Declaration declaration, Network opened) {
        try (Network network = opened) {
            SortedSet<String> names = new TreeSet<>();
            declaration
                    .parties()
                    .forEach(party -> names.add(party.identity()
                            .match(
                                    local -> party.name().value(),
                                    known -> known.id().value().toString(),
                                    external -> party.name().value(),
                                    decentralized -> party.name().value())));
            return new SnapshotReading(network, session.ticker(), (done, all) -> {})
                    .read(declaration, Interest.in(names), session.ticker().instant());
        }
    }

    private Checked<Payload.Rehearsed> rehearsed(Session session, Known known, List<Mishap> mishaps) {
        return Planning.preview(known.declared(), known.snapshot(), session)
                .then(plan -> rehearsed(session, known, mishaps, plan));
    }

    private static Checked<Payload.Rehearsed> rehearsed(
            Session session, Known known, List<Mishap> mishaps, SavedPlan plan) {
        session.view().say("Rehearsing " + plan.plan().steps().count() + " steps in a sandbox.");
        return new Rehearsal(
                        known.snapshot(),
                        known.declared().declaration(),
                        known.declared().unit().folder(),
                        mishaps,
                        session.ticker(),
                        session.view()::say)
                .of(plan.plan())
                .map(played -> new Payload.Rehearsed(plan, played));
    }
}
