/**
 * The one way in which bytes of the file system are read, and files that belong to people are replaced. Belongs here:
 * which files are opened and how, and why one is refused. Does not belong here: what is in them.
 */
package io.partita.core.file;
