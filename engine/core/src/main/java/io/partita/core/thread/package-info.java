/**
 * Where work is done that goes on beside other work. Belongs here: threads, and what is so when there are none. Does not
 * belong here: what is done.
 */
package io.partita.core.thread;
