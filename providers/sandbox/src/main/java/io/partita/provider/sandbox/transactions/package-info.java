/**
 * From a command to contracts: interpretation, who may submit and who confirms, the transaction in the synchronizer's
 * log, and what each participant makes of it – including the damage that Canton does not prevent.
 *
 * <p>Does not belong here: how readers see transactions ({@code ledger}), and files of contracts ({@code acs}).
 */
package io.partita.provider.sandbox.transactions;
