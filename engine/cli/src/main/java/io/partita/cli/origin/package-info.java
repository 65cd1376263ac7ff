/**
 * Where a declaration or a plan file comes from: the commit, and whether somebody changed it since.
 *
 * <p>Belongs here: reading the version control of a unit. Does not belong here: judgement about it, and anything on the way of a command that does not apply.
 */
package io.partita.cli.origin;
