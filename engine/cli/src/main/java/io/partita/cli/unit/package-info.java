/**
 * The folder that a command works in: its declaration, its plan files, its network.
 *
 * <p>Belongs here: finding a unit, reading and writing its files, and opening the network that it declares: the
 * composition of dsl, providers and core. Does not belong here: what a command does with them.
 */
package io.partita.cli.unit;
