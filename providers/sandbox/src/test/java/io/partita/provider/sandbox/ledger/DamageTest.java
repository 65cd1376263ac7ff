package io.partita.provider.sandbox.ledger;

import static io.partita.provider.sandbox.ledger.LedgerLab.P1;
import static io.partita.provider.sandbox.ledger.LedgerLab.P2;
import static io.partita.provider.sandbox.ledger.LedgerLab.P3;
import static io.partita.provider.sandbox.ledger.LedgerLab.code;
import static io.partita.provider.sandbox.ledger.LedgerLab.failure;
import static io.partita.provider.sandbox.ledger.LedgerLab.hosting;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.partita.proto.participant.ImportAcsRequest;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.topology.AddTransactionsRequest;
import io.partita.proto.topology.AuthorizeRequest;
import io.partita.proto.topology.SignTransactionsRequest;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.wire.Api;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What Canton does not refuse, and what comes of it (experiments.md): a wrong order must fail here too. */
class DamageTest {

    private static TopologyMapping onboarding(LedgerLab lab, String party, Permission permission) {
        return hosting(party, 1, lab.host(P1, Permission.SUBMISSION), lab.onboarding(P2, permission));
    }

    /** Lets the target be activated as in the procedure; gives the source's offset before. */
    private static long isolateAndActivate(LedgerLab lab, String party) {
        TopologyMapping mapping = onboarding(lab, party, Permission.CONFIRMATION);
        lab.propose(P2, 2, mapping);
        lab.disconnect(P2);
        long begin = lab.end(P1);
        lab.propose(P1, 2, mapping);
        lab.awaitSerial(P1, party, 2);
        return begin;
    }

    @Test
    void theSimplePathOnAUsedPartyKillsTheTargetAtTheFirstUseAndAtEveryStart() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world())) {
            lab.upload("partita-examples-1.1.0", P1, P2);
            String alice = lab.allocate(P1, "Alice");
            String old = lab.note(P1, alice, "old");
            TopologyMapping mapping =
                    hosting(alice, 1, lab.host(P1, Permission.SUBMISSION), lab.host(P2, Permission.CONFIRMATION));
            long before = lab.end(P1);
            lab.propose(P2, 2, mapping);
            lab.propose(P1, 2, mapping);
            lab.awaitSerial(P2, alice, 2);
            assertThat(lab.ids(P2, alice)).isEmpty();
            String fresh = lab.note(P1, alice, "new");
            assertThat(lab.ids(P2, alice)).containsExactly(fresh);
            assertThat(code(() -> lab.export(P1, alice, P2, before)))
                    .isEqualTo("PARTY_ACS_EXPORT_MISSING_TARGET_ONBOARDING_MAPPING");

            lab.finish(P1, alice, old);

            assertThat(lab.network.causeOfDeath(P2)).isPresent();
            assertThat(failure(() -> lab.end(P2)).getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            lab.network.restart(P2);
            assertThat(lab.network.causeOfDeath(P2)).isPresent();
            assertThat(lab.ids(P1, alice)).containsExactly(fresh);
        }
    }

    @Test
    void whatTheTargetMissedIsBroughtWhileItIsAwayAndThenItsReplayPasses() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world())) {
            lab.upload("partita-examples-1.1.0", P1, P2);
            String alice = lab.allocate(P1, "Alice");
            String old = lab.note(P1, alice, "old");
            String kept = lab.note(P1, alice, "kept");
            TopologyMapping mapping =
                    hosting(alice, 1, lab.host(P1, Permission.SUBMISSION), lab.host(P2, Permission.CONFIRMATION));
            long before = lab.end(P1);
            lab.propose(P2, 2, mapping);
            lab.propose(P1, 2, mapping);
            lab.awaitSerial(P2, alice, 2);
            String fresh = lab.note(P1, alice, "new");
            lab.finish(P1, alice, old);
            lab.network.restart(P2);
            assertThat(lab.network.causeOfDeath(P2)).isPresent();
            lab.network.restartAway(P2);
            assertThat(lab.network.causeOfDeath(P2)).isEmpty();
            assertThat(lab.ids(P2, alice)).containsExactly(fresh);

            ByteString file =
                    lab.exportBooks(P1, lab.booksRequest(alice, before).build());
            ImportAcsRequest.Builder request = LedgerLab.booksImport();
            int half = file.size() / 2;
            lab.importBooks(
                    P2,
                    request.setAcsSnapshot(file.substring(0, half)).build(),
                    request.setAcsSnapshot(file.substring(half)).build());

            assertThat(lab.ids(P2, alice)).containsExactlyInAnyOrder(old, kept, fresh);
            lab.importBooks(P2, request.setAcsSnapshot(file).build());
            assertThat(lab.ids(P2, alice))
                    .as("what is there already is passed over")
                    .hasSize(3);
            lab.reconnect(P2);
            assertThat(lab.network.causeOfDeath(P2)).isEmpty();
            assertThat(lab.ids(P2, alice)).containsExactlyInAnyOrder(kept, fresh);
            lab.finish(P1, alice, kept);
            assertThat(lab.network.causeOfDeath(P2)).isEmpty();
        }
    }

    /** What came with another party, and was archived there since, cannot be imported any more. */
    @Test
    void whatTheTargetHasSeenArchivedRefusesTheWholeFile() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world())) {
            lab.upload("partita-examples-1.1.0", P1, P2);
            String alice = lab.allocate(P1, "Alice");
            String bob = lab.allocate(P1, "Bob");
            addWithoutFlag(lab, bob);
            String deal = lab.deal(P1, alice, bob, 10);
            String own = lab.note(P1, alice, "hers alone");
            long before = lab.end(P1);
            addWithoutFlag(lab, alice);
            lab.submit(
                    P1,
                    bob,
                    lab.exercise(
                            "Deal",
                            deal,
                            "Redeem",
                            LedgerLab.field(
                                    "part",
                                    io.partita.proto.ledger.Value.newBuilder().setInt64(4))));
            assertThat(lab.network.causeOfDeath(P2)).isEmpty();
            lab.disconnect(P2);
            ImportAcsRequest.Builder request = LedgerLab.booksImport();

            StatusRuntimeException refused = failure(() -> lab.importBooks(
                    P2,
                    request.setAcsSnapshot(lab.exportBooks(
                                    P1, lab.booksRequest(alice, before).build()))
                            .build()));
            assertThat(refused.getStatus().getDescription())
                    .contains("Cannot add previously archived contract " + deal);
            assertThat(lab.ids(P2, alice)).doesNotContain(own);
            lab.importBooks(
                    P2,
                    request.setAcsSnapshot(lab.exportBooks(
                                    P1,
                                    lab.booksRequest(alice, before)
                                            .addExcludedStakeholderIds(bob)
                                            .build()))
                            .build());

            lab.reconnect(P2);
            assertThat(lab.ids(P2, alice)).isEqualTo(lab.ids(P1, alice)).contains(own);
        }
    }

    private static void addWithoutFlag(LedgerLab lab, String party) {
        TopologyMapping mapping =
                hosting(party, 1, lab.host(P1, Permission.SUBMISSION), lab.host(P2, Permission.CONFIRMATION));
        lab.propose(P2, 2, mapping);
        lab.propose(P1, 2, mapping);
        lab.awaitSerial(P2, party, 2);
    }

    @Test
    void whatAnotherStakeholderHasIsLeftOutOfTheBooks() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world())) {
            lab.upload("partita-examples-1.1.0", P1);
            String alice = lab.allocate(P1, "Alice");
            String bob = lab.allocate(P1, "Bob");
            lab.note(P1, alice, "hers alone");
            lab.deal(P1, alice, bob, 5);
            long end = lab.end(P1);

            ByteString all = lab.exportBooks(P1, lab.booksRequest(alice, end).build());
            ByteString without = lab.exportBooks(
                    P1,
                    lab.booksRequest(alice, end).addExcludedStakeholderIds(bob).build());

            assertThat(LedgerLab.contracts(all)).isEqualTo(2);
            assertThat(LedgerLab.contracts(without)).isEqualTo(1);
        }
    }

    @Test
    void anOldContractArchivedWhileTheTargetWasOnlineMakesTheImportRefuse() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world())) {
            lab.upload("partita-examples-1.1.0", P1, P2);
            String alice = lab.allocate(P1, "Alice");
            String old = lab.note(P1, alice, "old");
            lab.note(P1, alice, "kept");
            TopologyMapping mapping = onboarding(lab, alice, Permission.CONFIRMATION);
            long begin = lab.end(P1);
            lab.propose(P2, 2, mapping);
            lab.propose(P1, 2, mapping);
            lab.awaitSerial(P2, alice, 2);
            lab.finish(P1, alice, old);
            assertThat(lab.network.causeOfDeath(P2)).isEmpty();
            lab.disconnect(P2);
            ByteString file = lab.export(P1, alice, P2, begin);

            StatusRuntimeException refused = failure(() -> lab.importAcs(P2, alice, file));

            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(refused.getStatus().getDescription())
                    .contains("IMPORT_ACS_ERROR")
                    .contains("Cannot add previously archived contract " + old);
            assertThat(lab.ids(P2, alice)).isEmpty();
            assertThat(failure(() -> lab.reconnect(P2)).getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
            assertThat(failure(() -> lab.reconnect(P2)).getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
            assertThat(code(() -> lab.clear(P2, alice, 1))).isEqualTo("INVALID_STATE_PARTY_MANAGEMENT_ERROR");
        }
    }

    @Test
    void onlyCreatesWhileTheTargetWasOnlineAreHarmless() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world())) {
            lab.upload("partita-examples-1.1.0", P1, P2);
            String alice = lab.allocate(P1, "Alice");
            lab.note(P1, alice, "old");
            TopologyMapping mapping = onboarding(lab, alice, Permission.CONFIRMATION);
            long begin = lab.end(P1);
            lab.propose(P2, 2, mapping);
            lab.propose(P1, 2, mapping);
            lab.awaitSerial(P2, alice, 2);
            lab.note(P1, alice, "created in the window");
            lab.disconnect(P2);

            lab.importAcs(P2, alice, lab.export(P1, alice, P2, begin));
            lab.reconnect(P2);

            lab.awaitNoFlag(P2, alice);
            assertThat(lab.ids(P2, alice)).isEqualTo(lab.ids(P1, alice)).hasSize(2);
        }
    }

    @Test
    void anArchivalThatTheTargetHasForgottenComesBackAsAZombie() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world(), java.time.Duration.ofMillis(50))) {
            lab.upload("partita-examples-1.1.0", P1, P2);
            String alice = lab.allocate(P1, "Alice");
            String old = lab.note(P1, alice, "old");
            TopologyMapping mapping = onboarding(lab, alice, Permission.CONFIRMATION);
            long begin = lab.end(P1);
            lab.propose(P2, 2, mapping);
            lab.propose(P1, 2, mapping);
            lab.awaitSerial(P2, alice, 2);
            lab.finish(P1, alice, old);
            java.time.Instant archived = lab.network.time();
            org.awaitility.Awaitility.await()
                    .pollInterval(java.time.Duration.ofMillis(20))
                    .until(() -> {
                        lab.note(P1, alice, "time goes by");
                        return lab.network.time().isAfter(archived.plusMillis(400));
                    });
            lab.disconnect(P2);

            lab.importAcs(P2, alice, lab.export(P1, alice, P2, begin));

            assertThat(lab.ids(P2, alice)).contains(old);
            assertThat(lab.ids(P1, alice)).doesNotContain(old);
        }
    }

    @Test
    void partiesThatBecomeActiveAtTheSameTimeExcludeTheirSharedContractsFromBothFiles() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world())) {
            lab.upload("partita-examples-1.1.0", P1, P2);
            String alice = lab.allocate(P1, "Alice");
            String bob = lab.allocate(P1, "Bob");
            String shared = lab.deal(P1, alice, bob, 10);
            String own = lab.note(P1, alice, "Alice's own");
            SignedTopologyTransaction consentAlice = consent(lab, alice);
            SignedTopologyTransaction consentBob = consent(lab, bob);
            lab.disconnect(P2);
            long begin = lab.end(P1);

            writes(lab, P1)
                    .addTransactions(AddTransactionsRequest.newBuilder()
                            .addTransactions(consentAlice)
                            .addTransactions(consentBob)
                            .setStore(lab.store())
                            .setWaitToBecomeEffective(Duration.newBuilder().setSeconds(10))
                            .build());
            lab.awaitSerial(P1, alice, 2);
            lab.awaitSerial(P1, bob, 2);
            assertThat(lab.head(P1, alice).orElseThrow().getContext().getValidFrom())
                    .isEqualTo(lab.head(P1, bob).orElseThrow().getContext().getValidFrom());
            lab.importAcs(P2, alice, lab.export(P1, alice, P2, begin));
            lab.importAcs(P2, bob, lab.export(P1, bob, P2, begin));

            SortedSet<String> there = new TreeSet<>(lab.ids(P2, alice));
            there.addAll(lab.ids(P2, bob));
            assertThat(there).containsExactly(own).doesNotContain(shared);
        }
    }

    /** The target proposes, then the source signs the same bytes without sending them. */
    private static SignedTopologyTransaction consent(LedgerLab lab, String party) {
        SignedTopologyTransaction proposed = writes(lab, P2)
                .authorize(AuthorizeRequest.newBuilder()
                        .setProposal(AuthorizeRequest.Proposal.newBuilder()
                                .setChangeValue(1)
                                .setSerial(2)
                                .setMapping(onboarding(lab, party, Permission.CONFIRMATION)))
                        .setStore(lab.store())
                        .setWaitToBecomeEffective(Duration.newBuilder().setSeconds(10))
                        .build())
                .getTransaction();
        return writes(lab, P1)
                .signTransactions(SignTransactionsRequest.newBuilder()
                        .addTransactions(proposed)
                        .setStore(lab.store())
                        .build())
                .getTransactions(0);
    }

    private static TopologyManagerWriteServiceGrpc.TopologyManagerWriteServiceBlockingStub writes(
            LedgerLab lab, String participant) {
        return TopologyManagerWriteServiceGrpc.newBlockingStub(lab.channel(participant, Api.ADMIN));
    }

    @Test
    void partiesThatBecomeActiveOneAfterTheOtherShareTheirContractsInTheFirstFile() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world())) {
            lab.upload("partita-examples-1.1.0", P1, P2);
            String alice = lab.allocate(P1, "Alice");
            String bob = lab.allocate(P1, "Bob");
            lab.deal(P1, alice, bob, 10);
            lab.note(P1, bob, "Bob's own");
            TopologyMapping mappingAlice = onboarding(lab, alice, Permission.CONFIRMATION);
            TopologyMapping mappingBob = onboarding(lab, bob, Permission.CONFIRMATION);
            lab.propose(P2, 2, mappingAlice);
            lab.propose(P2, 2, mappingBob);
            lab.disconnect(P2);
            long begin = lab.end(P1);
            lab.propose(P1, 2, mappingAlice);
            lab.awaitSerial(P1, alice, 2);
            lab.propose(P1, 2, mappingBob);
            lab.awaitSerial(P1, bob, 2);

            lab.importAcs(P2, alice, lab.export(P1, alice, P2, begin));
            lab.importAcs(P2, bob, lab.export(P1, bob, P2, begin));
            lab.reconnect(P2);

            assertThat(lab.ids(P2, alice)).isEqualTo(lab.ids(P1, alice)).hasSize(1);
            assertThat(lab.ids(P2, bob)).isEqualTo(lab.ids(P1, bob)).hasSize(2);
        }
    }

    @Test
    void anInterruptedImportLeavesNothingAndIsHealedByRepeatingIt() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world())) {
            lab.upload("partita-examples-1.1.0", P1, P2);
            String alice = lab.allocate(P1, "Alice");
            for (int i = 0; i < 5; i++) {
                lab.note(P1, alice, "note " + i);
            }
            long begin = isolateAndActivate(lab, alice);
            ByteString file = lab.export(P1, alice, P2, begin);
            long before = lab.end(P2);

            assertThat(code(() -> lab.importAcs(P2, alice, file.substring(0, file.size() / 2))))
                    .isEqualTo("PROTO_DESERIALIZATION_FAILURE");
            StreamObserver<ImportPartyAcsRequestV35> cancelled = PartyManagementServiceGrpc.newStub(
                            lab.channel(P2, Api.ADMIN))
                    .importPartyAcs(new LedgerLab.Answer<>());
            cancelled.onNext(lab.importRequest(alice).setAcsSnapshot(file).build());
            cancelled.onError(new IllegalStateException("the client gives up"));
            assertThat(lab.end(P2)).isEqualTo(before);
            assertThat(lab.ids(P2, alice)).isEmpty();

            lab.importAcs(P2, alice, file);
            assertThat(lab.ids(P2, alice)).isEqualTo(lab.ids(P1, alice));
        }
    }

    @Test
    void aTargetThatHostedThePartyBeforeKeepsStaleContracts() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world())) {
            lab.upload("partita-examples-1.1.0", P1, P2);
            String alice = lab.allocate(P1, "Alice");
            String stale = lab.note(P1, alice, "archived while it was no host");
            long begin = isolateAndActivate(lab, alice);
            lab.importAcs(P2, alice, lab.export(P1, alice, P2, begin));
            lab.reconnect(P2);
            lab.awaitNoFlag(P2, alice);
            assertThat(code(() -> lab.propose(P2, 4, hosting(alice, 1, lab.host(P1, Permission.SUBMISSION)))))
                    .isEqualTo("TOPOLOGY_DISABLE_PARTY_WITH_ACTIVE_CONTRACTS");
            lab.propose(P1, 4, hosting(alice, 1, lab.host(P1, Permission.SUBMISSION)));
            lab.awaitSerial(P2, alice, 4);
            lab.finish(P1, alice, stale);
            assertThat(lab.ids(P2, alice)).containsExactly(stale);

            TopologyMapping again = onboarding(lab, alice, Permission.CONFIRMATION);
            lab.propose(P2, 5, again);
            lab.disconnect(P2);
            long second = lab.end(P1);
            lab.propose(P1, 5, again);
            lab.awaitSerial(P1, alice, 5);
            lab.importAcs(P2, "", lab.export(P1, alice, P2, second));
            lab.reconnect(P2);

            assertThat(lab.ids(P1, alice)).isEmpty();
            assertThat(lab.ids(P2, alice)).containsExactly(stale);
        }
    }

    @Test
    void theRecordOfAClearanceThatCameTooLateMeetsTheNextImport() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world())) {
            lab.upload("partita-examples-1.1.0", P1, P2);
            String alice = lab.allocate(P1, "Alice");
            long begin = isolateAndActivate(lab, alice);
            lab.importAcs(P2, alice, lab.export(P1, alice, P2, begin));
            long target = lab.end(P2);
            lab.reconnect(P2);
            lab.awaitNoFlag(P2, alice);
            assertThat(lab.clear(P2, alice, target).getOnboarded()).isTrue();
            lab.propose(P1, 4, hosting(alice, 1, lab.host(P1, Permission.SUBMISSION)));
            lab.awaitSerial(P2, alice, 4);
            String fresh = lab.note(P1, alice, "while it was no host");
            TopologyMapping again = onboarding(lab, alice, Permission.CONFIRMATION);
            lab.propose(P2, 5, again);
            lab.disconnect(P2);
            long second = lab.end(P1);
            lab.propose(P1, 5, again);
            lab.awaitSerial(P1, alice, 5);
            ByteString file = lab.export(P1, alice, P2, second);

            StatusRuntimeException conflict = LedgerLab.failure(() -> lab.importAcs(P2, alice, file));

            assertThat(conflict).hasMessageContaining("ConflictingPendingOperationError");
            // The error comes at the end: the contracts are there.
            assertThat(lab.ids(P2, alice)).containsExactly(fresh);
            long afterImport = lab.end(P2);
            lab.reconnect(P2);
            lab.awaitSerial(P2, alice, 5);
            assertThat(lab.clear(P2, alice, afterImport).getOnboarded()).isFalse();
            lab.awaitNoFlag(P2, alice);
        }
    }

    @Test
    void aThresholdThatNobodyCanMeetTimesOut() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world())) {
            lab.upload("partita-examples-1.1.0", P1, P2, P3);
            String alice = lab.allocate(P1, "Alice");
            String bob = lab.allocate(P3, "Bob");
            String deal = lab.deal(P1, alice, bob, 10);
            lab.propose(
                    P2,
                    2,
                    hosting(
                            alice,
                            2,
                            lab.host(P1, Permission.SUBMISSION),
                            lab.onboarding(P2, Permission.CONFIRMATION)));
            lab.propose(
                    P1,
                    2,
                    hosting(
                            alice,
                            2,
                            lab.host(P1, Permission.SUBMISSION),
                            lab.onboarding(P2, Permission.CONFIRMATION)));
            lab.awaitSerial(P3, alice, 2);

            assertThat(code(() -> lab.note(P1, alice, "threshold 2")))
                    .isEqualTo("NO_SYNCHRONIZER_ON_WHICH_ALL_SUBMITTERS_CAN_SUBMIT");
            StatusRuntimeException timeout = failure(() -> lab.submit(
                    P3,
                    bob,
                    lab.exercise(
                            "Deal",
                            deal,
                            "Redeem",
                            LedgerLab.field(
                                    "part",
                                    io.partita.proto.ledger.Value.newBuilder().setInt64(4)))));
            assertThat(timeout.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(timeout.getStatus().getDescription()).startsWith("MEDIATOR_SAYS_TX_TIMED_OUT");
        }
    }
}
