/**
 * From the syntax tree to values: variables, operators, closures, and the methods of values.
 *
 * <p>Belongs here: what holds for every word. There is no reflection and no call of a JVM method by name: every method
 * is an entry of a table. Does not belong here: the words themselves.
 */
package io.partita.dsl.evaluation;
