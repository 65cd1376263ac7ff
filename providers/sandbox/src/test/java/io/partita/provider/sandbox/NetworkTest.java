package io.partita.provider.sandbox;

import static io.partita.provider.sandbox.Lab.P1;
import static io.partita.provider.sandbox.Lab.P2;
import static io.partita.provider.sandbox.topology.Permission.CONFIRMATION;
import static io.partita.provider.sandbox.topology.Permission.OBSERVATION;
import static io.partita.provider.sandbox.topology.Permission.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.partita.core.model.SigningKey;
import io.partita.proto.connection.ApiInfoServiceGrpc;
import io.partita.proto.connection.GetApiInfoRequest;
import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.participant.ParticipantStatusRequest;
import io.partita.proto.participant.ParticipantStatusResponse;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.proto.time.AwaitTimeRequest;
import io.partita.proto.time.FetchTimeRequest;
import io.partita.proto.time.SynchronizerTimeServiceGrpc;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.GetIdRequest;
import io.partita.proto.topology.IdentityInitializationServiceGrpc;
import io.partita.proto.topology.ListAllV2Request;
import io.partita.proto.topology.ListDecentralizedNamespaceDefinitionRequest;
import io.partita.proto.topology.ListPartiesRequest;
import io.partita.proto.topology.TopologyAggregationServiceGrpc;
import io.partita.proto.vault.GenerateSigningKeyRequest;
import io.partita.proto.vault.ListMyKeysRequest;
import io.partita.proto.vault.VaultServiceGrpc;
import io.partita.provider.sandbox.server.FaultPlan.Fault;
import io.partita.provider.sandbox.server.FaultPlan.Kind;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.world.Namespace;
import io.partita.provider.sandbox.world.Release;
import io.partita.provider.sandbox.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network as a whole: parties of the world, ports, faults, status, dialects. */
class NetworkTest {

    @TempDir
    private Path folder;

    private static ParticipantStatusResponse status(ManagedChannel channel) {
        return ParticipantStatusServiceGrpc.newBlockingStub(channel)
                .participantStatus(ParticipantStatusRequest.getDefaultInstance());
    }

    @Test
    void partiesThatNoParticipantOwnsExistFromTheStart() {
        SigningKey key = SigningKey.of(
                        HexFormat.of()
                                .parseHex(
                                        "302a300506032b65700321007e75c887ffaa1cb717c49f92b40ce389ca60ffcdc106ded7e51ea8a049071a91"))
                .orElseThrow();
        String namespace = "1220fa8c872d0b3fdcff8474e4ef34f17b9e275ea039201ce2fe9f2b9ed326c906c5";
        World.Host host = Lab.hosted(P1, CONFIRMATION);
        Namespace owners = new Namespace.OfOwners(new TreeSet<>(List.of(P1, P2)), List.of(key), 2);
        World world = Lab.world()
                .withParties(
                        List.of(
                                new World.Party("Treasury", new Namespace.OfKey(key), List.of(host), 1),
                                new World.Party("Fund", owners, List.of(host), 1),
                                new World.Party("Reserve", owners, List.of(host), 1)),
                        List.of());
        try (Lab lab = Lab.open(world)) {
            var treasury = lab.head(P2, "Treasury::" + namespace).orElseThrow().getItem();
            assertThat(treasury.getPartySigningKeys().getKeysList())
                    .singleElement()
                    .satisfies(embedded ->
                            assertThat(embedded.getPublicKey().toByteArray()).isEqualTo(key.bytes()));

            var definition = lab
                    .read(P1)
                    .listDecentralizedNamespaceDefinition(ListDecentralizedNamespaceDefinitionRequest.newBuilder()
                            .setBaseQuery(BaseQuery.newBuilder()
                                    .setStore(lab.store())
                                    .setHeadState(Empty.getDefaultInstance()))
                            .build())
                    .getResultsList()
                    .stream()
                    .map(result -> result.getItem())
                    .filter(item -> item.getOwnersList().contains(namespace))
                    .toList();
            assertThat(definition).singleElement().satisfies(item -> {
                assertThat(item.getThreshold()).isEqualTo(2);
                assertThat(item.getOwnersList())
                        .containsExactlyInAnyOrder(lab.namespace(P1), lab.namespace(P2), namespace);
                assertThat(lab.head(P2, "Fund::" + item.getDecentralizedNamespace()))
                        .isPresent();
                assertThat(lab.head(P2, "Reserve::" + item.getDecentralizedNamespace()))
                        .isPresent();
            });
        }
    }

    @Test
    void partiesOfTheWorldExistFromTheStart() {
        World world = Lab.world()
                .withParties(
                        List.of(
                                Lab.party("Alice", 1, Lab.hosted(P1, SUBMISSION)),
                                Lab.party("Bank", 2, Lab.hosted(P1, CONFIRMATION), Lab.hosted(P2, CONFIRMATION))),
                        List.of());
        try (Lab lab = Lab.open(world)) {
            var bank = lab.head(P2, lab.partyOf(P1, "Bank")).orElseThrow().getItem();

            assertThat(lab.serial(P2, lab.partyOf(P1, "Alice"))).isEqualTo(1);
            assertThat(bank.getThreshold()).isEqualTo(2);
            assertThat(bank.getParticipantsList())
                    .containsExactly(lab.host(P1, CONFIRMATION), lab.host(P2, CONFIRMATION));
            assertThat(TopologyAggregationServiceGrpc.newBlockingStub(lab.admin(P1))
                            .listParties(ListPartiesRequest.newBuilder()
                                    .setFilterParty("Alice")
                                    .build())
                            .getResultsList())
                    .hasSize(1);
        }
    }

    @Test
    void listensOnLoopbackWithReflection() throws Exception {
        try (Lab lab = Lab.open()) {
            List<SandboxNetwork.Endpoints> endpoints = lab.network.serve();
            assertThat(lab.network.serve()).isEqualTo(endpoints);
            ManagedChannel channel = ManagedChannelBuilder.forTarget(
                            endpoints.get(1).admin())
                    .usePlaintext()
                    .build();
            try {
                assertThat(endpoints).hasSize(3);
                ParticipantStatusResponse status = status(channel);
                assertThat(status.getStatus().getCommonStatus().getUid()).isEqualTo(lab.uid(P2));
                assertThat(status.getStatus().getCommonStatus().getPortsMap())
                        .containsEntry("admin", port(endpoints.get(1).admin()))
                        .containsEntry("ledger", port(endpoints.get(1).ledger()));
                assertThat(reflected(channel))
                        .contains("com.digitalasset.canton.topology.admin.v30.TopologyManagerWriteService");
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1));
    }

    private static List<String> reflected(ManagedChannel channel) throws Exception {
        CompletableFuture<List<String>> names = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> requests = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                        List<String> all = new ArrayList<>();
                        response.getListServicesResponse().getServiceList().forEach(one -> all.add(one.getName()));
                        names.complete(all);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        names.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        // The answer has come before.
                    }
                });
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        List<String> all = names.get(10, TimeUnit.SECONDS);
        requests.onCompleted();
        return all;
    }

    @Test
    void aPortKnowsWhichApiItIs() {
        try (Lab lab = Lab.open()) {
            ManagedChannel ledger = lab.network.channel(P1, Api.LEDGER);
            try {
                GetApiInfoRequest request = GetApiInfoRequest.getDefaultInstance();
                assertThat(ApiInfoServiceGrpc.newBlockingStub(lab.admin(P1))
                                .getApiInfo(request)
                                .getName())
                        .isEqualTo("admin-api");
                assertThat(ApiInfoServiceGrpc.newBlockingStub(ledger)
                                .getApiInfo(request)
                                .getName())
                        .isEqualTo("ledger-api");
                assertThat(Lab.failure(() -> status(ledger)).getStatus().getDescription())
                        .startsWith("Method not found: ");
            } finally {
                ledger.shutdownNow();
            }
            assertThatThrownBy(() -> lab.network.channel("participant9", Api.ADMIN))
                    .hasMessageContaining("participant1, participant2, participant3");
        }
    }

    @Test
    void anOlderReleaseSpeaksItsDialect() {
        TreeMap<String, World.Participant> participants =
                new TreeMap<>(Lab.world().participants());
        participants.put(
                P2,
                World.Participant.DEFAULT.withRelease(Release.parse("3.4.12").orElseThrow()));
        World world = Lab.world().withParticipants(participants).withProtocolVersion(34);
        ListAllV2Request request = ListAllV2Request.newBuilder()
                .setBaseQuery(BaseQuery.newBuilder().setHeadState(com.google.protobuf.Empty.getDefaultInstance()))
                .addIncludeMappings("nsd")
                .build();
        try (Lab lab = Lab.open(world)) {
            assertThat(status(lab.admin(P2)).getStatus().getCommonStatus().getVersion())
                    .isEqualTo("3.4.12");
            assertThat(status(lab.admin(P2)).getStatus().getSupportedProtocolVersionsList())
                    .containsExactly(34);
            assertThat(Lab.failure(() -> lab.read(P2).listAllV2(request))
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.UNIMPLEMENTED);
            assertThat(lab.read(P1).listAllV2(request).getResult().getItemsCount())
                    .isPositive();
        }
    }

    @Test
    void faultsMeetTheCallsThatTheyAreMeantFor() {
        try (Lab lab = Lab.open()) {
            String alice = lab.partyOf(P1, "Alice");
            var mapping = Lab.hosting(alice, 1, lab.host(P1, SUBMISSION));
            lab.network.faults().add(Fault.once(P1, "Authorize", Kind.BEFORE_EFFECT));
            assertThat(lab.serial(P1, alice)).isZero();
            assertThat(Lab.failure(() -> lab.propose(P1, 1, mapping))
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(lab.serial(P1, alice)).isZero();

            lab.network.faults().add(Fault.once(P1, "Authorize", Kind.ANSWER_LOST));
            assertThat(Lab.failure(() -> lab.propose(P1, 1, mapping))
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.UNAVAILABLE);
            lab.awaitSerial(P1, alice, 1);

            lab.network
                    .faults()
                    .add(new Fault("ParticipantStatus", Optional.empty(), Kind.DELAY, 1, Duration.ofMillis(120)));
            long before = System.nanoTime();
            status(lab.admin(P2));
            assertThat(System.nanoTime() - before)
                    .isGreaterThan(Duration.ofMillis(110).toNanos());
            assertThat(lab.network.faults().left()).isZero();
        }
    }

    @Test
    void aFaultWaitsForItsCallAndIsToldWhenItWasMet() {
        try (Lab lab = Lab.open()) {
            AtomicInteger met = new AtomicInteger();
            lab.network
                    .faults()
                    .add(Fault.once(P2, "ParticipantStatus", Kind.CUT_STREAM)
                            .after(1)
                            .endingWith(Status.ABORTED.asRuntimeException())
                            .doing(met::incrementAndGet));

            status(lab.admin(P2));
            assertThat(met).as("the first call passes").hasValue(0);
            assertThat(Lab.failure(() -> status(lab.admin(P2))).getStatus().getCode())
                    .isEqualTo(Status.Code.ABORTED);
            assertThat(met).hasValue(1);
            assertThat(status(lab.admin(P2)).hasStatus()).isTrue();
        }
    }

    @Test
    void aCutLetsThroughWhatFitsIntoItsBytes() {
        try (Lab lab = Lab.open()) {
            int whole = status(lab.admin(P2)).getSerializedSize();
            Fault cut = Fault.once(P2, "ParticipantStatus", Kind.CUT_STREAM);

            lab.network.faults().add(cut.cutAfter(whole - 1L));
            assertThat(Lab.failure(() -> status(lab.admin(P2))).getStatus().getCode())
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(lab.network.faults().left()).isZero();
        }
    }

    @Test
    void aDeadNodeAnswersNothing() {
        try (Lab lab = Lab.open()) {
            lab.network.crash(P2, "pulled the plug");

            assertThat(Lab.failure(() -> status(lab.admin(P2))).getStatus().getCode())
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(lab.network.causeOfDeath(P2)).contains("pulled the plug");
            lab.network.restart(P2);
            assertThat(status(lab.admin(P2)).getStatus().getConnectedSynchronizersCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void aWaitThatIsTooShortFailsWhileTheTransactionGoesOut() {
        try (Lab lab = Lab.open()) {
            String alice = lab.partyOf(P1, "Alice");
            var request = lab.proposal(1, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION)))
                    .setWaitToBecomeEffective(
                            com.google.protobuf.Duration.newBuilder().setNanos(1_000_000))
                    .build();

            Status status = Lab.failure(() -> lab.write(P1).authorize(request)).getStatus();

            assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
            assertThat(status.getDescription())
                    .isEqualTo("Task proposeAndAuthorize-wait-for-effective did not complete within 1 millisecond.");
            lab.awaitSerial(P1, alice, 1);
        }
    }

    @Test
    void keysAreMadeListedAndKept() {
        String fingerprint;
        try (Lab lab = Lab.open(Lab.world(), folder)) {
            var vault = VaultServiceGrpc.newBlockingStub(lab.admin(P1));
            fingerprint = io.partita.provider.sandbox.crypto.PublicKeys.fingerprint(
                    vault.generateSigningKey(GenerateSigningKeyRequest.newBuilder()
                                    .setName("owner")
                                    .addUsage(SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE)
                                    .build())
                            .getPublicKey());
            assertThat(vault.listMyKeys(ListMyKeysRequest.getDefaultInstance()).getPrivateKeysMetadataCount())
                    .isEqualTo(5);
        }
        try (Lab lab = Lab.open(Lab.world(), folder)) {
            ListMyKeysRequest.Builder request = ListMyKeysRequest.newBuilder();
            request.getFiltersBuilder().setFingerprint(fingerprint);
            assertThat(VaultServiceGrpc.newBlockingStub(lab.admin(P1))
                            .listMyKeys(request.build())
                            .getPrivateKeysMetadataList())
                    .singleElement()
                    .satisfies(key ->
                            assertThat(key.getPublicKeyWithName().getName()).isEqualTo("owner"));
        }
    }

    @Test
    void theTimeOfTheSynchronizerCanBeAskedAndAwaited() {
        try (Lab lab = Lab.open()) {
            var times = SynchronizerTimeServiceGrpc.newBlockingStub(lab.admin(P1));
            var now = times.fetchTime(FetchTimeRequest.newBuilder()
                            .setFreshnessBound(com.google.protobuf.Duration.getDefaultInstance())
                            .build())
                    .getTimestamp();
            var soon = com.google.protobuf.util.Timestamps.add(now, com.google.protobuf.util.Durations.fromMillis(60));

            times.awaitTime(AwaitTimeRequest.newBuilder().setTimestamp(soon).build());

            assertThat(lab.network.time())
                    .isAfterOrEqualTo(java.time.Instant.ofEpochSecond(soon.getSeconds(), soon.getNanos()));
            assertThat(Lab.failure(() -> times.fetchTime(FetchTimeRequest.getDefaultInstance()))
                            .getStatus()
                            .getDescription())
                    .isEqualTo("FieldNotSet(freshnessBound)");
        }
    }

    @Test
    void dangersAreRefusedUnlessForced() {
        try (Lab lab = Lab.open()) {
            String alice = lab.partyOf(P1, "Alice");
            lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION));
            lab.ledger.stakeholders.add(alice);
            lab.ledger.signatories.add(alice);
            var without = lab.proposal(2, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION)));
            var observers =
                    lab.proposal(2, Lab.hosting(alice, 1, lab.host(P1, OBSERVATION), lab.host(P2, OBSERVATION)));
            var threshold = lab.proposal(2, Lab.hosting(alice, 3, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION)));

            assertThat(Lab.code(() -> lab.write(P2).authorize(without.build())))
                    .isEqualTo("TOPOLOGY_DISABLE_PARTY_WITH_ACTIVE_CONTRACTS");
            assertThat(Lab.code(() -> lab.write(P1).authorize(observers.build())))
                    .isEqualTo("TOPOLOGY_INSUFFICIENT_PERMISSION_FOR_SIGNATORY_PARTY");
            assertThat(Lab.code(() -> lab.write(P1).authorize(threshold.build())))
                    .isEqualTo("TOPOLOGY_CONFIRMING_THRESHOLD_CANNOT_BE_REACHED");
            assertThat(lab.serial(P1, alice)).isEqualTo(1);

            lab.write(P2).authorize(without.addForceChangesValue(6).build());
            assertThat(lab.serial(P1, alice)).isEqualTo(2);
        }
    }

    @Test
    void aNodeTellsWhoItIs() {
        try (Lab lab = Lab.open()) {
            assertThat(IdentityInitializationServiceGrpc.newBlockingStub(lab.admin(P1))
                            .getId(GetIdRequest.getDefaultInstance())
                            .getUniqueIdentifier())
                    .isEqualTo(lab.uid(P1))
                    .matches("participant1::1220[0-9a-f]{64}");
            assertThat(lab.head(P1, lab.uid(P1))).isEmpty();
        }
    }

    @Test
    void openingIsQuick() {
        Lab.open(Lab.world(), folder.resolve("warm")).close();
        long begin = System.nanoTime();
        Lab.open(Lab.world(), folder.resolve("measured")).close();
        long reopen = System.nanoTime();
        Lab.open(Lab.world(), folder.resolve("measured")).close();
        long end = System.nanoTime();

        // Generous bars, for a machine that is busy with other things: the point is that nothing waits.
        assertThat(Duration.ofNanos(reopen - begin)).isLessThan(Duration.ofSeconds(3));
        assertThat(Duration.ofNanos(end - reopen)).isLessThan(Duration.ofSeconds(2));
    }
}
