/**
 * A default file system of Java that stops a run at a chosen change of a file.
 *
 * <p>Belongs here: what runs inside the process whose run is to be killed. Does not belong here: anything that partita is,
 * or that decides where to kill; nothing here may depend on either, since it is loaded before them.
 */
package io.partita.plans.kill.disk;
