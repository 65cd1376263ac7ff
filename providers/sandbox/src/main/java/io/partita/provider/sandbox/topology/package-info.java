/**
 * Topology: transactions, who must sign them, which are refused, and what the state is at a time.
 *
 * <p>Here: the rules of semantics.md 2 to 5 and the store of their outcome, as pure functions of what was sequenced.
 * Not here: when something is sequenced or seen, that is {@code synchronizer} and {@code node}.
 */
package io.partita.provider.sandbox.topology;
