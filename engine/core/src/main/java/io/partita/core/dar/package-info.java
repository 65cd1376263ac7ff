/**
 * DAR files of a declaration: which packages they hold, read without a participant.
 *
 * <p>Belongs here: the archive's frame (zip, manifest, package ids). Does not belong here: the contents of a package,
 * and where a DAR goes (plan).
 */
package io.partita.core.dar;
