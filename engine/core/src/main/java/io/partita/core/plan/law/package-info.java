/**
 * What holds for every plan that may be carried out. Content that breaks a law is refused with its place before
 * anything is derived from it. Does not belong here: what only a network can tell (facts, guards of steps).
 */
package io.partita.core.plan.law;
