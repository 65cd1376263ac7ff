package io.partita.provider.sandbox.node;

import io.partita.provider.sandbox.world.World;
import java.util.Map;

/** What joins the kernel to make it a ledger: packages, contracts, commands, the Ledger API. */
public interface LedgerSide {

    /**
     * The ledger of a node. Called for every node whenever the network is opened, and again when a node that had
     * crashed starts: what is not in tables of the node is gone, as with a process.
     */
    NodeLedger open(Node node);

    /**
     * Applies the part of a world that the kernel does not know: packages, contracts, pruning schedules. Called once,
     * on the first open, inside an exclusive section, when participants and parties of the world are effective and all
     * nodes are connected. Nodes with manual connecting are connected until this method returns.
     *
     * @param world what to apply; names of DARs are relative to its folder
     * @param nodes by name
     * @param parties full id by name in the world
     * @param settle makes everything effective that was accepted so far, such as {@link Node#vet}; nothing else can be
     *     waited for here
     * @param removal takes the hosts away that parties lose; called once, when all contracts are created, and before
     *     those of such parties are archived
     */
    void seed(World world, Map<String, Node> nodes, Map<String, String> parties, Runnable settle, Runnable removal);
}
