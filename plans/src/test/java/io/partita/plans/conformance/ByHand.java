package io.partita.plans.conformance;

import static io.partita.plans.conformance.Wanted.OBSERVATION;
import static io.partita.plans.conformance.Wanted.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import io.partita.proto.participant.ClearPartyOnboardingFlagRequest;
import io.partita.proto.participant.ClearPartyOnboardingFlagResponse;
import io.partita.proto.participant.ExportPartyAcsRequest;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.testkit.recording.TestDars;
import java.util.List;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

/**
 * The offline procedure by bare calls, without partita, for one party of the source: the destination becomes an
 * observer.
 */
final class ByHand {

    private final Ground ground;
    private final String party;
    private byte[] file = {};
    private long sourceBegin;
    private long destinationBegin;

    /** @param party the full id; hosted on the source alone, with serial 1 */
    ByHand(Ground ground, String party) {
        this.ground = ground;
        this.party = party;
    }

    String party() {
        return party;
    }

    /** What was exported. */
    byte[] file() {
        assertThat(file).as("the export did not succeed").isNotEmpty();
        return file;
    }

    /** The source's ledger end before the activation. */
    long sourceBegin() {
        return sourceBegin;
    }

    PartyToParticipant mapping() {
        return Topology.mapping(
                party,
                1,
                Topology.host(ground.source(), SUBMISSION),
                Topology.onboarding(ground.destination(), OBSERVATION));
    }

    /** The destination proposes with the flag, and leaves. */
    void consentAndLeave() {
        // Import by hand needs the packages; vetting is impossible once it is away.
        ground.upload(ground.destination(), TestDars.EXAMPLES);
        destinationBegin = ground.ledger().end(ground.destination());
        ground.topology().authorize(ground.destination(), mapping(), 2);
        for (Peer view : List.of(ground.source(), ground.destination())) {
            await("the proposal on " + view)
                    .atMost(ground.facts().soon())
                    .until(() -> ground.topology().proposals(view, party).size() == 1);
        }
        ground.connections().disconnectAll(ground.destination());
    }

    /** The party consents, and its contracts are exported, twice the same. */
    void activateAndExport() {
        assertThat(ground.connections().isConnected(ground.destination())).isFalse();
        sourceBegin = ground.ledger().end(ground.source());
        ground.topology().authorize(ground.source(), mapping(), 2);
        ground.topology().awaitSerial(party, 2, List.of(ground.source()));
        ExportPartyAcsRequest request = Acs.export(ground, party, sourceBegin)
                .setWaitForActivationTimeout(Duration.newBuilder().setSeconds(60))
                .build();
        file = Acs.exported(ground.source(), request);
        assertThat(Acs.exported(ground.source(), request)).isEqualTo(file);
        assertThat(ground.ledger().contracts(ground.destination(), party)).isEmpty();
    }

    /** Imports with something wrong. */
    void importing(byte[] bytes, UnaryOperator<ImportPartyAcsRequestV35.Builder> wrong) throws InterruptedException {
        Acs.importInto(
                ground.destination(),
                wrong.apply(Acs.first(ground, party, bytes)).build());
    }

    /** Imports well, in pieces, and requires that the destination has exactly what was exported. */
    void importAll(int pieces) throws InterruptedException {
        SortedSet<String> exported = ground.ledger().contracts(ground.source(), party);
        Acs.importInto(ground.destination(), Acs.inPieces(ground, party, file(), pieces));
        requireContracts(exported);
    }

    /** As {@link #importAll}, without saying for which party: then nobody clears the flag unasked. */
    void importUnnamed() throws InterruptedException {
        SortedSet<String> exported = ground.ledger().contracts(ground.source(), party);
        importing(file(), ImportPartyAcsRequestV35.Builder::clearPartyId);
        requireContracts(exported);
    }

    private void requireContracts(SortedSet<String> exported) {
        assertThat(exported).isNotEmpty();
        assertThat(ground.ledger().contracts(ground.destination(), party)).isEqualTo(exported);
    }

    /** The destination is back. */
    void reconnect() {
        assertThat(file()).isNotEmpty();
        ground.connections().connectAs(ground.destination(), ground.found().get(ground.destination()));
        ground.topology().awaitHost(ground.destination(), party);
        ground.ledger().awaitSame(ground.source(), ground.destination(), party);
    }

    boolean isFlagged() {
        return ground.topology()
                .hosting(ground.destination(), party)
                .map(hosting -> hosting.hosts().get(ground.destination().name()))
                .filter(word -> word.endsWith("onboarding"))
                .isPresent();
    }

    /** Asks for the flag to be cleared, as one should. */
    ClearPartyOnboardingFlagResponse clear() {
        return clear(ground.destination(), request -> request.setBeginOffsetExclusive(destinationBegin));
    }

    /** Asks with something else. The begin offset is the ledger end where nothing else is said. */
    ClearPartyOnboardingFlagResponse clear(Peer at, UnaryOperator<ClearPartyOnboardingFlagRequest.Builder> wrong) {
        return at.parties()
                .clearPartyOnboardingFlag(wrong.apply(ClearPartyOnboardingFlagRequest.newBuilder()
                                .setPartyId(party)
                                .setSynchronizerId(ground.facts().synchronizer())
                                .setBeginOffsetExclusive(ground.ledger().end(at))
                                .setWaitForActivationTimeout(
                                        Duration.newBuilder().setSeconds(1)))
                        .build());
    }
}
