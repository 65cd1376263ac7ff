/**
 * What is to be done: waves of steps in the order in which they run, the facts that they were planned on, and the planner that makes them from the declaration and the current
 * topology.
 *
 * <p>Belongs here: the nouns of a plan and every decision about order and path. Does not belong here: how a plan is written (planfile), how a step is carried out (apply), and
 * wording for people beyond the reason of a step.
 */
package io.partita.core.plan;
