package io.partita.cli.command;

import io.partita.cli.rehearsal.PlannedDeclaration;
import io.partita.cli.rehearsal.Rehearsal;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Mishap;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Played;
import io.partita.cli.result.Result;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.Homes;
import io.partita.cli.unit.Networks;
import io.partita.cli.unit.Snapshots;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.apply.step.PlanFacts;
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
import io.partita.core.snapshot.SnapshotNetwork;
import io.partita.core.snapshot.SnapshotReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Carries a plan out in a sandbox that looks like the real network. */
@Command(
        name = "rehearse",
        description =
                "Carries a plan out in a sandbox that looks like the real network, and says how that went: a plan file, or what a folder leads to now.",
        footer = {
            "",
            "Releases, schedules, hostings, thresholds, which packages are missing and how many contracts there are come from the participants, or from a snapshot; they are only read. Keys and contracts are the sandbox's own, and no more than 2000 contracts of a party are moved. What a person does is said to be done.",
            "With --fault something goes wrong at the first call of a method, written KIND:Method or KIND:Method@participant: refused, lost (the answer), slow, cut, crash (of the participant), kill and kill-after (of partita, before and after the effect). The run is gone on with until it ends.",
            "Ends with 0 when all of it was rehearsed, every fault happened and the end is what is declared; with 1 when a party or step was left out, a fault was not met, or the end is another one. A fault of a method or participant that the sandbox does not have is wrong usage.",
            "A plan file is held against what was read before anything is rehearsed: where a fact that it was made on has moved, it ends with 3, as apply would. Its declaration is not read again. Of a plan with nothing to do nothing is rehearsed or read.",
            "A repair is rehearsed from its plan file: the sandbox begins with what was left half done, and a host with the onboarding flag lacks all contracts there.",
            "",
            "Example:",
            "  partita rehearse hosting/alice",
            "  partita rehearse plan.json",
            "  partita rehearse --from-snapshot snapshot.json --fault lost:ImportPartyAcs --fault kill:Authorize@participant2"
        })
public final class RehearseCommand implements RunnableCommand {

    private static final String NAME = "rehearse";

    @Mixin
    private PlanOrFolder subject;

    @Mixin
    private AccessOptions access;

    @Mixin
    private ExpectedHash expected;

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
        return subject.place(base);
    }

    @Override
    public Result answer(Session session) {
        Checked<List<Mishap>> mishaps = mishaps();
        return mishaps.isPresent()
                ? subject.answer(
                        NAME,
                        session,
                        file -> plan(session, file, mishaps.value()),
                        () -> folder(session, mishaps.value()))
                : Result.failed(NAME, mishaps.diagnostics());
    }

    /**
     * What is rehearsed.
     *
     * @param declaration what it leads to
     * @param snapshot what was read
     * @param unit to which the DAR files of the declaration are relative
     */
    private record Subject(SavedPlan plan, Declaration declaration, Snapshot snapshot, Unit unit) {}

    // ---- what a folder leads to ----

    private Result folder(Session session, List<Mishap> mishaps) {
        Checked<Unit> unit = subject.unit(session);
        if (!unit.isPresent()) {
            return Result.failed(NAME, unit.diagnostics());
        }
        Optional<Result> doubted = Doubts.aboutBeginning(NAME, unit.value());
        if (doubted.isPresent()) {
            return doubted.get();
        }
        Checked<Payload.Rehearsed> rehearsed = known(session, unit.value())
                .then(known -> Planning.preview(known.declared(), known.snapshot(), session)
                        .then(expected::only)
                        .map(plan -> new Subject(plan, known.declared().declaration(), known.snapshot(), unit.value())))
                .then(about -> rehearsed(session, about, mishaps));
        Result answer =
                answer(rehearsed, content -> access.on(NextCommand.plan()).with("-o", "plan.json"));
        return rehearsed
                .optional()
                .map(content -> answer.saying(confirmation(content.plan().plan())))
                .orElse(answer)
                .from(unit.value().folder());
    }

    /** What a rehearsal of a folder begins with. */
    private record Known(DeclaredUnit declared, Snapshot snapshot) {}

    private Checked<Known> known(Session session, Unit unit) {
        if (snapshot != null) {
            return recorded(session)
                    .then(recorded -> access.text(session, unit).map(declared -> new Known(declared, recorded)));
        }
        return access.reached(session, unit)
                .then(declared -> session.asking(declared)
                        .then(network -> read(session, declared.declaration(), network))
                        .map(recorded -> new Known(declared, recorded)));
    }

    // ---- a plan file ----

    private Result plan(Session session, Path file, List<Mishap> mishaps) {
        Checked<PlanOrFolder.PlanFile> read =
                subject.read(session, file, access, expected, plan -> refusals(session, plan));
        if (!read.isPresent()) {
            return PlanOrFolder.unread(NAME, file, read);
        }
        SavedPlan plan = read.value().plan();
        Unit unit = read.value().unit();
        if (plan.plan().isEmpty() && mishaps.isEmpty()) {
            return Result.of(NAME, ExitCode.DONE, Payload.Planned.asText(plan)).saying(read.diagnostics());
        }
        Optional<Result> doubted = Doubts.aboutBeginning(NAME, unit);
        if (doubted.isPresent()) {
            return doubted.get();
        }
        Declaration declaration = PlannedDeclaration.of(plan.plan(), String.valueOf(file.getFileName()));
        Checked<Payload.Rehearsed> rehearsed = recorded(session, plan, declaration, unit)
                .then(recorded -> fitting(new Subject(plan, declaration, recorded, unit)))
                .then(about -> rehearsed(session, about, mishaps));
        return answer(rehearsed, content -> next(content.plan())).saying(read.diagnostics());
    }

    /** A snapshot needs no access. */
    private List<Diagnostic> refusals(Session session, SavedPlan plan) {
        return snapshot == null ? access.withPlan(session, plan.plan(), expected) : List.of();
    }

    private Checked<Snapshot> recorded(Session session, SavedPlan plan, Declaration declaration, Unit unit) {
        if (snapshot != null) {
            return recorded(session);
        }
        return access.network()
                .folder(session)
                .then(typed -> Homes.access(unit, plan.plan(), typed))
                .then(reached -> Networks.open(
                        plan.plan(),
                        Optional.empty(),
                        Networks.Calls.READS_ONLY,
                        reached,
                        session.terminal().env(),
                        session.ticker()))
                .then(network -> read(session, declaration, network));
    }

    /** Whether what was read is what the plan was made on; otherwise another plan would be rehearsed. */
    private static Checked<Subject> fitting(Subject about) {
        try (SnapshotNetwork network = new SnapshotNetwork(about.snapshot())) {
            List<Diagnostic> moved = new PlanFacts(about.plan().plan(), network).against();
            boolean stale = moved.stream().anyMatch(said -> said.kind() == DiagnosticClass.STALE);
            List<Diagnostic> against = stale || network.unanswered().isEmpty() ? moved : network.unanswered();
            return against.isEmpty() ? Checked.of(about) : Checked.failed(against);
        }
    }

    private NextCommand next(SavedPlan plan) {
        return plan.plan().content().preview().isPresent()
                ? NextCommand.plan().with("-o", "plan.json")
                : access.on(expected.on(
                        subject.on(NextCommand.confirming(plan.plan().irreversible(), plan.hash()))));
    }

    // ---- both ----

    private Result answer(Checked<Payload.Rehearsed> rehearsed, Function<Payload.Rehearsed, NextCommand> next) {
        return rehearsed
                .optional()
                .map(content -> Result.of(NAME, exit(content.played()), content)
                        .saying(rehearsed.diagnostics())
                        .then(next.apply(content)))
                .orElseGet(() -> Planning.failure(NAME, rehearsed, again()));
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
        NextCommand again = expected.on(subject.on(access.on(NextCommand.of(NextCommand.Verb.REHEARSE))));
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

    private Checked<Snapshot> recorded(Session session) {
        return Unit.path(session.folder(), snapshot).then(Snapshots::read);
    }

    /** With the contracts of the declared parties alone. */
    private static Checked<Snapshot> read(Session session, Declaration declaration, Network opened) {
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

    private static Checked<Payload.Rehearsed> rehearsed(Session session, Subject about, List<Mishap> mishaps) {
        session.view().say("Rehearsing " + about.plan().plan().steps().count() + " steps in a sandbox.");
        return new Rehearsal(
                        about.snapshot(),
                        about.declaration(),
                        about.unit().folder(),
                        mishaps,
                        session.ticker(),
                        session.view()::say)
                .of(about.plan().plan())
                .map(played -> new Payload.Rehearsed(about.plan(), played));
    }
}
