package io.partita.core.planner;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Severity;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.OlderPackage;
import io.partita.core.plan.Vetting;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Network;
import io.partita.core.provider.PackageVersion;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which packages a new host has in older versions than the other hosts of a party: transactions of the party can use
 * none that is newer than what all of them have vetted, so a host that is added takes versions away from the others.
 */
final class PackageAges {

    private final Network network;
    private final CurrentTopology topology;
    private final Map<ParticipantName, SortedMap<PackageId, PackageVersion>> known = new HashMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    PackageAges(Network network, CurrentTopology topology) {
        this.network = network;
        this.topology = topology;
    }

    /**
     * @param vettings what the plan vets on new hosts before
     * @return for every party that has such packages; what is not told is a note or a warning
     */
    Checked<Map<PartyId, List<OlderPackage>>> of(List<RoutedParty> parties, List<Vetting> vettings) {
        Map<ParticipantName, SortedSet<PackageId>> planned = new HashMap<>();
        vettings.forEach(vetting -> planned.put(vetting.target(), vetting.vetted()));
        Map<PartyId, List<OlderPackage>> older = new HashMap<>();
        for (RoutedParty party : parties) {
            List<CurrentParticipant> others = others(party);
            for (CurrentParticipant target : others.isEmpty() ? List.<CurrentParticipant>of() : added(party)) {
                List<OlderPackage> found =
                        older(target, planned.getOrDefault(target.name(), Collections.emptySortedSet()), others);
                if (!found.isEmpty()) {
                    older.computeIfAbsent(party.difference().party(), each -> new ArrayList<>())
                            .addAll(found);
                }
            }
        }
        return Checked.of(older, diagnostics);
    }

    private static List<CurrentParticipant> added(RoutedParty party) {
        return party.isRepair() ? List.of() : party.difference().added();
    }

    /** Live hosts that are declared: of others nobody can be asked. */
    private List<CurrentParticipant> others(RoutedParty party) {
        return party.difference().live().map(HostingMapping::hosts).orElse(List.of()).stream()
                .flatMap(host -> topology.nameOf(host.participant()).stream())
                .map(topology::participant)
                .toList();
    }

    private List<OlderPackage> older(
            CurrentParticipant target, SortedSet<PackageId> planned, List<CurrentParticipant> others) {
        SortedMap<String, PackageVersion> here = new TreeMap<>();
        versions(target).values().forEach(version -> newest(here, version));
        SortedMap<String, PackageVersion> there = new TreeMap<>();
        SortedMap<String, ParticipantName> hosts = new TreeMap<>();
        for (CurrentParticipant other : others) {
            versions(other).forEach((id, version) -> {
                if (planned.contains(id)) {
                    newest(here, version);
                }
                if (newest(there, version)) {
                    hosts.put(version.name(), other.name());
                }
            });
        }
        SortedSet<OlderPackage> older = new TreeSet<>();
        here.forEach((name, version) -> {
            PackageVersion newest = there.get(name);
            if (newest != null && version.isOlderThan(newest)) {
                older.add(new OlderPackage(target.name(), version, hosts.get(name), newest));
            }
        });
        return List.copyOf(older);
    }

    private static boolean newest(SortedMap<String, PackageVersion> newest, PackageVersion version) {
        PackageVersion before = newest.get(version.name());
        boolean newer = before == null || before.isOlderThan(version);
        if (newer) {
            newest.put(version.name(), version);
        }
        return newer;
    }

    private SortedMap<PackageId, PackageVersion> versions(CurrentParticipant participant) {
        SortedMap<PackageId, PackageVersion> before = known.get(participant.name());
        if (before != null) {
            return before;
        }
        SortedMap<PackageId, PackageVersion> told = new TreeMap<>();
        try {
            told.putAll(network.participant(participant.name())
                    .vettedVersions(topology.synchronizer().logical(), participant.id()));
        } catch (CallFailed failed) {
            diagnostics.add(untold(participant, failed.failure()));
        }
        known.put(participant.name(), told);
        return told;
    }

    private static Diagnostic untold(CurrentParticipant participant, CallFailure failure) {
        Diagnostic said = failure.kind() == CallFailure.Kind.UNSUPPORTED
                ? Diagnostic.note(
                                "package-versions-unknown",
                                participant.name() + " does not tell the versions of its packages")
                        .because("its release has no call for that, or a snapshot was made without it, so nobody knows"
                                + " whether other hosts have newer ones")
                        .fix("Compare what is vetted there yourself")
                        .about(participant.name().name())
                : CallDiagnostics.reading(participant.name(), failure).weighing(Severity.WARNING);
        return said.at(participant.declared().name().range());
    }
}
