/**
 * The Ledger API: active contracts, updates, commands, parties and packages as clients see them, and the joint to the
 * kernel.
 *
 * <p>Does not belong here: what makes contracts come and go ({@code transactions}), and the Admin API ({@code acs},
 * {@code packages}, {@code pruning}).
 */
package io.partita.provider.sandbox.ledger;
