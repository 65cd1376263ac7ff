/**
 * Git, read and never run: the commit that something is of, and the files of a commit as bytes. The one place that
 * knows the library.
 *
 * <p>Whatever lies in a checkout can have come with a stranger's pull request. So only an entry {@code .git} of this
 * user makes a repository, and it is read without its settings, those of the user and those of the machine: they can
 * name programs and files. Nothing is written.
 *
 * <p>Does not belong here: judgement about what was found.
 */
package io.partita.cli.origin;
