/**
 * Kills a run at every boundary, and looks at what a resume makes of it.
 *
 * <p>Belongs here: where a run can be killed, how those points are found by themselves from one undisturbed run,
 * the killing, and what must be so afterwards. Does not belong here: what partita does between two points, or faults of
 * calls whose caller lives.
 */
package io.partita.plans.kill;
