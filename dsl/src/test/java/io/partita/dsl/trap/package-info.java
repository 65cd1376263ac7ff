/**
 * What a way out of the sandbox would reach.
 *
 * <p>Belongs here: classes that leave a mark when they are touched. Does not belong here: anything that a test calls.
 */
package io.partita.dsl.trap;
