/**
 * What is hosted where: identifiers, hosting, the declaration, and the rules about valid hosting that need nothing but
 * the declaration.
 *
 * <p>Belongs here: values that mean the same in a declaration and on a live network. Does not belong here: what was
 * read from a network (topology), what is to be done (plan), and source text (dsl).
 */
package io.partita.core.model;
