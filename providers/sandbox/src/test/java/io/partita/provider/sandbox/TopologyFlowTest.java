package io.partita.provider.sandbox;

import static io.partita.provider.sandbox.Lab.P1;
import static io.partita.provider.sandbox.Lab.P2;
import static io.partita.provider.sandbox.Lab.P3;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.proto.protocol.TopologyMapping;
import io.partita.provider.sandbox.crypto.Hashes;
import io.partita.provider.sandbox.topology.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Proposals: how they merge, compete and end (semantics.md 3). */
class TopologyFlowTest {

    private final Lab lab = Lab.open();

    @AfterEach
    void close() {
        lab.close();
    }

    private String alice() {
        return lab.partyOf(P1, "Alice");
    }

    private void createAlice() {
        lab.establish(alice(), 1, 1, lab.host(P1, Permission.SUBMISSION));
    }

    private TopologyMapping on(String participant) {
        return Lab.hosting(
                alice(), 1, lab.host(P1, Permission.SUBMISSION), lab.host(participant, Permission.OBSERVATION));
    }

    @Test
    void twoProposalsWithTheSameContentMergeIntoOneMapping() {
        createAlice();

        var first = lab.propose(P2, 2, on(P2));
        assertThat(first.getProposal()).isTrue();
        assertThat(lab.proposals(P1, alice())).hasSize(1);
        assertThat(lab.serial(P1, alice())).isEqualTo(1);
        var second = lab.propose(P1, 2, on(P2));

        assertThat(second.getSignaturesList()).hasSize(1);
        var head = lab.head(P3, alice()).orElseThrow();
        assertThat(head.getContext().getSerial()).isEqualTo(2);
        assertThat(head.getContext().getSignedByFingerprintsList())
                .containsExactly(lab.namespace(P2), lab.namespace(P1));
        assertThat(lab.proposals(P1, alice())).isEmpty();
    }

    @Test
    void ofCompetingProposalsTheFirstCompleteOneWinsAndTheOthersExpire() {
        createAlice();
        String winner = Hashes.hex(Hashes.transaction(lab.propose(P2, 2, on(P2)).getTransaction()));
        String loser = Hashes.hex(Hashes.transaction(lab.propose(P3, 2, on(P3)).getTransaction()));
        assertThat(lab.proposals(P1, alice())).hasSize(2);

        var signed = lab.write(P1).authorize(lab.byHash(winner).build()).getTransaction();

        assertThat(signed.getSignaturesList()).hasSize(2);
        assertThat(signed.getProposal()).isTrue();
        lab.awaitSerial(P1, alice(), 2);
        assertThat(lab.proposals(P1, alice())).isEmpty();
        assertThat(Lab.code(() -> lab.write(P1).authorize(lab.byHash(loser).build())))
                .isEqualTo("TOPOLOGY_SERIAL_MISMATCH");
        assertThat(lab.write(P1)
                        .authorize(lab.byHash(winner).build())
                        .getTransaction()
                        .getProposal())
                .isFalse();
    }
}
