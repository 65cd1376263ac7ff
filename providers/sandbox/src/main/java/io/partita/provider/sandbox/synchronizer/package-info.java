/**
 * The synchronizer: its identity, its clock, its log, and what is to happen at a time.
 *
 * <p>Here: order and time. Not here: what a topology transaction means ({@code topology}), what a Daml transaction
 * means (the ledger side), and what a node has seen of the log ({@code node}).
 */
package io.partita.provider.sandbox.synchronizer;
