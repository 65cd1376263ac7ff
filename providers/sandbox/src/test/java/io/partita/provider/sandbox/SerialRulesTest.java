package io.partita.provider.sandbox;

import static io.partita.provider.sandbox.Lab.P1;
import static io.partita.provider.sandbox.Lab.P2;
import static io.partita.provider.sandbox.topology.Permission.OBSERVATION;
import static io.partita.provider.sandbox.topology.Permission.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.proto.protocol.TopologyMapping;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The serial that a proposal may ask for (procedure.md 1.4), row by row. */
class SerialRulesTest {

    private static final Lab LAB = Lab.open();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static TopologyMapping alone(String party) {
        return Lab.hosting(party, 1, LAB.host(P1, SUBMISSION));
    }

    private static TopologyMapping withTarget(String party) {
        return Lab.hosting(party, 1, LAB.host(P1, SUBMISSION), LAB.host(P2, OBSERVATION));
    }

    private static int proposedSerial(String participant, int serial, TopologyMapping mapping) throws Exception {
        var answer = LAB.propose(participant, serial, mapping);
        return io.partita.provider.sandbox.topology.SignedTransaction.read(answer)
                .serial();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1"})
    void theFirstSerialIsOne(int requested, int expected) throws Exception {
        String party = LAB.partyOf(P1, "First" + requested);

        assertThat(proposedSerial(P1, requested, alone(party))).isEqualTo(expected);
    }

    @Test
    void noOtherSerialIsFirst() {
        assertThat(Lab.error(() -> LAB.propose(P1, 2, alone(LAB.partyOf(P1, "Second"))))
                        .getMetadataMap())
                .containsEntry("expected", "Some(1)")
                .containsEntry("actual", "Some(2)")
                .containsEntry("category", "9")
                .containsEntry("participant", P1)
                .containsKey("psid");
    }

    @ParameterizedTest
    @CsvSource({"0", "2"})
    void aChangeTakesTheNextSerial(int requested) throws Exception {
        String party = LAB.partyOf(P1, "Next" + requested);
        LAB.establish(party, 1, 1, LAB.host(P1, SUBMISSION));

        assertThat(proposedSerial(P2, requested, withTarget(party))).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "7"})
    void aChangeTakesNoOther(int requested) {
        String party = LAB.partyOf(P1, "Skip" + requested);
        LAB.establish(party, 1, 1, LAB.host(P1, SUBMISSION));

        assertThat(Lab.code(() -> LAB.propose(P2, requested, withTarget(party))))
                .isEqualTo("TOPOLOGY_SERIAL_MISMATCH");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void theSameAgainExistsAlreadyWhateverTheSerial(int requested) {
        String party = LAB.partyOf(P1, "Same" + requested);
        LAB.establish(party, 1, 1, LAB.host(P1, SUBMISSION));

        assertThat(Lab.code(() -> LAB.propose(P1, requested, alone(party))))
                .isEqualTo("TOPOLOGY_MAPPING_ALREADY_EXISTS");
    }

    @Test
    void proposingTheSameProposalAgainChangesNothing() {
        String party = LAB.partyOf(P1, "Again");
        LAB.establish(party, 1, 1, LAB.host(P1, SUBMISSION));

        LAB.propose(P2, 2, withTarget(party));
        var before = LAB.proposals(P1, party);
        LAB.propose(P2, 2, withTarget(party));

        assertThat(LAB.proposals(P1, party)).isEqualTo(before);
    }
}
