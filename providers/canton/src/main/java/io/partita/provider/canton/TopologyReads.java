package io.partita.provider.canton;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.NamespaceProposal;
import io.partita.core.provider.NamespaceState;
import io.partita.proto.protocol.DynamicSynchronizerParameters;
import io.partita.proto.protocol.VettedPackages;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListDecentralizedNamespaceDefinitionRequest;
import io.partita.proto.topology.ListNamespaceDelegationRequest;
import io.partita.proto.topology.ListNamespaceDelegationResponse;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.proto.topology.ListSynchronizerParametersStateRequest;
import io.partita.proto.topology.ListSynchronizerParametersStateResponse;
import io.partita.proto.topology.ListVettedPackagesRequest;
import io.partita.proto.topology.ListVettedPackagesResponse;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the topology says, as this participant's own store holds it. */
final class TopologyReads {

    private static final Comparator<HostingState> OLDEST_FIRST = Comparator.comparingInt(
                    (HostingState state) -> state.mapping().serial())
            .thenComparing(HostingState::validFrom);

    private final ParticipantApis apis;

    TopologyReads(ParticipantApis apis) {
        this.apis = apis;
    }

    Optional<HostingState> hosting(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        String attempted = apis.on("reading the hosting of " + party.abbreviated());
        return states(Stores.inForce(synchronizer), party, attempted).stream().max(OLDEST_FIRST);
    }

    SortedMap<PartyId, HostingState> allHostings(PhysicalSynchronizerId synchronizer) throws CallFailed {
        String attempted = apis.on("reading the hosting of all parties");
        SortedMap<PartyId, HostingState> hostings = new TreeMap<>();
        try {
            for (var result : mappings(Stores.inForce(synchronizer), "", ParticipantApis.LONG, attempted)
                    .getResultsList()) {
                HostingState state = Mappings.state(result.getContext(), result.getItem());
                hostings.merge(
                        state.mapping().party(),
                        state,
                        (one, other) -> OLDEST_FIRST.compare(one, other) < 0 ? other : one);
            }
        } catch (UnreadableAnswer e) {
            throw ParticipantApis.unreadable(apis.admin(), attempted, e);
        }
        return hostings;
    }

    List<HostingProposal> proposals(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        String attempted = apis.on("reading the proposals for " + party.abbreviated());
        return proposals(synchronizer, party.toString(), ParticipantApis.LOOK, attempted).stream()
                .filter(proposal -> proposal.mapping().party().equals(party))
                .toList();
    }

    List<HostingProposal> allProposals(PhysicalSynchronizerId synchronizer) throws CallFailed {
        return proposals(synchronizer, "", ParticipantApis.LONG, apis.on("reading the proposals for all parties"));
    }

    private List<HostingProposal> proposals(
            PhysicalSynchronizerId synchronizer, String filter, Duration deadline, String attempted) throws CallFailed {
        List<HostingProposal> proposals = new ArrayList<>();
        try {
            for (var result : mappings(Stores.proposed(synchronizer), filter, deadline, attempted)
                    .getResultsList()) {
                proposals.add(Mappings.proposal(result.getContext(), result.getItem()));
            }
        } catch (UnreadableAnswer e) {
            throw ParticipantApis.unreadable(apis.admin(), attempted, e);
        }
        proposals.sort(Comparator.comparing(
                        (HostingProposal proposal) -> proposal.mapping().party())
                .thenComparing(proposal -> proposal.mapping().serial())
                .thenComparing(HostingProposal::transactionHash));
        return proposals;
    }

    SortedMap<PartyId, List<HostingState>> allHistories(PhysicalSynchronizerId synchronizer) throws CallFailed {
        String attempted = apis.on("reading the history of the hosting of all parties");
        SortedMap<PartyId, List<HostingState>> histories = new TreeMap<>();
        try {
            for (var result : mappings(Stores.ever(synchronizer), "", ParticipantApis.LONG, attempted)
                    .getResultsList()) {
                HostingState state = Mappings.state(result.getContext(), result.getItem());
                histories
                        .computeIfAbsent(state.mapping().party(), party -> new ArrayList<>())
                        .add(state);
            }
        } catch (UnreadableAnswer e) {
            throw ParticipantApis.unreadable(apis.admin(), attempted, e);
        }
        histories.values().forEach(states -> states.sort(OLDEST_FIRST));
        return histories;
    }

    List<HostingState> history(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        String attempted = apis.on("reading the history of the hosting of " + party.abbreviated());
        List<HostingState> states = states(Stores.ever(synchronizer), party, attempted);
        states.sort(OLDEST_FIRST);
        return List.copyOf(states);
    }

    int lastSerial(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return lastSerial(history(synchronizer, party));
    }

    static int lastSerial(List<HostingState> history) {
        return history.stream()
                .mapToInt(state -> state.mapping().serial())
                .max()
                .orElse(0);
    }

    /** The filter of a namespace is a prefix, so the namespace is compared again. */
    NamespaceState namespace(PhysicalSynchronizerId synchronizer, Fingerprint namespace) throws CallFailed {
        String attempted = apis.on("reading who owns the namespace " + namespace.abbreviated());
        ListDecentralizedNamespaceDefinitionRequest shared = ListDecentralizedNamespaceDefinitionRequest.newBuilder()
                .setBaseQuery(Stores.inForce(synchronizer))
                .setFilterNamespace(namespace.hex())
                .build();
        ListNamespaceDelegationRequest delegated = ListNamespaceDelegationRequest.newBuilder()
                .setBaseQuery(Stores.inForce(synchronizer))
                .setFilterNamespace(namespace.hex())
                .build();
        try {
            for (var result : apis.admin()
                    .read(
                            TopologyManagerReadServiceGrpc.getListDecentralizedNamespaceDefinitionMethod(),
                            shared,
                            ParticipantApis.LOOK,
                            attempted)
                    .getResultsList()) {
                if (result.getItem().getDecentralizedNamespace().equals(namespace.hex())) {
                    return Namespaces.decentralized(namespace, result.getItem());
                }
            }
            return Namespaces.ordinary(
                    namespace,
                    apis
                            .admin()
                            .read(
                                    TopologyManagerReadServiceGrpc.getListNamespaceDelegationMethod(),
                                    delegated,
                                    ParticipantApis.LOOK,
                                    attempted)
                            .getResultsList()
                            .stream()
                            .map(ListNamespaceDelegationResponse.Result::getItem)
                            .filter(item -> item.getNamespace().equals(namespace.hex()))
                            .toList());
        } catch (UnreadableAnswer e) {
            throw ParticipantApis.unreadable(apis.admin(), attempted, e);
        }
    }

    List<NamespaceProposal> namespaceProposals(PhysicalSynchronizerId synchronizer, Fingerprint namespace)
            throws CallFailed {
        String attempted = apis.on("reading the proposals for the namespace " + namespace.abbreviated());
        ListDecentralizedNamespaceDefinitionRequest request = ListDecentralizedNamespaceDefinitionRequest.newBuilder()
                .setBaseQuery(Stores.proposed(synchronizer))
                .setFilterNamespace(namespace.hex())
                .build();
        List<NamespaceProposal> proposals = new ArrayList<>();
        try {
            for (var result : apis.admin()
                    .read(
                            TopologyManagerReadServiceGrpc.getListDecentralizedNamespaceDefinitionMethod(),
                            request,
                            ParticipantApis.LOOK,
                            attempted)
                    .getResultsList()) {
                if (result.getItem().getDecentralizedNamespace().equals(namespace.hex())) {
                    proposals.add(Namespaces.proposal(result.getContext(), result.getItem()));
                }
            }
        } catch (UnreadableAnswer e) {
            throw ParticipantApis.unreadable(apis.admin(), attempted, e);
        }
        return proposals;
    }

    /** @param now asked only when a package is vetted for a limited time */
    SortedSet<PackageId> vettedPackages(PhysicalSynchronizerId synchronizer, ParticipantId of, Clock now)
            throws CallFailed {
        String attempted = apis.on("reading the vetted packages of " + of.abbreviated());
        ListVettedPackagesRequest request = ListVettedPackagesRequest.newBuilder()
                .setBaseQuery(Stores.inForce(synchronizer))
                .setFilterParticipant(of.toString())
                .build();
        ListVettedPackagesResponse response = apis.admin()
                .read(
                        TopologyManagerReadServiceGrpc.getListVettedPackagesMethod(),
                        request,
                        ParticipantApis.LOOK,
                        attempted);
        SortedSet<PackageId> vetted = new TreeSet<>();
        Clock once = new AskedOnce(now);
        try {
            for (ListVettedPackagesResponse.Result result : response.getResultsList()) {
                if (Mappings.participant(result.getItem().getParticipantUid()).equals(of)) {
                    addVetted(result.getItem(), once, vetted);
                }
            }
        } catch (UnreadableAnswer e) {
            throw ParticipantApis.unreadable(apis.admin(), attempted, e);
        }
        return vetted;
    }

    Duration decisionTimeout(PhysicalSynchronizerId synchronizer) throws CallFailed {
        String attempted = apis.on("reading the parameters of the synchronizer");
        ListSynchronizerParametersStateRequest request = ListSynchronizerParametersStateRequest.newBuilder()
                .setBaseQuery(Stores.inForce(synchronizer))
                .build();
        ListSynchronizerParametersStateResponse response = apis.admin()
                .read(
                        TopologyManagerReadServiceGrpc.getListSynchronizerParametersStateMethod(),
                        request,
                        ParticipantApis.LOOK,
                        attempted);
        DynamicSynchronizerParameters parameters = response.getResultsList().stream()
                .max(Comparator.comparingInt(result -> result.getContext().getSerial()))
                .map(ListSynchronizerParametersStateResponse.Result::getItem)
                .filter(item -> item.hasConfirmationResponseTimeout() && item.hasMediatorReactionTimeout())
                .orElseThrow(() -> apis.admin()
                        .failed(
                                Kind.NOT_FOUND,
                                "NO_SYNCHRONIZER_PARAMETERS",
                                "the participant's store holds no parameters of the synchronizer",
                                attempted));
        return ParticipantApis.understood(
                apis.admin(),
                attempted,
                () -> Times.duration(parameters.getConfirmationResponseTimeout())
                        .plus(Times.duration(parameters.getMediatorReactionTimeout())));
    }

    /** A clock that may have to be asked over the network. */
    @FunctionalInterface
    interface Clock {
        Instant now() throws CallFailed;
    }

    /** All packages are looked at in the same moment, however many there are. */
    private static final class AskedOnce implements Clock {

        private final Clock clock;
        private Instant told;

        AskedOnce(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Instant now() throws CallFailed {
            if (told == null) {
                told = clock.now();
            }
            return told;
        }
    }

    @SuppressWarnings("deprecation")
    private static void addVetted(VettedPackages item, Clock clock, SortedSet<PackageId> vetted)
            throws UnreadableAnswer, CallFailed {
        for (String id : item.getPackageIdsList()) {
            vetted.add(Told.packageId(id));
        }
        for (VettedPackages.VettedPackage one : item.getPackagesList()) {
            boolean bounded = one.hasValidFromInclusive() || one.hasValidUntilExclusive();
            if (!bounded || isWithin(one, clock.now())) {
                vetted.add(Told.packageId(one.getPackageId()));
            }
        }
    }

    private static boolean isWithin(VettedPackages.VettedPackage one, Instant now) throws UnreadableAnswer {
        boolean begun = !one.hasValidFromInclusive() || !now.isBefore(Times.instant(one.getValidFromInclusive()));
        boolean over = one.hasValidUntilExclusive() && !now.isBefore(Times.instant(one.getValidUntilExclusive()));
        return begun && !over;
    }

    /** The filter of the participant is not exact in every release and store, so the party is compared again. */
    private List<HostingState> states(BaseQuery query, PartyId party, String attempted) throws CallFailed {
        List<HostingState> states = new ArrayList<>();
        try {
            for (var result : mappings(query, party.toString(), ParticipantApis.LOOK, attempted)
                    .getResultsList()) {
                if (result.getItem().getParty().equals(party.toString())) {
                    states.add(Mappings.state(result.getContext(), result.getItem()));
                }
            }
        } catch (UnreadableAnswer e) {
            throw ParticipantApis.unreadable(apis.admin(), attempted, e);
        }
        return states;
    }

    private ListPartyToParticipantResponse mappings(BaseQuery query, String filter, Duration deadline, String attempted)
            throws CallFailed {
        ListPartyToParticipantRequest request = ListPartyToParticipantRequest.newBuilder()
                .setBaseQuery(query)
                .setFilterParty(filter)
                .build();
        return apis.admin()
                .read(TopologyManagerReadServiceGrpc.getListPartyToParticipantMethod(), request, deadline, attempted);
    }
}
