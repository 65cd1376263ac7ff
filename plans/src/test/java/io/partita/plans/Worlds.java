package io.partita.plans;

import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.ledger.SandboxLedger;
import io.partita.provider.sandbox.world.World;
import io.partita.provider.sandbox.world.WorldFile;
import java.nio.file.Path;

/** Opens the embedded network of a unit, after partita has closed it. */
public final class Worlds {

    private Worlds() {}

    public static SandboxNetwork open(Path unit) {
        World world = WorldFile.read(unit.resolve("world.json")).value();
        return SandboxNetwork.open(world, unit.resolve(".sandbox"), new SandboxLedger());
    }
}
