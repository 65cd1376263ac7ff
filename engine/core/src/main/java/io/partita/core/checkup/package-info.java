/**
 * Whether partita could work with the participants of a declaration: every endpoint looked at step by step, then what
 * only shows when all are seen together.
 *
 * <p>Belongs here: which checks there are beyond one participant, and their judgement. Does not belong here: how a
 * participant is looked at (a provider does that) and how a check is shown.
 */
package io.partita.core.checkup;
