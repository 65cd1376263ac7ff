package io.partita.core.plan.law;

import io.partita.core.model.Access;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.plan.Authority;
import io.partita.core.plan.ExportSource;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Window;
import io.partita.core.provider.Registration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Windows of one round can be open together, what has to be there for one of them is not away in another, and each
 * target can be backed up and comes back.
 */
final class WindowLaw extends Law {

    private final PlanContent content;
    private final Map<PartyId, PartyChange> changes = new HashMap<>();

    WindowLaw(PlanContent content) {
        this.content = content;
        content.parties().forEach(change -> changes.put(change.party(), change));
    }

    @Override
    void judge() {
        SynchronizerId.parse(content.synchronizerAlias())
                .filter(named -> !named.equals(content.synchronizer().logical()))
                .ifPresent(named -> broken(
                        "synchronizer",
                        "the synchronizer is called by the id of another one, " + named,
                        "what people read is what runs"));
        SortedMap<Integer, List<Window>> rounds = new TreeMap<>();
        content.windows()
                .forEach(window -> rounds.computeIfAbsent(window.round(), round -> new ArrayList<>())
                        .add(window));
        int expected = 1;
        for (Map.Entry<Integer, List<Window>> round : rounds.entrySet()) {
            Window first = round.getValue().get(0);
            if (round.getKey() != expected) {
                broken(
                        part(first),
                        "round " + round.getKey() + " stands where round " + expected + " belongs",
                        "rounds follow each other");
            }
            expected = round.getKey() + 1;
            together(round.getValue());
        }
        List<Window> sorted = content.windows().stream()
                .sorted(Comparator.comparingInt(Window::round))
                .toList();
        if (!sorted.equals(content.windows())) {
            broken("windows", "the windows do not stand in the order of their rounds", "what people read is what runs");
        }
        content.windows().forEach(this::window);
        unusedSources();
    }

    private static String part(Window window) {
        return "windows/" + window.target();
    }

    private void together(List<Window> round) {
        Set<ParticipantName> targets = new HashSet<>();
        round.forEach(window -> targets.add(window.target()));
        Set<PartyId> parties = new HashSet<>();
        for (Window window : round) {
            for (Transfer transfer : window.transfers()) {
                if (!parties.add(transfer.party())) {
                    broken(
                            part(window),
                            "'" + name(transfer) + "' is in two windows of one round",
                            "the first flag has to be gone before the next mapping is made");
                }
                away(window, transfer.source(), targets, "export");
                Authority authority = changes.get(transfer.party()).authority();
                authority.connected().stream()
                        .filter(name -> !(name.equals(window.target()) && authority.signsEarly(name)))
                        .forEach(name -> away(window, name, targets, "sign"));
            }
        }
    }

    private void away(Window window, ParticipantName needed, Set<ParticipantName> targets, String verb) {
        if (targets.contains(needed)) {
            broken(
                    part(window),
                    needed + " has to " + verb + " while it is isolated",
                    "a participant that is disconnected can neither sign nor export");
        }
    }

    private void window(Window window) {
        // By its id it is called where aliases differ, and what it is called there is read again.
        boolean byId = SynchronizerId.parse(content.synchronizerAlias()).isPresent();
        boolean connected = window.connectedAtTheEnd().stream()
                .anyMatch(connection -> byId || connection.alias().equals(content.synchronizerAlias()));
        window.foundAway()
                .filter(alias -> !byId && !alias.equals(content.synchronizerAlias()))
                .ifPresent(alias -> broken(
                        part(window),
                        window.target() + " was found away from '" + alias + "', which is not the plan's synchronizer",
                        "at the end it is connected to what it was found away from, and nobody asked for that"));
        window.foundAway().ifPresent(alias -> foundAway(window, alias));
        window.transfers().forEach(transfer -> missed(window, transfer));
        if (!connected) {
            broken(
                    part(window),
                    window.target() + " is not connected to '" + content.synchronizerAlias() + "' before its window",
                    "it signs before it is isolated, and comes back as it was");
        }
        long aliases = window.connections().stream()
                .map(connection -> connection.alias())
                .distinct()
                .count();
        if (aliases != window.connections().size()) {
            broken(part(window), "a synchronizer of " + window.target() + " is there twice", "it comes back as it was");
        }
        packages(window);
        boolean sandbox = content.participants()
                .get(window.target())
                .access()
                .match((Access.Endpoints endpoints) -> false, (Access.Sandbox inside) -> true);
        boolean backup = content.participants()
                .get(window.target())
                .backup()
                .match(none -> false, manual -> true, command -> true);
        if (!sandbox && !backup) {
            broken(
                    part(window),
                    window.target() + " has no backup before it imports",
                    "an import cannot be taken back other than from a backup");
        }
    }

    /** Its history and the source's are compared in the middle of the run. */
    private void missed(Window window, Transfer transfer) {
        boolean missed = Optional.ofNullable(changes.get(transfer.party()))
                .filter(PartyChange::isOfMissed)
                .isPresent();
        if (missed && !isSameOperator(transfer.source(), window.target())) {
            broken(
                    part(window),
                    window.target() + " lacks contracts of '" + name(transfer) + "', and " + transfer.source()
                            + " is another operator's",
                    "what it has recorded itself and what it lacks shows only when both are asked");
        }
    }

    /** Whoever is away signs nothing and has nothing signed for it: only what is in force already is completed there. */
    private void foundAway(Window window, String alias) {
        boolean there = window.connections().stream()
                .anyMatch(connection -> connection.alias().equals(alias)
                        && connection.connection() == Registration.Connection.DISCONNECTED);
        if (!there) {
            broken(
                    part(window),
                    window.target() + " is not disconnected from '" + alias + "', though it was found away from it",
                    "what people read is what runs");
        }
        for (Transfer transfer : window.transfers()) {
            boolean repair = Optional.ofNullable(changes.get(transfer.party()))
                    .filter(PartyChange::isRepair)
                    .isPresent();
            if (!repair) {
                broken(
                        part(window),
                        window.target() + " was found away, and is to become a host of '" + name(transfer) + "'",
                        "a participant that is disconnected can neither sign nor see what it becomes a host of");
            }
            if (!isSameOperator(transfer.source(), window.target())) {
                broken(
                        part(window),
                        window.target() + " was found away, and " + transfer.source() + " is another operator's",
                        "only the source shows whether the hosting that is repaired is still in force");
            }
        }
    }

    private boolean isSameOperator(ParticipantName one, ParticipantName other) {
        return Optional.ofNullable(content.participants().get(one))
                .map(PlannedParticipant::operator)
                .equals(Optional.ofNullable(content.participants().get(other)).map(PlannedParticipant::operator));
    }

    /** What is not vetted when the contracts arrive makes them useless there, and nothing asks for it again. */
    private void packages(Window window) {
        SortedSet<PackageId> missing = new TreeSet<>();
        window.transfers().forEach(transfer -> missing.addAll(transfer.packages()));
        missing.removeAll(window.vetted());
        content.vettings().stream()
                .filter(vetting -> vetting.target().equals(window.target()))
                .forEach(vetting -> missing.removeAll(vetting.packages()));
        if (!missing.isEmpty()) {
            broken(
                    part(window),
                    "contracts that move to " + window.target() + " need the package " + missing.first()
                            + ", and nothing vets it there",
                    "the target could not use them");
        }
    }

    private void unusedSources() {
        Set<ParticipantName> exporting = new HashSet<>();
        content.windows().forEach(window -> window.transfers().forEach(transfer -> exporting.add(transfer.source())));
        for (ExportSource source : content.sources()) {
            if (!exporting.contains(source.participant())) {
                broken(
                        "sources/" + source.participant(),
                        source.participant() + " exports nothing",
                        "what people read is what runs");
            }
        }
    }

    private String name(Transfer transfer) {
        return Optional.ofNullable(changes.get(transfer.party()))
                .map(PartyChange::name)
                .orElseGet(() -> transfer.party().toString());
    }
}
