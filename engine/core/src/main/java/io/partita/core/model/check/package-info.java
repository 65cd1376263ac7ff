/**
 * Judgements about a declaration alone: rules of valid hosting that no server checks.
 *
 * <p>Belongs here: a rule that compares what a declaration says with itself, in the class for participants, hosting or
 * names. Does not belong here: what needs a live network (plan), and what a text must say at all (dsl), which is
 * refused before a declaration exists.
 */
package io.partita.core.model.check;
