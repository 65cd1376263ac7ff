/**
 * What partita says to people: a diagnostic has a stable code, says what is wrong, why, and how to mend it, and where
 * in a declaration or file.
 *
 * <p>Belongs here: diagnostics, source ranges, and results that carry diagnostics. Does not belong here: wording of a
 * particular rule (it stays with the rule) and rendering (that is the view's).
 */
package io.partita.core.diagnostic;
