package io.partita.provider.canton;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
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
import io.partita.provider.canton.call.Items;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the topology says, as this participant's own store holds it. */
final class TopologyReads {

    private static final Comparator<HostingState> OLDEST_FIRST = Comparator.comparingInt(
                    (HostingState state) -> state.mapping().serial())
            .thenComparing(HostingState::validFrom);

    private static final Items<ListPartyToParticipantResponse.Result> RESULTS = new Items<>(
            ListPartyToParticipantResponse.RESULTS_FIELD_NUMBER, ListPartyToParticipantResponse.Result.parser());

    private final ParticipantApis apis;

    TopologyReads(ParticipantApis apis) {
        this.apis = apis;
    }

    Optional<HostingState> hosting(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        String attempted = apis.on("reading the hosting of " + party.abbreviated());
        return states(Stores.inForce(synchronizer), party, attempted).stream().max(OLDEST_FIRST);
    }

    /** By one call that asks for all. */
    SortedMap<PartyId, HostingState> hostings(PhysicalSynchronizerId synchronizer, Wanted wanted) throws CallFailed {
        return each(
                new Question(
                        Stores.inForce(synchronizer),
                        "",
                        ParticipantApis.LONG,
                        apis.on("reading the hosting of all parties")),
                wanted,
                TreeMap::new,
                (hostings, result, ids) -> {
                    HostingState state = Mappings.state(result.getContext(), result.getItem(), ids);
                    hostings.merge(
                            state.mapping().party(),
                            state,
                            (one, other) -> OLDEST_FIRST.compare(one, other) < 0 ? other : one);
                });
    }

    List<HostingProposal> proposals(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return proposals(
                new Question(
                        Stores.proposed(synchronizer),
                        party.toString(),
                        ParticipantApis.LOOK,
                        apis.on("reading the proposals for " + party.abbreviated())),
                Wanted.of(Set.of(party)));
    }

    /** By one call that asks for all. */
    List<HostingProposal> proposals(PhysicalSynchronizerId synchronizer, Wanted wanted) throws CallFailed {
        return proposals(
                new Question(
                        Stores.proposed(synchronizer),
                        "",
                        ParticipantApis.LONG,
                        apis.on("reading the proposals for all parties")),
                wanted);
    }

    private List<HostingProposal> proposals(Question question, Wanted wanted) throws CallFailed {
        List<HostingProposal> proposals = each(
                question,
                wanted,
                ArrayList::new,
                (all, result, ids) -> all.add(Mappings.proposal(result.getContext(), result.getItem(), ids)));
        proposals.sort(Comparator.comparing(
                        (HostingProposal proposal) -> proposal.mapping().party())
                .thenComparing(proposal -> proposal.mapping().serial())
                .thenComparing(HostingProposal::transactionHash));
        return proposals;
    }

    /** By one call that asks for all. */
    SortedMap<PartyId, List<HostingState>> histories(PhysicalSynchronizerId synchronizer, Wanted wanted)
            throws CallFailed {
        SortedMap<PartyId, List<HostingState>> histories =
                each(everOfAll(synchronizer), wanted, TreeMap::new, (all, result, ids) -> {
                    HostingState state = Mappings.state(result.getContext(), result.getItem(), ids);
                    all.computeIfAbsent(state.mapping().party(), party -> new ArrayList<>())
                            .add(state);
                });
        histories.values().forEach(states -> states.sort(OLDEST_FIRST));
        return histories;
    }

    List<HostingState> history(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        String attempted = apis.on("reading the history of the hosting of " + party.abbreviated());
        List<HostingState> states = states(Stores.ever(synchronizer), party, attempted);
        states.sort(OLDEST_FIRST);
        return List.copyOf(states);
    }

    private Question everOfAll(PhysicalSynchronizerId synchronizer) {
        return new Question(
                Stores.ever(synchronizer),
                "",
                ParticipantApis.LONG,
                apis.on("reading the history of the hosting of all parties"));
    }

    /** The highest serials, by one call that asks for all; none for a party that never had one. */
    SortedMap<PartyId, Integer> lastSerials(PhysicalSynchronizerId synchronizer, Wanted wanted) throws CallFailed {
        return each(everOfAll(synchronizer), wanted, TreeMap::new, (serials, result, ids) -> {
            HostingMapping mapping =
                    Mappings.state(result.getContext(), result.getItem(), ids).mapping();
            serials.merge(mapping.party(), mapping.serial(), Math::max);
        });
    }

    int lastSerial(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return history(synchronizer, party).stream()
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

    private List<HostingState> states(BaseQuery query, PartyId party, String attempted) throws CallFailed {
        return each(
                new Question(query, party.toString(), ParticipantApis.LOOK, attempted),
                Wanted.of(Set.of(party)),
                ArrayList::new,
                (states, result, ids) -> states.add(Mappings.state(result.getContext(), result.getItem(), ids)));
    }

    /**
     * A question about mappings.
     *
     * @param filter the id of a party; empty for all. It is not exact in every release and store
     */
    private record Question(BaseQuery query, String filter, Duration deadline, String attempted) {

        ListPartyToParticipantRequest request() {
            return ListPartyToParticipantRequest.newBuilder()
                    .setBaseQuery(query)
                    .setFilterParty(filter)
                    .build();
        }
    }

    /** Whose mappings are taken. */
    static final class Wanted {

        private final Optional<Set<String>> parties;
        private int seen;

        private Wanted(Optional<Set<String>> parties) {
            this.parties = parties;
        }

        static Wanted everybody() {
            return new Wanted(Optional.empty());
        }

        static Wanted of(Set<PartyId> parties) {
            return new Wanted(
                    Optional.of(parties.stream().map(PartyId::toString).collect(Collectors.toSet())));
        }

        /** How many mappings were looked at for it, taken or not. */
        int seen() {
            return seen;
        }

        private boolean takes(String party) {
            seen++;
            return parties.isEmpty() || parties.get().contains(party);
        }
    }

    /** Takes one mapping. @param <C> what takes all of them */
    @FunctionalInterface
    private interface Take<C> {
        void take(C into, ListPartyToParticipantResponse.Result result, AnswerIds ids) throws UnreadableAnswer;
    }

    /** Takes the mappings of one answer, until one cannot be read. */
    private static final class Taken<C> implements Consumer<ListPartyToParticipantResponse.Result> {

        private final Wanted wanted;
        private final C into;
        private final Take<C> take;
        private final AnswerIds ids = new AnswerIds();
        private Optional<UnreadableAnswer> unreadable = Optional.empty();

        Taken(Wanted wanted, C into, Take<C> take) {
            this.wanted = wanted;
            this.into = into;
            this.take = take;
        }

        @Override
        public void accept(ListPartyToParticipantResponse.Result result) {
            if (unreadable.isPresent() || !wanted.takes(result.getItem().getParty())) {
                return;
            }
            try {
                take.take(into, result, ids);
            } catch (UnreadableAnswer e) {
                unreadable = Optional.of(e);
            } catch (RuntimeException e) {
                unreadable = Optional.of(ParticipantApis.outOfRange(e));
            }
        }
    }

    /** Reads mappings one by one: an answer about all parties is too large to be kept beside what is made of it. */
    private <C> C each(Question question, Wanted wanted, Supplier<C> begin, Take<C> take) throws CallFailed {
        Taken<C> taken = apis.admin()
                .readEach(
                        TopologyManagerReadServiceGrpc.getListPartyToParticipantMethod(),
                        question.request(),
                        question.deadline(),
                        question.attempted(),
                        RESULTS,
                        () -> new Taken<>(wanted, begin.get(), take));
        if (taken.unreadable.isPresent()) {
            throw ParticipantApis.unreadable(apis.admin(), question.attempted(), taken.unreadable.get());
        }
        return taken.into;
    }
}
