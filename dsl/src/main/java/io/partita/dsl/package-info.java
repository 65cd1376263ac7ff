/**
 * Groovy source text to declaration: the language of declarations, its words, and what is said about a mistake.
 *
 * <p>Entry point: {@link io.partita.dsl.Declarations}. The language is described in {@code engine/docs/declaration.md},
 * whose examples are run as tests.
 *
 * <p>Belongs here: everything about the text. Does not belong here: rules about valid hosting that hold however it was
 * declared (they are checks in {@code io.partita.core.model}), and anything that reads a network, an environment or a
 * secret.
 */
package io.partita.dsl;
