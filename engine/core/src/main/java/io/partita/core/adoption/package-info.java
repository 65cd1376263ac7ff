/**
 * Parties that are live already, as a declaration would have them.
 *
 * <p>Belongs here: which live parties are taken up, how each is declared so that planning it changes nothing, and why
 * others are left out. Only reads. Does not belong here: how a declaration is written.
 */
package io.partita.core.adoption;
