package io.partita.plans.conformance;

import com.google.protobuf.Empty;
import com.google.protobuf.util.Durations;
import io.partita.proto.protocol.Enums;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.VettedPackages;
import io.partita.proto.topology.AuthorizeRequest;
import io.partita.proto.topology.AuthorizeResponse;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.proto.topology.ListVettedPackagesRequest;
import io.partita.testkit.recording.TestDars;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Hosting and vetting as the participants tell it, and proposals by hand. */
final class Topology {

    private static final long WAIT_SECONDS = 60;

    private final Facts facts;
    private final Map<String, String> names;

    /** @param peers whose names stand for their ids */
    Topology(Facts facts, List<Peer> peers) {
        this.facts = facts;
        this.names = peers.stream().collect(Collectors.toMap(Peer::uid, Peer::name));
    }

    /** The mapping in force, in one participant's view. */
    Optional<ListPartyToParticipantResponse.Result> mapping(Peer at, String party) {
        return list(at, party, false).stream().findFirst();
    }

    List<ListPartyToParticipantResponse.Result> proposals(Peer at, String party) {
        return list(at, party, true);
    }

    private List<ListPartyToParticipantResponse.Result> list(Peer at, String party, boolean proposals) {
        return at.topology()
                .listPartyToParticipant(ListPartyToParticipantRequest.newBuilder()
                        .setBaseQuery(query().setProposals(proposals)
                                .setOperation(Enums.TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE))
                        .setFilterParty(party)
                        .build())
                .getResultsList();
    }

    private BaseQuery.Builder query() {
        return BaseQuery.newBuilder().setStore(facts.store()).setHeadState(Empty.getDefaultInstance());
    }

    /** The hosting in force, with the names of the target; empty when the party is not hosted. */
    Optional<Wanted.Hosting> hosting(Peer at, String party) {
        return mapping(at, party).map(result -> {
            SortedMap<String, String> hosts = new TreeMap<>();
            result.getItem()
                    .getParticipantsList()
                    .forEach(host -> hosts.put(
                            names.getOrDefault(host.getParticipantUid(), host.getParticipantUid()), word(host)));
            return new Wanted.Hosting(result.getItem().getThreshold(), hosts);
        });
    }

    private static String word(PartyToParticipant.HostingParticipant host) {
        String word = host.getPermission()
                .name()
                .substring("PARTICIPANT_PERMISSION_".length())
                .toLowerCase(Locale.ROOT);
        return host.hasOnboarding() ? word + " onboarding" : word;
    }

    /** Packages that a participant has vetted, in the view of another. */
    SortedSet<String> vetted(Peer at, Peer of) {
        SortedSet<String> packages = new TreeSet<>();
        at.topology()
                .listVettedPackages(ListVettedPackagesRequest.newBuilder()
                        .setBaseQuery(query().setOperation(Enums.TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE))
                        .setFilterParticipant(of.uid())
                        .build())
                .getResultsList()
                .forEach(result -> result.getItem().getPackagesList().stream()
                        .map(VettedPackages.VettedPackage::getPackageId)
                        .forEach(packages::add));
        return packages;
    }

    /** Waits until a participant sees that another has vetted test packages. */
    void awaitVetted(Peer at, Peer of, String... dars) {
        List<String> packages = Stream.of(dars).map(TestDars::mainPackageId).toList();
        Awaitility.await(packages + " vetted on " + of + " in the view of " + at)
                .atMost(facts.soon())
                .until(() -> vetted(at, of).containsAll(packages));
    }

    /** A host as it stands in a mapping. */
    static PartyToParticipant.HostingParticipant host(Peer peer, String permission) {
        return PartyToParticipant.HostingParticipant.newBuilder()
                .setParticipantUid(peer.uid())
                .setPermission(Enums.ParticipantPermission.valueOf(
                        "PARTICIPANT_PERMISSION_" + permission.toUpperCase(Locale.ROOT)))
                .build();
    }

    /** The same host with the onboarding flag. */
    static PartyToParticipant.HostingParticipant onboarding(Peer peer, String permission) {
        return host(peer, permission).toBuilder()
                .setOnboarding(PartyToParticipant.HostingParticipant.Onboarding.getDefaultInstance())
                .build();
    }

    static PartyToParticipant mapping(
            String party, int threshold, PartyToParticipant.HostingParticipant... participants) {
        return PartyToParticipant.newBuilder()
                .setParty(party)
                .setThreshold(threshold)
                .addAllParticipants(List.of(participants))
                .build();
    }

    /** A request to authorize a mapping. @param serial 0: the node picks it */
    AuthorizeRequest.Builder proposal(PartyToParticipant mapping, int serial) {
        return AuthorizeRequest.newBuilder()
                .setProposal(AuthorizeRequest.Proposal.newBuilder()
                        .setChange(Enums.TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                        .setSerial(serial)
                        .setMapping(TopologyMapping.newBuilder().setPartyToParticipant(mapping)))
                .setStore(facts.store())
                .setWaitToBecomeEffective(Durations.fromSeconds(WAIT_SECONDS));
    }

    /** Proposes a mapping as one participant. */
    AuthorizeResponse authorize(Peer as, PartyToParticipant mapping, int serial) {
        return as.proposals().authorize(proposal(mapping, serial).build());
    }

    /** Waits until participants see a mapping with a serial in force. */
    void awaitSerial(String party, int serial, List<Peer> views) {
        views.forEach(view -> Awaitility.await("serial " + serial + " of " + party + " on " + view)
                .atMost(facts.soon())
                .until(() -> mapping(view, party)
                        .filter(found -> found.getContext().getSerial() == serial)
                        .isPresent()));
    }

    /** Waits until a participant sees itself as a host of a party. */
    void awaitHost(Peer view, String party) {
        Awaitility.await(party + " is hosted on " + view)
                .atMost(facts.soon())
                .until(() -> hosting(view, party)
                        .filter(hosting -> hosting.hosts().containsKey(view.name()))
                        .isPresent());
    }

    /** Waits until participants see a hosting in force, without onboarding flags that it does not name. */
    void await(String party, Wanted.Hosting hosting, List<Peer> views) {
        views.forEach(view -> Awaitility.await("the hosting of " + party + " on " + view)
                .atMost(facts.untilCleared())
                .until(() -> hosting(view, party), Optional.of(hosting)::equals));
    }
}
