package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provider.sandbox.SandboxNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two organisations call the same synchronizer by aliases of their own. */
class AliasIsLocalTest {

    @TempDir
    private Path temporary;

    /** The quickstart, whose second participant has another name for the synchronizer. */
    private Path unit() throws IOException {
        Path unit = temporary.resolve("unit");
        Units.copyHasty(Path.of("quickstart").toAbsolutePath(), unit);
        Path world = unit.resolve("world.json");
        Files.writeString(
                world,
                Files.readString(world).replace("\"participant2\": {}", "\"participant2\": {\"alias\": \"global\"}"));
        assertThat(Files.readString(world)).contains("global");
        return unit;
    }

    private static void declare(Path unit, String synchronizer) throws IOException {
        Path hosting = unit.resolve("hosting.groovy");
        Files.writeString(
                hosting,
                Files.readString(hosting).replaceFirst("synchronizer '[^']*'", "synchronizer '" + synchronizer + "'"));
    }

    @Test
    void anAliasThatNotAllUseIsAnsweredByTheIdThatAllHave() throws IOException {
        Path unit = unit();

        Command.Ended refused = new Command(unit).run(List.of("plan"));

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.stderr().replaceAll("\\s+", " "))
                .contains(
                        "[unknown-synchronizer]",
                        "participant2 is registered with 'global' (da::1220",
                        "declare the synchronizer's id");
    }

    @Test
    void byItsIdItIsPlannedAppliedAndExamined() throws IOException {
        Path unit = unit();
        String id;
        try (SandboxNetwork network = Worlds.open(unit)) {
            id = network.synchronizerId().replaceFirst("::[0-9]+-[0-9]+$", "");
        }
        declare(unit, id);

        Command.Ended examined = new Command(unit).run(List.of("doctor"));
        Command.Ended applied = new Command(unit).run(List.of("apply", ".", "--auto-approve"));
        Command.Ended planned = new Command(unit).run(List.of("plan", "--detailed-exitcode"));

        assertThat(examined.exit()).as(examined.stdout() + examined.stderr()).isZero();
        assertThat(applied.exit()).as(applied.stdout() + applied.stderr()).isZero();
        assertThat(planned.exit()).as(planned.stdout() + planned.stderr()).isZero();
        Scenario.Outcome expected = Scenario.named("quickstart").outcome().orElseThrow();
        try (SandboxNetwork network = Worlds.open(unit);
                Observed observed = new Observed(network)) {
            assertThat(observed.like(expected)).isEqualTo(expected);
        }
    }
}
