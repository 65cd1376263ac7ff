package io.partita.provider.sandbox.ledger;

import com.google.protobuf.ByteString;
import io.partita.core.dar.DarArchive;
import io.partita.core.file.Folder;
import io.partita.provider.sandbox.contracts.AbsentArchivals;
import io.partita.provider.sandbox.contracts.ContractStore;
import io.partita.provider.sandbox.node.LedgerSide;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.NodeLedger;
import io.partita.provider.sandbox.packages.PackageLibrary;
import io.partita.provider.sandbox.packages.PackageStore;
import io.partita.provider.sandbox.transactions.LocalLedger;
import io.partita.provider.sandbox.wire.CantonException;
import io.partita.provider.sandbox.world.World;
import io.partita.provider.sandbox.world.WorldRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The ledger side of one network: packages, contracts, commands, and the services that show them. To be used for one
 * network only.
 */
public final class SandboxLedger implements LedgerSide {

    /** Canton's default (wire.md 2.4). */
    private static final Duration RECONCILIATION_INTERVAL = Duration.ofMinutes(1);

    private final Duration reconciliationInterval;
    private final PackageLibrary library = new PackageLibrary();
    private final Map<String, LocalLedger> participants = new ConcurrentSkipListMap<>();
    private final Map<String, LedgerOfNode> nodes = new ConcurrentSkipListMap<>();

    /** A ledger with Canton's defaults. */
    public SandboxLedger() {
        this(RECONCILIATION_INTERVAL);
    }

    /**
     * @param reconciliationInterval how often participants compare their contracts: what they remember of damage
     *     depends on it
     */
    public SandboxLedger(Duration reconciliationInterval) {
        this.reconciliationInterval = reconciliationInterval;
    }

    @Override
    public NodeLedger open(Node node) {
        PackageStore packages = new PackageStore(node, library);
        LocalLedger ledger = new LocalLedger(
                node,
                packages,
                new ContractStore(node, packages::find),
                new AbsentArchivals(node, reconciliationInterval));
        LedgerOfNode opened = new LedgerOfNode(ledger, participants);
        participants.put(node.uid(), ledger);
        nodes.put(node.name(), opened);
        opened.pruning().arm();
        return opened;
    }

    @Override
    public void seed(
            World world, Map<String, Node> byName, Map<String, String> parties, Runnable settle, Runnable removal) {
        world.participants()
                .forEach((name, participant) -> participant
                        .dars()
                        .forEach(dar -> made(
                                "the DAR " + dar + " of " + name,
                                () -> nodes.get(name)
                                        .uploads()
                                        .seed(read(Folder.of(world.folder()), dar), description(dar)))));
        settle.run();
        made(
                "the contracts",
                () -> new ContractSeeding(world, new TreeMap<>(byName), parties, participants).run(removal));
        world.participants()
                .forEach((name, participant) -> participant
                        .pruning()
                        .ifPresent(pruning -> nodes.get(name).pruning().seed(pruning)));
    }

    /** What the rules of a network refuse is a mistake of the world. */
    private static void made(String what, Runnable making) {
        try {
            making.run();
        } catch (CantonException | IllegalArgumentException e) {
            throw new WorldRefusedException(what, e);
        }
    }

    private static ByteString read(Folder folder, String dar) {
        try {
            return ByteString.copyFrom(folder.readNamed(dar, DarArchive.LARGEST_FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("the DAR " + dar + " cannot be read", e);
        }
    }

    private static String description(String dar) {
        String name = Path.of(dar).getFileName().toString();
        return name.endsWith(".dar") ? name.substring(0, name.length() - ".dar".length()) : name;
    }
}
