/**
 * A small network in memory, with state, for tests of planning. It answers reads only: a planner that writes fails its
 * test.
 */
package io.partita.core.stub;
