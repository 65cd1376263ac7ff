/**
 * What every store of states has to keep, as tests, and a store in memory.
 *
 * <p>Belongs here: the contract suites, and the smallest store that keeps them. Does not belong here: what only a
 * folder can get wrong (the tests of {@code io.partita.core.statefile}).
 */
package io.partita.testkit.store;
