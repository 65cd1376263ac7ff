/**
 * The one file on disk, and the one lock.
 *
 * <p>Here: tables of bytes, and the exclusive section in which they change and after which they are durable. Not here:
 * what the bytes mean.
 */
package io.partita.provider.sandbox.store;
