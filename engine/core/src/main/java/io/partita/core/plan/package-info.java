/**
 * What a plan is: what the planner decided ({@link io.partita.core.plan.PlanContent}), and the steps, waves and facts
 * that follow from it. Does not belong here: reading a network, deciding (package planner), files (package planfile),
 * doing (package apply), words of a view.
 */
package io.partita.core.plan;
