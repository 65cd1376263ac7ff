package io.partita.core.plan;

import static io.partita.core.plan.Contents.offline;
import static io.partita.core.plan.Contents.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OfflineTimeTest {

    @Test
    void theTimeGrowsWithThePartiesAndTheirContracts() {
        PartyChange alice = offline("Alice", 1);
        Transfer none = counted(alice, 0);

        assertThat(expected(none)).isEqualTo(Duration.ofSeconds(10));
        assertThat(expected(counted(alice, 25))).isEqualTo(Duration.ofSeconds(11));
        // The import was measured at 600 to 1,500 a second, the export at 13,700 and more.
        assertThat(expected(counted(alice, 60_000))).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(130));
        assertThat(expected(none, counted(offline("Bob", 1), 0))).isEqualTo(Duration.ofSeconds(12));
    }

    /** What somebody wrote into a plan or a snapshot is no number below nothing. */
    @Test
    void moreContractsThanCanBeCountedAreTheMostThatCanBe() {
        Transfer most = counted(offline("Alice", 1), Long.MAX_VALUE);
        Window window = Contents.of(2)
                .window(1, 2, most, counted(offline("Bob", 1), 2))
                .content()
                .windows()
                .get(0);

        assertThat(OfflineTime.contracts(window)).isEqualTo(Long.MAX_VALUE);
        assertThat(OfflineTime.of(window)).isPositive();
    }

    private static Transfer counted(PartyChange change, long contracts) {
        Transfer one = transfer(change, 2);
        return new Transfer(one.activation(), one.source(), one.packages(), contracts);
    }

    private static Duration expected(Transfer... transfers) {
        return OfflineTime.of(
                Contents.of(2).window(1, 2, transfers).content().windows().get(0));
    }
}
