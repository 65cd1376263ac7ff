/**
 * The words of the declaration, and the declaration that they make.
 *
 * <p>Belongs here: every word, its arguments, and what is wrong with them. Does not belong here: rules about hosting
 * that need no text.
 */
package io.partita.dsl.word;
