/**
 * A plan carried out in an embedded network that is made to look like the real one.
 *
 * <p>Belongs here: what of a snapshot becomes the world of the rehearsal and what cannot, the faults that it meets, and
 * how far it got. Does not belong here: how it is shown.
 */
package io.partita.cli.rehearsal;
