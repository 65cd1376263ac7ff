/**
 * What people have to know of a plan, as values: derived from the plan, the same for every form. Does not belong here:
 * how a form looks (package view), colours, escaping.
 */
package io.partita.cli.report;
