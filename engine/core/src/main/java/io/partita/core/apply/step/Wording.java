package io.partita.core.apply.step;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.RootDelegation;
import io.partita.core.model.TopologyContent;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.topology.ContractExamples;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values of the model as phrases, as they appear in diagnostics and in the journal. */
public final class Wording {

    private static final int SHOWN = 5;

    private Wording() {}

    public static String mapping(Optional<HostingMapping> mapping) {
        return mapping.map(Wording::mapping).orElse("no hosting");
    }

    private static String mapping(HostingMapping mapping) {
        String hosts = mapping.hosts().stream()
                .map(host -> host.participant().abbreviated() + " "
                        + host.permission().word() + (host.isOnboarding() ? " (onboarding)" : ""))
                .collect(Collectors.joining(", "));
        return "serial " + mapping.serial() + ", threshold " + mapping.threshold() + ", "
                + (hosts.isEmpty() ? "no hosts" : hosts);
    }

    static String content(TopologyContent content) {
        return switch (content.kind()) {
            case HOSTING -> mapping((HostingMapping) content);
            case NAMESPACE -> definition((NamespaceDefinition) content);
            case ROOT_KEY ->
                "the key " + ((RootDelegation) content).key().fingerprint().abbreviated() + " known to the topology";
        };
    }

    private static String definition(NamespaceDefinition definition) {
        return "the namespace " + definition.namespace().abbreviated() + " of " + abbreviated(definition.owners())
                + ", of which " + definition.threshold() + " sign";
    }

    static String schedule(Optional<PruningSchedule> schedule) {
        return schedule.map(PruningSchedule::words).orElse("no pruning schedule");
    }

    public static String connections(List<PlannedConnection> connections) {
        return connections.isEmpty()
                ? "no registered synchronizer"
                : connections.stream().map(Wording::connection).collect(Collectors.joining("; "));
    }

    private static String connection(PlannedConnection connection) {
        return connection.alias() + " " + connection.connection().name().toLowerCase(Locale.ROOT) + ", "
                + connection.manualConnect().name().toLowerCase(Locale.ROOT) + " connect";
    }

    static String names(Collection<ParticipantName> participants) {
        return participants.stream().map(ParticipantName::name).collect(Collectors.joining(", "));
    }

    static String packages(Collection<PackageId> packages) {
        return some(packages.stream().map(PackageId::abbreviated).toList());
    }

    /** A few of them, and how many more. */
    static String some(ContractExamples examples) {
        return some(examples.some(), examples.count());
    }

    /** The first few, and how many more. */
    static String some(Collection<String> all) {
        return some(all.stream().limit(SHOWN).toList(), all.size());
    }

    private static String some(List<String> shown, long of) {
        String first = String.join(", ", shown);
        return of > shown.size() ? first + " and " + (of - shown.size()) + " more" : first;
    }

    /** {@code 1 package}, {@code 2 packages}. */
    static String packages(int count) {
        return count(count, "package");
    }

    /** {@code 1 fact}, {@code 2 facts}. */
    static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    public static String abbreviated(Collection<Fingerprint> fingerprints) {
        return some(fingerprints.stream().map(Fingerprint::abbreviated).toList());
    }

    /** @param quorum 0 for a namespace that is not defined */
    static String owners(int quorum, Collection<Fingerprint> owners) {
        return quorum == 0
                ? "a namespace that is not defined"
                : quorum + " of the owners " + abbreviated(owners) + " sign";
    }
}
