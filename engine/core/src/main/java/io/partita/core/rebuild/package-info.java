/**
 * What can be known of a state that is lost, by asking the participants.
 *
 * <p>Belongs here: looking at the live topology for what a run may have left open, and judging whether a fresh state
 * would be safe. Does not belong here: files (statefile), and mending what is found: that is for a person.
 */
package io.partita.core.rebuild;
