/**
 * Where runs are recorded, as the engine sees it: a store that is read and locked, a journal that is appended to while
 * the lock is held, and a folder of this machine for what is never recorded.
 *
 * <p>Belongs here: the ports ({@link io.partita.core.store.StateStore}, {@link io.partita.core.store.Lease},
 * {@link io.partita.core.store.Journal}, {@link io.partita.core.store.Workspace}), their results, and what every store
 * needs alike ({@link io.partita.core.store.OpenState}). Does not belong here: files, lines and positions (statefile),
 * or what a record means (state).
 */
package io.partita.core.store;
