package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.unit.KeySignings;
import io.partita.cli.unit.Networks;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.Apply;
import io.partita.core.apply.ApplyListener;
import io.partita.core.apply.ApplyOptions;
import io.partita.core.apply.RunResult;
import io.partita.core.apply.SavedPlan;
import io.partita.core.apply.Ticker;
import io.partita.core.model.check.CheckedDeclaration;
import io.partita.core.plan.Home;
import io.partita.core.planner.Planner;
import io.partita.core.provider.Network;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.State;
import io.partita.core.statefile.FolderWorkspace;
import io.partita.core.topology.Pause;
import io.partita.testkit.store.MemoryStore;
import io.partita.testkit.store.StoredText;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine does not know where a state is kept. */
class AnotherStoreTest {

    @TempDir
    Path folder;

    @Test
    void aRunIsRecordedInAnotherStoreThanAFolder() {
        Unit unit = new Unit(Typed.scenario("quickstart", folder));
        CheckedDeclaration checked = unit.declared(Optional.empty()).value().checked();
        StoredText stored = new StoredText();
        RunResult result;
        SavedPlan plan;
        try (Network network = Networks.open(checked.declaration(), unit, Map.of(), Pause.REAL, sentence -> {})
                .value()) {
            plan = new Planner(Pause.REAL)
                    .plan(checked, unit.folder(), Home.BESIDE, network)
                    .map(Plans::saved)
                    .value();
        }
        try (Network network = Networks.open(
                        plan.plan(), Optional.empty(), Networks.Calls.ALL, unit, Map.of(), Ticker.SYSTEM)
                .value()) {
            result = new Apply(
                            network,
                            KeySignings.in(unit.folder(), Map.of()),
                            new MemoryStore(stored, InstantSource.system()),
                            FolderWorkspace.at(folder.resolve("scratch")),
                            ApplyListener.SILENT,
                            ApplyOptions.in(unit.folder())
                                    .confirming(plan.plan().irreversible()),
                            Ticker.SYSTEM)
                    .run(plan);
        }

        assertThat(result.exit()).as(result.toString()).isEqualTo(ExitStatus.DONE);
        MemoryStore store = new MemoryStore(stored, InstantSource.system());
        State state = store.read().value().state();
        assertThat(state.unfinishedRun()).isEmpty();
        assertThat(state.interlocks()).isEmpty();
        assertThat(store.planText(result.run().orElseThrow()).value()).isEqualTo(plan.text());
        assertThat(store.holder()).isEmpty();
        assertThat(unit.folder().resolve(".partita")).doesNotExist();
        assertThat(folder.resolve("scratch/acs")).isEmptyDirectory();
    }
}
