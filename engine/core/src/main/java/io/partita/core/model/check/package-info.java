/**
 * Judgements about a declaration alone: rules of valid hosting that no server checks.
 *
 * <p>Belongs here: one small class for each judgement. Does not belong here: what needs a live network (plan), and what is wrong with the text itself (dsl).
 */
package io.partita.core.model.check;
