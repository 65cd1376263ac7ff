package io.partita.core.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.PartyId;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.stub.StubNetwork;
import io.partita.core.stub.StubParticipant;
import io.partita.core.stub.TestDar;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What another host shows of one whose process may end because of how it became a host. */
class LateUseTest {

    private static final String PACKAGE = TestDar.id("pkg").id();

    private final StubNetwork network = new StubNetwork("participant1", "participant2");
    private final StubParticipant one = network.node("participant1");
    private final PartyId alice = network.party("Alice", "participant1");

    private Optional<LateUse> found() throws CallFailed {
        return LateUse.of(
                one, network.synchronizer, alice, network.node("participant2").id());
    }

    private void activated(long offset) {
        one.activations.put(alice, List.of(new Activation(offset, Instant.EPOCH)));
    }

    @Test
    void aUsedPartyThatCameWithoutTheFlagIsFoundWithTheOffsetOfBefore() throws CallFailed {
        network.host(alice, 1, "participant1 submission");
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        one.hold(alice, PACKAGE, 2);
        activated(40);

        assertThat(found()).map(LateUse::before).contains(39L);
        assertThat(found())
                .map(LateUse::contractId)
                .contains(one.contracts.get(alice).get(0).id());
    }

    @Test
    void aPartyWithoutContractsLacksNone() throws CallFailed {
        network.host(alice, 1, "participant1 submission");
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        activated(40);

        assertThat(found()).isEmpty();
    }

    @Test
    void whoeverCameWithTheFlagGotTheContracts() throws CallFailed {
        network.host(alice, 1, "participant1 submission");
        network.host(alice, 1, "participant1 submission", "participant2 observation flagged");
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        one.hold(alice, PACKAGE, 2);
        activated(40);

        assertThat(found()).isEmpty();
    }

    @Test
    void aHostFromTheBeginningMissedNothing() throws CallFailed {
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        one.hold(alice, PACKAGE, 2);
        activated(40);

        assertThat(found()).isEmpty();
    }

    @Test
    void whatTheSourceHasPrunedIsNotClaimed() throws CallFailed {
        network.host(alice, 1, "participant1 submission");
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        one.hold(alice, PACKAGE, 2);
        one.prunedUpTo = 40;
        activated(40);

        assertThat(found()).isEmpty();
    }
}
