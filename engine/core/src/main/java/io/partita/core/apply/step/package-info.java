/**
 * One execution for every kind of step: what it looks at, what forbids it, what it does, how that is confirmed, and what is safe next.
 */
package io.partita.core.apply.step;
