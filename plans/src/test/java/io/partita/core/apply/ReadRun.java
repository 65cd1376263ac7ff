package io.partita.core.apply;

import io.partita.cli.unit.KeySignings;
import io.partita.core.approval.Consent;
import io.partita.core.plan.Plan;
import io.partita.core.provider.Network;
import io.partita.core.state.RunId;
import io.partita.core.store.OpenState;
import io.partita.core.store.Recording;
import io.partita.core.store.Workspace;
import java.nio.file.Path;
import java.util.Map;

/** A run of a dry run: it reads, and writing to its journal is a bug. */
public final class ReadRun {

    private ReadRun() {}

    /**
     * As it is at one moment.
     *
     * @param plan that it carries out
     * @param network that it reads
     * @param recording its state at that moment
     * @param id which of the runs of the state it is
     * @param workspace where its exported files are
     * @param unit the folder of the declaration
     */
    public static ActiveRun of(
            Plan plan, Network network, Recording recording, RunId id, Workspace workspace, Path unit) {
        return new ActiveRun(
                plan,
                network,
                KeySignings.in(unit, Map.of()),
                new OpenState(new RecordedLease(recording, Ticker.SYSTEM)),
                workspace,
                id,
                ApplyOptions.in(unit),
                Ticker.SYSTEM,
                new Announcer(ApplyListener.SILENT),
                new StopSwitch(),
                Consent.NOT_WANTED);
    }
}
