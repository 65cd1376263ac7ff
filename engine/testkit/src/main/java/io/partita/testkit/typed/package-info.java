/**
 * What is typed and what is answered, for tests of the command line. Does not belong here: the command line itself,
 * which this module does not know.
 */
package io.partita.testkit.typed;
