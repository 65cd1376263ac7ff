/**
 * The laws of a plan.
 *
 * <p>Belongs here: one class for each thing that holds for every plan whatever the network looks like. Does not belong here: whether a plan still fits the network (its facts tell), and how a plan is made.
 */
package io.partita.core.plan.law;
