package io.partita.provider.sandbox.genesis;

import io.partita.provider.sandbox.store.Table;
import io.partita.provider.sandbox.store.WorldStore;
import io.partita.provider.sandbox.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Remembers with which world a network was begun: what ids and rules depend on must not change afterwards. */
public final class Beginning {

    private static final String WORLD = "world";

    private final Table<String> table;
    private final String identity;

    public Beginning(WorldStore store, World world) {
        this.table = store.byText("synchronizer.beginning");
        this.identity = "synchronizer " + world.synchronizer() + ", protocol version " + world.protocolVersion()
                + ", seed " + world.seed() + ", participants "
                + String.join(", ", world.participants().keySet());
    }

    /** Whether the store holds no network yet. */
    public boolean pending() {
        return !table.contains(WORLD);
    }

    /** Notes that the network was begun. */
    public void done() {
        table.put(WORLD, identity.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails if the network was begun with another world. */
    public void requireSame() {
        Optional<String> before = table.find(WORLD).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        if (before.isPresent() && !before.get().equals(identity)) {
            throw new WorldChangedException(before.get(), identity);
        }
    }
}
