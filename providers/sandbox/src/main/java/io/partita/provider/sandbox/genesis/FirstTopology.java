package io.partita.provider.sandbox.genesis;

import com.google.protobuf.Duration;
import io.partita.proto.crypto.PublicKey;
import io.partita.proto.crypto.PublicKeyWithName;
import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.crypto.SigningKeysWithThreshold;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.AcsCommitmentsCatchUpConfig;
import io.partita.proto.protocol.DecentralizedNamespaceDefinition;
import io.partita.proto.protocol.DynamicSynchronizerParameters;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.MediatorSynchronizerState;
import io.partita.proto.protocol.NamespaceDelegation;
import io.partita.proto.protocol.OnboardingRestriction;
import io.partita.proto.protocol.OwnerToKeyMapping;
import io.partita.proto.protocol.ParticipantSynchronizerLimits;
import io.partita.proto.protocol.SequencerSynchronizerState;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.proto.protocol.SynchronizerParametersState;
import io.partita.proto.protocol.SynchronizerTrustCertificate;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyTransaction;
import io.partita.provider.sandbox.crypto.ForeignKeys;
import io.partita.provider.sandbox.crypto.Hashes;
import io.partita.provider.sandbox.crypto.KeyRing;
import io.partita.provider.sandbox.crypto.SigningKey;
import io.partita.provider.sandbox.node.IssuedMappings;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.topology.SignedTransaction;
import io.partita.provider.sandbox.world.Namespace;
import io.partita.provider.sandbox.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The transactions with which a network begins, signed by the keys that a real one would ask for. */
public final class FirstTopology {

    private static final int MAX_REQUEST_SIZE = 10 * 1024 * 1024;
    private static final int MAX_RATE = 1_000_000;

    private final World world;
    private final SynchronizerKeys keys;

    public FirstTopology(World world, SynchronizerKeys keys) {
        this.world = world;
        this.keys = keys;
    }

    /** The synchronizer itself: its namespace, its members, its parameters. */
    public List<SignedTopologyTransaction> synchronizer() {
        String id = keys.synchronizerId();
        List<SignedTopologyTransaction> all = new ArrayList<>();
        SigningKey owner = keys.sequencerNamespace();
        all.add(root(owner));
        all.add(root(keys.mediatorNamespace()));
        all.add(signed(
                TopologyMapping.newBuilder()
                        .setDecentralizedNamespaceDefinition(DecentralizedNamespaceDefinition.newBuilder()
                                .setDecentralizedNamespace(keys.namespace())
                                .setThreshold(1)
                                .addOwners(owner.fingerprint()))
                        .build(),
                owner));
        all.add(memberKeys(keys.sequencerId(), keys.sequencerNamespace()));
        all.add(memberKeys(keys.mediatorId(), keys.mediatorNamespace()));
        all.add(signed(
                TopologyMapping.newBuilder()
                        .setSynchronizerParametersState(SynchronizerParametersState.newBuilder()
                                .setSynchronizerId(id)
                                .setSynchronizerParameters(parameters()))
                        .build(),
                owner));
        all.add(signed(
                TopologyMapping.newBuilder()
                        .setSequencerSynchronizerState(SequencerSynchronizerState.newBuilder()
                                .setSynchronizerId(id)
                                .setThreshold(1)
                                .addActive(uid(keys.sequencerId())))
                        .build(),
                owner));
        all.add(signed(
                TopologyMapping.newBuilder()
                        .setMediatorSynchronizerState(MediatorSynchronizerState.newBuilder()
                                .setSynchronizerId(id)
                                .setThreshold(1)
                                .addActive(uid(keys.mediatorId())))
                        .build(),
                owner));
        return all;
    }

    private static String uid(String member) {
        return member.substring(member.indexOf("::") + 2);
    }

    private SignedTopologyTransaction memberKeys(String member, SigningKey namespace) {
        SigningKey authentication = keys.authenticationKey(member);
        SigningKey protocol = keys.protocolKey(member);
        return signed(
                TopologyMapping.newBuilder()
                        .setOwnerToKeyMapping(OwnerToKeyMapping.newBuilder()
                                .setMember(member)
                                .addPublicKeys(PublicKey.newBuilder().setSigningPublicKey(authentication.publicKey()))
                                .addPublicKeys(PublicKey.newBuilder().setSigningPublicKey(protocol.publicKey())))
                        .build(),
                namespace,
                authentication,
                protocol);
    }

    /** A participant that has joined: its namespace, its keys, its trust certificate. */
    public List<SignedTopologyTransaction> participant(ParticipantNode node) {
        KeyRing ring = node.keys();
        OwnerToKeyMapping.Builder memberKeys = OwnerToKeyMapping.newBuilder().setMember("PAR::" + node.uid());
        Set<SigningKey> signers = new LinkedHashSet<>();
        signers.add(ring.namespace());
        for (PublicKeyWithName named : ring.own()) {
            if (named.getPublicKey()
                    .getSigningPublicKey()
                    .getUsageList()
                    .contains(SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE)) {
                continue;
            }
            memberKeys.addPublicKeys(named.getPublicKey());
            ring.find(KeyRing.fingerprint(named)).ifPresent(signers::add);
        }
        return List.of(
                root(ring.namespace()),
                signed(
                        TopologyMapping.newBuilder()
                                .setOwnerToKeyMapping(memberKeys)
                                .build(),
                        signers.toArray(SigningKey[]::new)),
                signed(
                        TopologyMapping.newBuilder()
                                .setSynchronizerTrustCertificate(SynchronizerTrustCertificate.newBuilder()
                                        .setParticipantUid(node.uid())
                                        .setSynchronizerId(keys.synchronizerId()))
                                .build(),
                        ring.namespace()));
    }

    /** The parties of the world, and their decentralized namespaces, each signed by its owners and by its hosts. */
    public List<SignedTopologyTransaction> parties(Map<String, ParticipantNode> nodes) {
        return parties(nodes, Owners.IN_THE_NETWORK);
    }

    /**
     * The parties of the world some of whose owners are keys that no participant holds, and their namespaces. They are
     * signed by everybody but these.
     */
    public List<SignedTopologyTransaction> partiesOfKeys(Map<String, ParticipantNode> nodes) {
        return parties(nodes, Owners.ELSEWHERE);
    }

    /** Where the keys are that own a party. */
    private enum Owners {
        IN_THE_NETWORK,
        ELSEWHERE;

        static Owners of(World.Party party) {
            return party.namespace()
                    .match(
                            participant -> IN_THE_NETWORK,
                            key -> ELSEWHERE,
                            owners -> owners.keys().isEmpty() ? IN_THE_NETWORK : ELSEWHERE);
        }
    }

    private List<SignedTopologyTransaction> parties(Map<String, ParticipantNode> nodes, Owners which) {
        // Parties of one namespace share what founds it.
        Set<SignedTopologyTransaction> all = new LinkedHashSet<>();
        for (World.Party party : world.parties()) {
            if (Owners.of(party) == which) {
                Set<SigningKey> signers = new LinkedHashSet<>();
                all.addAll(party.namespace()
                        .match(
                                participant -> {
                                    SigningKey key = key(nodes, participant);
                                    signers.add(key);
                                    return participant.key().isPresent()
                                            ? List.of(root(key))
                                            : List.<SignedTopologyTransaction>of();
                                },
                                key -> List.of(),
                                owners -> {
                                    owners.participants().forEach(name -> signers.add(key(nodes, name)));
                                    return foundation(owners, nodes, signers);
                                }));
                all.add(hosting(party, party.firstHosts(), nodes, 1, signers));
            }
        }
        return List.copyOf(all);
    }

    /**
     * Changes of parties that are there.
     *
     * @param whole signed by whoever has to
     * @param lacking of parties some of whose owners are keys that no participant holds, signed by everybody but these
     */
    public record Changes(List<SignedTopologyTransaction> whole, List<SignedTopologyTransaction> lacking) {}

    /** The hosts that are taken away when all contracts are there. */
    public Changes removals(Map<String, ParticipantNode> nodes) {
        return changes(World.Party::losesHost, party -> hosting(party, party.lastingHosts(), nodes, 2));
    }

    /** The hosts that come with the onboarding flag when all contracts are there. */
    public Changes onboarding(Map<String, ParticipantNode> nodes) {
        return changes(World.Party::getsHost, party -> hosting(party, party.hostsAtTheEnd(), nodes, lastSerial(party)));
    }

    /** That those of them propose it who are away when it takes effect: without that nothing can be imported there. */
    public List<SignedTopologyTransaction> consents(Map<String, ParticipantNode> nodes) {
        List<SignedTopologyTransaction> all = new ArrayList<>();
        for (World.Party party : world.parties()) {
            SigningKey[] away = party.hosts().stream()
                    .filter(World.Host::isIsolated)
                    .map(host -> key(nodes, host.participant()))
                    .toArray(SigningKey[]::new);
            if (away.length > 0) {
                TopologyMapping mapping = mapping(party, party.hostsAtTheEnd(), nodes);
                all.add(signed(mapping, lastSerial(party), true, away));
            }
        }
        return all;
    }

    private static int lastSerial(World.Party party) {
        return party.losesHost() ? 3 : 2;
    }

    private Changes changes(
            Predicate<World.Party> changes, Function<World.Party, SignedTopologyTransaction> transaction) {
        Map<Owners, List<SignedTopologyTransaction>> all = world.parties().stream()
                .filter(changes)
                .collect(Collectors.groupingBy(Owners::of, Collectors.mapping(transaction, Collectors.toList())));
        return new Changes(
                all.getOrDefault(Owners.IN_THE_NETWORK, List.of()), all.getOrDefault(Owners.ELSEWHERE, List.of()));
    }

    private static SignedTopologyTransaction hosting(
            World.Party party, List<World.Host> hosts, Map<String, ParticipantNode> nodes, int serial) {
        return hosting(party, hosts, nodes, serial, owners(party, nodes));
    }

    /** The keys in the network that own a party. */
    private static Set<SigningKey> owners(World.Party party, Map<String, ParticipantNode> nodes) {
        return new LinkedHashSet<>(party.namespace()
                .match(
                        participant -> List.of(key(nodes, participant)),
                        key -> List.<SigningKey>of(),
                        owners -> owners.participants().stream()
                                .map(name -> key(nodes, name))
                                .toList()));
    }

    private static SigningKey key(Map<String, ParticipantNode> nodes, String participant) {
        return nodes.get(participant).keys().namespace();
    }

    private static SigningKey key(Map<String, ParticipantNode> nodes, Namespace.OfParticipant owner) {
        KeyRing ring = nodes.get(owner.name()).keys();
        return owner.key().map(ring::namespace).orElseGet(ring::namespace);
    }

    /** The keys among the owners, and the definition of their namespace. */
    private static List<SignedTopologyTransaction> foundation(
            Namespace.OfOwners owners, Map<String, ParticipantNode> nodes, Set<SigningKey> signers) {
        List<SignedTopologyTransaction> all = new ArrayList<>();
        owners.keys()
                .forEach(key -> all.add(signed(root(
                        key.fingerprint().hex(),
                        ForeignKeys.publicKey(key, SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE)))));
        List<String> fingerprints = fingerprints(owners, nodes);
        all.add(signed(
                TopologyMapping.newBuilder()
                        .setDecentralizedNamespaceDefinition(DecentralizedNamespaceDefinition.newBuilder()
                                .setDecentralizedNamespace(Hashes.decentralizedNamespace(fingerprints))
                                .setThreshold(owners.threshold())
                                .addAllOwners(fingerprints))
                        .build(),
                signers.toArray(SigningKey[]::new)));
        return all;
    }

    /** Signed by owners and by its hosts. @param owners those of the keys that are in the network */
    private static SignedTopologyTransaction hosting(
            World.Party party,
            List<World.Host> named,
            Map<String, ParticipantNode> nodes,
            int serial,
            Set<SigningKey> owners) {
        Set<SigningKey> signers = new LinkedHashSet<>(owners);
        named.forEach(host -> signers.add(key(nodes, host.participant())));
        return signed(mapping(party, named, nodes), serial, false, signers.toArray(SigningKey[]::new));
    }

    private static TopologyMapping mapping(
            World.Party party, List<World.Host> named, Map<String, ParticipantNode> nodes) {
        List<Hosting.Host> hosts = named.stream()
                .map(host -> new Hosting.Host(
                        nodes.get(host.participant()).uid(),
                        host.permission(),
                        host.arrival().isAfterContracts()))
                .toList();
        TopologyMapping plain = IssuedMappings.hosting(partyId(party, nodes), party.threshold(), hosts);
        return party.namespace().match(participant -> plain, key -> withKey(plain, key.key()), owners -> plain);
    }

    private static TopologyMapping withKey(TopologyMapping hosting, io.partita.core.model.SigningKey key) {
        return TopologyMapping.newBuilder()
                .setPartyToParticipant(hosting.getPartyToParticipant().toBuilder()
                        .setPartySigningKeys(SigningKeysWithThreshold.newBuilder()
                                .addKeys(ForeignKeys.publicKey(
                                        key,
                                        SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE,
                                        SigningKeyUsage.SIGNING_KEY_USAGE_PROOF_OF_OWNERSHIP,
                                        SigningKeyUsage.SIGNING_KEY_USAGE_PROTOCOL))
                                .setThreshold(1)))
                .build();
    }

    /** The full id of a party of the world. */
    public static String partyId(World.Party party, Map<String, ParticipantNode> nodes) {
        return party.name() + "::"
                + party.namespace()
                        .match(
                                participant -> key(nodes, participant).fingerprint(),
                                key -> key.key().fingerprint().hex(),
                                owners -> Hashes.decentralizedNamespace(fingerprints(owners, nodes)));
    }

    private static List<String> fingerprints(Namespace.OfOwners owners, Map<String, ParticipantNode> nodes) {
        return Stream.concat(
                        owners.participants().stream()
                                .map(name -> nodes.get(name).namespace()),
                        owners.keys().stream().map(key -> key.fingerprint().hex()))
                .sorted()
                .toList();
    }

    private DynamicSynchronizerParameters parameters() {
        long decision = world.decisionTimeout().toNanos();
        return DynamicSynchronizerParameters.newBuilder()
                .setConfirmationResponseTimeout(nanos(decision / 2))
                .setMediatorReactionTimeout(nanos(decision - decision / 2))
                .setAssignmentExclusivityTimeout(seconds(60))
                .setLedgerTimeRecordTimeTolerance(seconds(60))
                .setReconciliationInterval(seconds(60))
                .setMediatorDeduplicationTimeout(seconds(48 * 3600))
                .setMaxRequestSize(MAX_REQUEST_SIZE)
                .setOnboardingRestriction(OnboardingRestriction.ONBOARDING_RESTRICTION_UNRESTRICTED_OPEN)
                .setParticipantSynchronizerLimits(
                        ParticipantSynchronizerLimits.newBuilder().setConfirmationRequestsMaxRate(MAX_RATE))
                .setSequencerAggregateSubmissionTimeout(seconds(360))
                .setAcsCommitmentsCatchup(AcsCommitmentsCatchUpConfig.newBuilder()
                        .setCatchupIntervalSkip(24)
                        .setNrIntervalsToTriggerCatchup(15))
                .setPreparationTimeRecordTimeTolerance(seconds(24 * 3600))
                .build();
    }

    private static SignedTopologyTransaction root(SigningKey key) {
        return signed(root(key.fingerprint(), key.publicKey()), key);
    }

    private static TopologyMapping root(String namespace, SigningPublicKey key) {
        return TopologyMapping.newBuilder()
                .setNamespaceDelegation(NamespaceDelegation.newBuilder()
                        .setNamespace(namespace)
                        .setTargetKey(key)
                        .setCanSignAllMappings(NamespaceDelegation.CanSignAllMappings.getDefaultInstance()))
                .build();
    }

    private static SignedTopologyTransaction signed(TopologyMapping mapping, SigningKey... signers) {
        return signed(mapping, 1, false, signers);
    }

    private static SignedTopologyTransaction signed(
            TopologyMapping mapping, int serial, boolean proposal, SigningKey... signers) {
        SignedTransaction transaction = SignedTransaction.unsigned(
                TopologyTransaction.newBuilder()
                        .setOperation(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                        .setSerial(serial)
                        .setMapping(mapping)
                        .build(),
                proposal);
        for (SigningKey key : signers) {
            transaction = transaction.signed(key.sign(transaction.hash()));
        }
        return transaction.write();
    }

    private static Duration seconds(long seconds) {
        return Duration.newBuilder().setSeconds(seconds).build();
    }

    private static Duration nanos(long nanos) {
        return Duration.newBuilder()
                .setSeconds(nanos / 1_000_000_000)
                .setNanos((int) (nanos % 1_000_000_000))
                .build();
    }
}
