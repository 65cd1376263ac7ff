/**
 * The beginning of a network: who the synchronizer is, and the first topology.
 *
 * <p>Here: what is done once, on the first open. Not here: anything that a running network does.
 */
package io.partita.provider.sandbox.genesis;
