/**
 * Whether the people who have to want a plan do: their approvals, the policy that says who they are, and the judgement
 * that follows.
 *
 * <p>Belongs here: what counts, and what is missing. Does not belong here: how a signature is read and verified, where a
 * policy comes from, and files.
 */
package io.partita.core.approval;
