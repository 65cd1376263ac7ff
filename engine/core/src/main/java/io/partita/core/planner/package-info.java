/**
 * Makes plans: compares a declaration with what was read, decides how each party that differs gets there, and refuses
 * what cannot be done safely. Does not belong here: how a participant is read (package topology), which steps follow
 * from what was decided (package plan), files, doing.
 */
package io.partita.core.planner;
