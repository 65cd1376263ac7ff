/**
 * Active contract sets as files: the format, exporting and importing them, and the onboarding flag that goes with both
 * (procedure.md 4 and 5).
 *
 * <p>Does not belong here: reading active contracts on the Ledger API ({@code ledger}).
 */
package io.partita.provider.sandbox.acs;
