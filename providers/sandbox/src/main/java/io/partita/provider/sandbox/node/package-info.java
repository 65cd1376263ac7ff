/**
 * A participant, and the seam to its ledger.
 *
 * <p>Here: identity, connection and process state of a node, what it has seen of the synchronizer's log, the log of its
 * own updates with their offsets. Not here: contracts, packages and the services of the Ledger API: they are the ledger
 * side's, which joins like this:
 *
 * <ol>
 *   <li>The network is opened with a {@link io.partita.provider.sandbox.node.LedgerSide}; it makes one {@link
 *       io.partita.provider.sandbox.node.NodeLedger} for each {@link io.partita.provider.sandbox.node.Node}, at every
 *       open, and restores its own state from {@link io.partita.provider.sandbox.node.Node#table tables of the node}.
 *   <li>On the first open only, after participants and parties exist and are effective, {@link
 *       io.partita.provider.sandbox.node.LedgerSide#seed} uploads the packages of the world and creates its contracts.
 *   <li>A command becomes a payload, which {@link
 *       io.partita.provider.sandbox.synchronizer.Sequencing#sequence} puts into the log; every connected node gets it
 *       as {@link io.partita.provider.sandbox.node.NodeLedger#process}, once, in the order of the log, and appends what
 *       its clients shall see with {@link io.partita.provider.sandbox.node.UpdateLog#append}.
 *   <li>Topology events of the Ledger API are appended by the kernel ({@link
 *       io.partita.provider.sandbox.node.HostingEvents}); the ledger side only shows them.
 *   <li>Services: {@link io.partita.provider.sandbox.node.NodeLedger#services}; each call runs its body through {@link
 *       io.partita.provider.sandbox.wire.Calls}, which takes the lock, commits before the answer, answers UNAVAILABLE
 *       for a dead node, and turns a {@link io.partita.provider.sandbox.wire.CantonException} into Canton's error
 *       shape.
 * </ol>
 *
 * <p>Everything happens under one lock ({@link io.partita.provider.sandbox.store.Exclusive}); nothing waits while it
 * holds it. Waiting is done by {@link io.partita.provider.sandbox.node.Node#whenEffective},
 * {@link io.partita.provider.sandbox.synchronizer.Sequencing#at} or
 * {@link io.partita.provider.sandbox.node.Node#onUpdate}.
 */
package io.partita.provider.sandbox.node;
