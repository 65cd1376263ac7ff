/**
 * Strict JSON with places: every value knows where it stands, so that a reader can say line and column of what is wrong.
 *
 * <p>Belongs here: values, parsing, and reading of objects field by field. Does not belong here: the meaning of a file (its codec).
 */
package io.partita.core.json;
