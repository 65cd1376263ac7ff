package io.partita.core.plan;

import static io.partita.core.plan.Contents.name;
import static io.partita.core.plan.Contents.offline;
import static io.partita.core.plan.Contents.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.plan.WindowOrder.Cause;
import io.partita.core.plan.WindowOrder.Hindrance;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowOrderTest {

    private static List<Hindrance> hindrances(PlanContent content, int window) {
        return new WindowOrder(content).hindrances(content.windows().get(window));
    }

    @Test
    void aPartyMovesToOneParticipantAtATime() {
        PartyChange alice = offline("Alice", 1);
        PlanContent content = Contents.of(3)
                .party(alice)
                .source(1, Optional.empty())
                .window(1, 2, transfer(alice, 2))
                .window(2, 3, transfer(alice, 3))
                .content();

        assertThat(hindrances(content, 0)).isEmpty();
        assertThat(hindrances(content, 1))
                .containsExactly(new Hindrance(name(2), Cause.PARTY_MOVES, name(2), alice.party()));
    }

    @Test
    void whoExportsInOneWindowCannotBeAwayInAnother() {
        PartyChange alice = offline("Alice", 1);
        PartyChange bob = offline("Bob", 2);
        PlanContent content = Contents.of(3)
                .party(alice)
                .party(bob)
                .source(1, Optional.empty())
                .source(2, Optional.empty())
                .window(1, 3, transfer(bob, 3))
                .window(2, 2, transfer(alice, 2))
                .content();

        assertThat(hindrances(content, 1))
                .containsExactly(new Hindrance(name(3), Cause.IS_NEEDED, name(2), bob.party()));
    }

    @Test
    void windowsOfOneRoundWaitForNothing() {
        PartyChange alice = offline("Alice", 1);
        PartyChange bob = offline("Bob", 1);
        PlanContent content = Contents.of(3)
                .party(alice)
                .party(bob)
                .source(1, Optional.empty())
                .window(1, 2, transfer(alice, 2))
                .window(1, 3, transfer(bob, 3))
                .content();

        assertThat(hindrances(content, 0)).isEmpty();
        assertThat(hindrances(content, 1)).isEmpty();
    }
}
