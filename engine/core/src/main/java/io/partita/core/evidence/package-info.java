/**
 * What proves later how a run went: its plan, its approvals and its part of the journal in one file that stands by
 * itself, and the check that finds any change of it without a network or a state.
 *
 * <p>Belongs here: the record, its file, what its parts have to agree on. Does not belong here: whose signature an
 * approval is (the cli's approval), where a state is kept, and anything that a journal does not say.
 */
package io.partita.core.evidence;
