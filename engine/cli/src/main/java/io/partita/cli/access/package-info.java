/**
 * Who may choose destinations, secrets and programs: what of a declaration is believed, and by whose word.
 *
 * <p>Belongs here: the comparison of a declaration's access with a trusted one, and what is refused on a machine of a
 * CI system. Does not belong here: reading Git, which is {@code origin}, and options of commands.
 */
package io.partita.cli.access;
