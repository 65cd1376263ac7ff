/**
 * What is said of a participant that is not as partita needs it: every rule once, with its code and its weight in each
 * use.
 *
 * <p>Belongs here: rules about what one participant said of itself, and about what this machine needs for it. Does not
 * belong here: how a participant is asked (a provider), and rules about parties and their hosting (plan).
 */
package io.partita.core.health;
