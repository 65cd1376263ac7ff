/**
 * The embedded network: participants and one synchronizer in one process, behind the wire contract of Canton.
 *
 * <p>Here: the public entry point only. What the network is made of lives in the packages below:
 *
 * <ul>
 *   <li>{@code world}: what a network is started with, as read from a {@code world.json};
 *   <li>{@code store}: the one file on disk, and the one lock under which everything happens;
 *   <li>{@code crypto}: keys, hashes and signatures;
 *   <li>{@code topology}: topology transactions, the rules that decide on them, and views of the state at a time;
 *   <li>{@code synchronizer}: the sequenced log, its clock and its agenda;
 *   <li>{@code node}: a participant: identity, connection, update log, and the seam to its ledger;
 *   <li>{@code access}: what protects the loopback ports: TLS, client certificates, tokens;
 *   <li>{@code wire}: the two ports, how a call runs, the shape of errors;
 *   <li>{@code services}: the kernel's gRPC services;
 *   <li>{@code server}: the gRPC servers, and faults.
 * </ul>
 *
 * <p>Packages, contracts, commands and the Ledger API are not here: they join through {@link
 * io.partita.provider.sandbox.node.LedgerSide}.
 */
package io.partita.provider.sandbox;
