package io.partita.cli.report;

import io.partita.cli.text.Formats;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Something that was read when the plan was made, and is read again before each step that rests on it.
 *
 * @param id by which steps and the journal name it
 * @param participant on whom it is read
 * @param sentence what was read, without a full stop
 */
public record FactReport(FactId id, ParticipantName participant, String sentence) {

    public FactReport {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(participant, "participant");
        Objects.requireNonNull(sentence, "sentence");
    }

    static List<FactReport> of(Plan plan, HostNames names) {
        return plan.facts().stream()
                .map(fact -> new FactReport(fact.id(), fact.participant(), sentence(fact, names)))
                .toList();
    }

    /** A switch expression, so that a new kind does not compile before it is known what is said of it. */
    private static String sentence(Fact fact, HostNames names) {
        return switch (fact.kind()) {
            case IDENTITY -> identity((Fact.Identity) fact);
            case HOSTING -> hosting((Fact.Hosting) fact, names);
            case NO_PROPOSAL -> "no other proposal for " + ((Fact.NoProposal) fact).party() + " waits for signatures";
            case OWNERS -> owners((Fact.Owners) fact);
            case HELD_KEY -> "it holds the key " + ((Fact.HeldKey) fact).key();
            case UNUSED -> unused((Fact.Unused) fact);
            case PACKAGES ->
                "the contracts of " + ((Fact.Packages) fact).party() + " need "
                        + Formats.of(((Fact.Packages) fact).needed().size(), "package");
            case VETTED -> vetted(((Fact.Vetted) fact).vetted().size());
            case PRUNING ->
                ((Fact.Pruning) fact).schedule().map(PruningSchedule::words).orElse("no automatic pruning");
            case CONNECTIONS -> connections((Fact.Connections) fact);
        };
    }

    private static String vetted(int packages) {
        return packages == 0
                ? "the plan counts on no package that is vetted already"
                : Formats.of(packages, "package") + " that the plan counts on " + (packages == 1 ? "is" : "are")
                        + " vetted";
    }

    private static String identity(Fact.Identity fact) {
        return fact.expected() + " answers, with release " + fact.release() + ", on " + fact.synchronizer();
    }

    private static String hosting(Fact.Hosting fact, HostNames names) {
        String now = fact.mapping()
                .map(mapping -> "hosted with serial " + mapping.serial() + " and threshold " + mapping.threshold()
                        + " on " + hosts(mapping, names))
                .orElse(fact.lastSerial() == 0 ? "not known" : "hosted nowhere since serial " + fact.lastSerial());
        return fact.party() + " is " + now;
    }

    private static String hosts(HostingMapping mapping, HostNames names) {
        return mapping.hosts().stream()
                .map(host -> names.name(host.participant()) + " ("
                        + host.permission().word() + (host.isOnboarding() ? ", onboarding" : "") + ")")
                .collect(Collectors.joining(", "));
    }

    private static String owners(Fact.Owners fact) {
        return fact.owners().isEmpty()
                ? "the namespace " + fact.namespace() + " is not defined"
                : fact.quorum() + " of the owners "
                        + fact.owners().stream().map(Fingerprint::toString).collect(Collectors.joining(", "))
                        + " sign for the namespace " + fact.namespace();
    }

    private static String unused(Fact.Unused fact) {
        return "no contract and no transaction of " + fact.party() + " up to offset " + fact.upToOffset()
                + (fact.prunedUpTo() == 0 ? "" : ", pruned up to offset " + fact.prunedUpTo());
    }

    private static String connections(Fact.Connections fact) {
        return fact.connections().stream().map(FactReport::connection).collect(Collectors.joining(", "));
    }

    private static String connection(PlannedConnection connection) {
        return connection.alias() + " is "
                + (connection.connection() == Registration.Connection.CONNECTED ? "connected" : "not connected")
                + " and connects "
                + (connection.manualConnect() == ManualConnect.AUTOMATIC ? "by itself" : "by hand");
    }
}
