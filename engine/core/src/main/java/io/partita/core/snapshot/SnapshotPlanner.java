package io.partita.core.snapshot;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.check.CheckedDeclaration;
import io.partita.core.plan.Home;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.law.PlanLaws;
import io.partita.core.planner.Planner;
import io.partita.core.topology.PartyResolution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Makes a preview: what a declaration would lead to on the network as it was recorded. Asks nobody, starts nothing and
 * reads no secret. What the snapshot does not have is said, and there is no plan then.
 */
public final class SnapshotPlanner {

    private final Snapshot snapshot;

    public SnapshotPlanner(Snapshot snapshot) {
        this.snapshot = Objects.requireNonNull(snapshot, "snapshot");
    }

    /**
     * @param checked what the scripts say
     * @param folder the declaration's folder, to which its DAR files are relative
     * @param access the way from there to the folder that backup commands run in
     */
    public Checked<Plan> plan(CheckedDeclaration checked, Path folder, Home access) {
        List<Diagnostic> unknown = placed(unknown(checked.declaration()), checked.declaration());
        if (!unknown.isEmpty()) {
            return Checked.failed(unknown);
        }
        try (SnapshotNetwork network = new SnapshotNetwork(snapshot)) {
            // Nothing changes in a snapshot, so there is nothing to wait for.
            Checked<Plan> plan = new Planner(duration -> {}).plan(checked, folder, access, network);
            List<Diagnostic> missing = placed(network.missing(), checked.declaration());
            return missing.isEmpty() ? plan.then(this::preview) : Checked.failed(missing);
        }
    }

    private Checked<Plan> preview(Plan plan) {
        PlanContent content = plan.content().from(SnapshotFile.preview(snapshot));
        List<Diagnostic> illegal = PlanLaws.breaches(content).stream()
                .map(breach -> Diagnostic.error("snapshot-contradicts-itself", breach.what())
                        .because(breach.why() + ", and no network leads to such a plan")
                        .fix("record the snapshot again; nobody edits one"))
                .toList();
        return illegal.isEmpty() ? Checked.of(new Plan(content)) : Checked.failed(illegal);
    }

    /** The participants and parties of a declaration that the snapshot does not know. */
    private SortedSet<Missing> unknown(Declaration declaration) {
        SortedSet<Missing> unknown = new TreeSet<>();
        declaration.participants().keySet().stream()
                .filter(name -> !snapshot.participants().containsKey(name))
                .forEach(name ->
                        unknown.add(new Missing(name, name.name(), Optional.empty(), Missing.Kind.PARTICIPANT)));
        for (DeclaredParty party : declaration.parties()) {
            ParticipantName asked = PartyResolution.asked(party);
            idOf(party)
                    .filter(id -> !snapshot.parties().containsKey(id)
                            && !snapshot.complete().contains(id.namespace()))
                    .ifPresent(id -> unknown.add(
                            new Missing(asked, "the party " + id, Optional.of(id.toString()), Missing.Kind.PARTY)));
        }
        return unknown;
    }

    /** Empty for a local party of an owner that is not recorded, which is said of the owner. */
    private Optional<PartyId> idOf(DeclaredParty party) {
        return PartyResolution.find(
                party,
                name -> Optional.ofNullable(snapshot.participants().get(name))
                        .map(participant -> participant.status().id()));
    }

    private List<Diagnostic> placed(Iterable<Missing> missing, Declaration declaration) {
        List<Diagnostic> placed = new ArrayList<>();
        for (Missing each : missing) {
            placed.add(each.diagnostic(snapshot)
                    .at(declaration
                            .participants()
                            .get(each.participant())
                            .name()
                            .range()));
        }
        return placed;
    }
}
