/**
 * Daml packages on a participant: DAR files, the store of packages, vetting, the check of upgrades, and the services
 * that show them.
 *
 * <p>Does not belong here: the wire format of archives ({@code lf}), and who may use a package in a command
 * ({@code transactions}).
 */
package io.partita.provider.sandbox.packages;
