package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scenario's world on loopback ports is the same world. */
class ServedTest {

    @TempDir
    Path folder;

    @Test
    void the_quickstart_comes_out_the_same_over_loopback_ports() {
        Scenario scenario = Scenario.named("quickstart");

        try (Served served = Served.quick(scenario, folder.resolve("unit"));
                Observed observed = served.observed()) {
            Command.Ended applied = served.command().run(List.of("apply", ".", "--auto-approve"));

            assertThat(applied.exit()).as(applied.stdout() + applied.stderr()).isZero();
            Scenario.Outcome expected = scenario.outcome().orElseThrow();
            assertThat(observed.like(expected)).isEqualTo(expected);
            assertThat(observed.contracts("Alice", "participant2"))
                    .isEqualTo(observed.contracts("Alice", "participant1"));
            assertThat(served.command()
                            .run(List.of("plan", "--detailed-exitcode"))
                            .exit())
                    .isZero();
        }
    }
}
