/**
 * Reading Daml-LF archives: what a package is called, what it depends on, which templates, choices and types it
 * defines, and the bodies of choices as far as they are needed to run a command.
 *
 * <p>Belongs here: from the messages of an archive to packages. Does not belong here: DAR files, stores, vetting, and
 * anything that talks gRPC.
 */
package io.partita.provider.sandbox.lf;
