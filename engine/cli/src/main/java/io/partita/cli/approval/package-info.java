/**
 * Approvals as OpenSSH writes and checks them: signatures of a plan's file, the list of those who may sign, and the
 * policy of a network. The one place that knows the library for keys of SSH.
 *
 * <p>Does not belong here: who has to approve and whether that is enough ({@code core.approval}), and whose word is taken
 * for a policy ({@code access}).
 */
package io.partita.cli.approval;
