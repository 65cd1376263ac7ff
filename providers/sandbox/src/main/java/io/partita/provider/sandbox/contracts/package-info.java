/**
 * Contracts: their ids and contents, the store of each participant, and contracts that exist only as a rule how to make
 * them.
 *
 * <p>Does not belong here: how contracts come and go ({@code transactions}), files of them ({@code acs}), and readers'
 * filters ({@code ledger}).
 */
package io.partita.provider.sandbox.contracts;
