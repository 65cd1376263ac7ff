package io.partita.provider.sandbox.topology;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.partita.proto.protocol.DynamicSynchronizerParameters;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.TopologyMapping.MappingCase;
import io.partita.proto.protocol.VettedPackages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The store as one node knows it. */
public final class StoredTopologyView implements TopologyView {

    private final TopologyStore store;
    private final String synchronizerId;
    private final LongSupplier index;
    private final LongSupplier now;

    /**
     * @param index newest entry of the log that the node has processed
     * @param now the node's time
     */
    public StoredTopologyView(TopologyStore store, String synchronizerId, LongSupplier index, LongSupplier now) {
        this.store = store;
        this.synchronizerId = synchronizerId;
        this.index = index;
        this.now = now;
    }

    @Override
    public long now() {
        return now.getAsLong();
    }

    /** The transaction of a key that is in force at a time; it may be a removal. */
    public Optional<StoredTransaction> inForce(MappingKey key, long at) {
        List<StoredTransaction> history = store.authorizedHistory(key);
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.get(i).inForce(at, index.getAsLong())) {
                return Optional.of(history.get(i));
            }
        }
        return Optional.empty();
    }

    private Optional<StoredTransaction> mapping(MappingKey key, long at) {
        return inForce(key, at).filter(stored -> !stored.signed().removes());
    }

    @Override
    public Optional<Hosting> hosting(String party, long at) {
        return mapping(MappingKey.hosting(party), at)
                .map(stored -> restricted(stored, at))
                .or(() -> adminParty(party, at));
    }

    /** A participant that has joined hosts the party of its own name without any mapping. */
    private Optional<Hosting> adminParty(String party, long at) {
        return mapping(MappingKey.trust(party, synchronizerId), at)
                .map(stored -> new Hosting(
                        party,
                        1,
                        List.of(new Hosting.Host(party, Permission.SUBMISSION, false)),
                        stored.signed().serial(),
                        stored.effective()));
    }

    private Hosting restricted(StoredTransaction stored, long at) {
        PartyToParticipant mapping = stored.signed().mapping().getPartyToParticipant();
        Hosting hosting = Mappings.hosting(mapping, stored.signed().serial(), stored.effective());
        List<Hosting.Host> hosts = new ArrayList<>();
        for (Hosting.Host host : hosting.hosts()) {
            if (!joined(host.participant(), at)) {
                continue;
            }
            Permission limit = restriction(host.participant(), at).orElse(host.permission());
            Permission permission = limit.number() > host.permission().number() ? limit : host.permission();
            hosts.add(new Hosting.Host(host.participant(), permission, host.onboarding()));
        }
        return new Hosting(hosting.party(), hosting.threshold(), hosts, hosting.serial(), hosting.effective());
    }

    private Optional<Permission> restriction(String participant, long at) {
        return mapping(MappingKey.restriction(synchronizerId, participant), at)
                .map(stored -> Permission.of(
                        stored.signed().mapping().getParticipantPermission().getPermissionValue()));
    }

    @Override
    public SortedSet<String> hostedOn(String participantUid, long at) {
        SortedSet<String> parties = new TreeSet<>();
        hostings(at)
                .filter(mapping -> mapping.getParticipantsList().stream()
                        .anyMatch(host -> host.getParticipantUid().equals(participantUid)))
                .forEach(mapping -> parties.add(mapping.getParty()));
        return parties;
    }

    @Override
    public SortedSet<String> parties(long at) {
        SortedSet<String> parties = new TreeSet<>();
        hostings(at).forEach(mapping -> parties.add(mapping.getParty()));
        return parties;
    }

    private Stream<PartyToParticipant> hostings(long at) {
        long upTo = index.getAsLong();
        return store.authorizedHistories(MappingCase.PARTY_TO_PARTICIPANT).stream()
                .flatMap(List::stream)
                .filter(stored -> stored.inForce(at, upTo) && !stored.signed().removes())
                .map(stored -> stored.signed().mapping().getPartyToParticipant());
    }

    @Override
    public boolean onboardingInNamespace(String namespace, String participantUid) {
        long upTo = index.getAsLong();
        Stream<PartyToParticipant> proposed =
                store.ofKind(MappingCase.PARTY_TO_PARTICIPANT, TopologyStore.Standing.PROPOSED).stream()
                        .filter(stored -> stored.knownAt(upTo) && stored.end(upTo) == Long.MAX_VALUE)
                        .map(stored -> stored.signed().mapping().getPartyToParticipant());
        return Stream.concat(hostings(now()), proposed)
                .filter(mapping -> mapping.getParty().endsWith("::" + namespace))
                .flatMap(mapping -> mapping.getParticipantsList().stream())
                .anyMatch(host -> host.getParticipantUid().equals(participantUid) && host.hasOnboarding());
    }

    @Override
    public List<VettedPackage> vetted(String participantUid, long at) {
        return mapping(MappingKey.vetting(participantUid), at)
                .map(stored -> vetted(stored.signed().mapping().getVettedPackages()))
                .orElse(List.of());
    }

    @Override
    public int vettedSerial(String participantUid, long at) {
        return mapping(MappingKey.vetting(participantUid), at)
                .map(stored -> stored.signed().serial())
                .orElse(0);
    }

    /** What a mapping vets. */
    public static List<VettedPackage> vetted(VettedPackages mapping) {
        List<VettedPackage> packages = new ArrayList<>();
        for (VettedPackages.VettedPackage vetted : mapping.getPackagesList()) {
            packages.add(new VettedPackage(
                    vetted.getPackageId(),
                    vetted.hasValidFromInclusive()
                            ? OptionalLong.of(micros(vetted.getValidFromInclusive()))
                            : OptionalLong.empty(),
                    vetted.hasValidUntilExclusive()
                            ? OptionalLong.of(micros(vetted.getValidUntilExclusive()))
                            : OptionalLong.empty()));
        }
        return packages;
    }

    @Override
    public boolean joined(String participantUid, long at) {
        return mapping(MappingKey.trust(participantUid, synchronizerId), at).isPresent();
    }

    @Override
    public long safeTime(long activation) {
        long safe = activation;
        for (StoredTransaction stored : store.authorizedHistory(MappingKey.parameters(synchronizerId))) {
            if (stored.knownAt(index.getAsLong())) {
                long end = stored.end(index.getAsLong());
                safe = Math.max(safe, (end == Long.MAX_VALUE ? activation : end) + decisionTimeout(stored));
            }
        }
        return safe;
    }

    @Override
    public long decisionTimeout(long at) {
        return mapping(MappingKey.parameters(synchronizerId), at)
                .map(StoredTopologyView::decisionTimeout)
                .orElse(0L);
    }

    private static long decisionTimeout(StoredTransaction stored) {
        DynamicSynchronizerParameters parameters =
                stored.signed().mapping().getSynchronizerParametersState().getSynchronizerParameters();
        return micros(parameters.getConfirmationResponseTimeout()) + micros(parameters.getMediatorReactionTimeout());
    }

    private static long micros(Duration duration) {
        return duration.getSeconds() * 1_000_000 + duration.getNanos() / 1_000;
    }

    private static long micros(Timestamp timestamp) {
        return timestamp.getSeconds() * 1_000_000 + timestamp.getNanos() / 1_000;
    }
}
