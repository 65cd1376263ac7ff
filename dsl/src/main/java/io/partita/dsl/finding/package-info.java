/**
 * Collecting what is wrong with a text.
 *
 * <p>Belongs here: gathering, order, and spelling suggestions. Does not belong here: the wording of a particular
 * mistake.
 */
package io.partita.dsl.finding;
