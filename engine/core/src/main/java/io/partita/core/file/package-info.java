/**
 * How files that others may have made are opened, and how files are replaced as a whole. Belongs here: which files are
 * opened and how, and why one is refused. Does not belong here: what is in them.
 */
package io.partita.core.file;
