/**
 * From text to our own syntax tree, by Groovy's lexer and parser.
 *
 * <p>Belongs here: what is Groovy and what is not, which of Groovy's constructs are part of the language, places in the
 * text, and the bounds on parsing. This is the only package that touches Groovy and ANTLR. Does not belong here: what a
 * name or a word means.
 */
package io.partita.dsl.syntax;
