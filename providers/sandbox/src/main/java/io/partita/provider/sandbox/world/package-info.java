/**
 * What a network is started with: participants, parties, packages and contracts, and the dialect of every node.
 *
 * <p>Here: the {@link io.partita.provider.sandbox.world.World} and the reader of its file. Not here: what has happened
 * in a network since it was started; that is the state of the network itself.
 */
package io.partita.provider.sandbox.world;
