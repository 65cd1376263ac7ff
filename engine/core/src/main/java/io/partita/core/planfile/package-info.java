/**
 * How a plan is written: one canonical text for each plan, and a reader that accepts nothing else.
 *
 * <p>Belongs here: the format, its hash and its schema. Does not belong here: what a plan means (plan), and its rendering for people (the view).
 */
package io.partita.core.planfile;
