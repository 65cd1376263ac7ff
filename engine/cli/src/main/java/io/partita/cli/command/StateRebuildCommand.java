package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Declaration;
import io.partita.core.model.ParticipantName;
import io.partita.core.planner.Repair;
import io.partita.core.provider.Network;
import io.partita.core.rebuild.LiveFindings;
import io.partita.core.rebuild.LiveLook;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.State;
import io.partita.core.store.Lease;
import io.partita.core.store.LockHolder;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A fresh state where the former one is lost. */
@Command(
        name = "rebuild",
        description =
                "Makes a fresh state from the live topology, where the former one is lost or damaged and that is safe.",
        footer = {
            "",
            "It asks every declared participant: all have to answer, connected as registered, without an onboarding flag of the declared parties, and with the same contracts on all hosts. Otherwise it refuses and says what a person has to look at. A host of which a person says that nobody is at it any more is left to a plan that repairs it (--repair).",
            "The former files are kept in .partita/aside-…, and the journal of the fresh state says what could not be known.",
            "",
            "Example:",
            "  partita state rebuild hosting/alice --reason='disk of bastion-2 failed' --no-pruning=participant1"
        })
final class StateRebuildCommand implements RunnableCommand {

    private static final String NAME = "state rebuild";

    @Mixin
    private FolderArgument folder;

    @Mixin
    private AccessOptions access;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the journal.")
    private String reason;

    @Option(
            names = "--no-pruning",
            paramLabel = "PARTICIPANT",
            description = "The participant has no pruning schedule on purpose. May be repeated.")
    private Set<String> unpruned = new TreeSet<>();

    @Option(
            names = "--repair",
            paramLabel = "PARTY@PARTICIPANT",
            description =
                    "What is open on the participant for the party is repaired by the next plan: you say that nobody is bringing its contracts there, no run with its state elsewhere and no person. May be repeated.")
    private List<String> repairs = List.of();

    @Override
    public Place place(Path base) {
        return folder.place();
    }

    @Override
    public Result answer(Session session) {
        Checked<Unit> unit = folder.unit(session);
        Checked<DeclaredUnit> declared = unit.then(found -> access.reached(session, found));
        if (!declared.isPresent()) {
            return Result.failed(NAME, declared.diagnostics());
        }
        List<Diagnostic> unknown = unknownNames(declared.value().declaration());
        Checked<Set<Repair>> repaired = Repairs.parse(repairs);
        unknown.addAll(repaired.diagnostics());
        if (!unknown.isEmpty()) {
            return Result.failed(NAME, unknown);
        }
        return Doubts.about(NAME, unit.value())
                .or(() -> early(unit.value().state()))
                .orElseGet(() -> looked(session, declared.value(), repaired.value()));
    }

    private List<Diagnostic> unknownNames(Declaration declaration) {
        Set<String> known = declaration.participants().keySet().stream()
                .map(ParticipantName::name)
                .collect(Collectors.toCollection(TreeSet::new));
        return unpruned.stream()
                .filter(name -> !known.contains(name))
                .map(name -> Names.unknown("--no-pruning", "participant", name, known))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * What can be said without asking anybody. The lock of another machine is no reason: whether its owner lives is only
     * told by watching, which is done when the fresh state begins.
     */
    private Optional<Result> early(StateStore state) {
        Checked<Recording> read = state.read();
        if (read.isPresent() && !read.value().state().lineage().isEmpty()) {
            return Optional.of(Result.failed(NAME, StateStore.SOUND).then(NextCommand.status()));
        }
        return state.holder()
                .filter(LockHolder::lives)
                .map(holder -> Result.failed(NAME, holder.held()).then(NextCommand.status()));
    }

    private Result looked(Session session, DeclaredUnit declared, Set<Repair> repaired) {
        Unit unit = declared.unit();
        Declaration declaration = declared.declaration();
        State remembered = unit.state().salvage().state();
        Checked<Network> network = session.asking(declared);
        if (!network.isPresent()) {
            return Result.failed(NAME, network.diagnostics());
        }
        LiveFindings findings;
        try (Network open = network.value()) {
            Set<ParticipantName> named =
                    unpruned.stream().map(ParticipantName::new).collect(Collectors.toSet());
            findings = new LiveLook(declaration, open, remembered).look(LiveLook.Depth.CONTRACTS, named, repaired);
        }
        return findings.isClean() ? begun(session, unit.state(), remembered, findings, repaired) : refused(findings);
    }

    private Result refused(LiveFindings findings) {
        List<Diagnostic> all = new ArrayList<>(findings.open());
        all.add(Diagnostic.refusal("rebuild-unsafe", "no fresh state was made; nothing was changed")
                .because("what was found may be the open end of a run that no state remembers")
                .fix(
                        findings.repairable().isEmpty()
                                ? "Look at every finding above, then try again."
                                : "Look at every finding above. Where nobody is bringing the contracts of a party any more, say so; the next plan repairs it. Then try again.")
                .next(again(findings)));
        return Result.failed(NAME, all).ending(ExitCode.REFUSED).then(NextCommand.stateVerify());
    }

    /** With what was said, and with what a plan can repair. */
    private NextCommand again(LiveFindings findings) {
        NextCommand again = NextCommand.stateRebuild();
        for (String name : unpruned) {
            again = again.with("--no-pruning", name);
        }
        Set<String> all = new TreeSet<>(repairs);
        findings.repairable().forEach(repair -> all.add(repair.toString()));
        for (String repair : all) {
            again = again.with("--repair", repair);
        }
        return again;
    }

    private Result begun(
            Session session, StateStore state, State remembered, LiveFindings findings, Set<Repair> repaired) {
        String by = System.getProperty("user.name", "unknown");
        JournalEvent.StateRebuilt record =
                new JournalEvent.StateRebuilt(by, reason, remembered.lineage(), "", findings.unknown());
        state.holder()
                .filter(LockHolder::mayLive)
                .ifPresent(holder -> session.view()
                        .say("The lock of " + holder.owner()
                                + " is watched for up to a minute: without a heartbeat it is taken over."));
        return state.beginAfresh(record)
                .match(
                        taken -> {
                            try (Lease lease = taken.lease()) {
                                return rebuilt(lease.recording(), findings, repaired);
                            }
                        },
                        held -> Result.failed(NAME, held.diagnostic()),
                        unusable -> Result.failed(NAME, unusable.diagnostics()));
    }

    private Result rebuilt(Recording recording, LiveFindings findings, Set<Repair> repaired) {
        JournalEvent.StateRebuilt written = recording.entries().stream()
                .flatMap(entry -> entry.events().stream())
                .filter(JournalEvent.StateRebuilt.class::isInstance)
                .map(JournalEvent.StateRebuilt.class::cast)
                .findFirst()
                .orElseThrow();
        return Result.of(
                        NAME,
                        ExitCode.DONE,
                        new Payload.Rebuilt(recording.state().lineage(), written))
                .saying(findings.open())
                .then(repaired.isEmpty() ? NextCommand.plan() : Repair.plan(repaired.stream()));
    }
}
