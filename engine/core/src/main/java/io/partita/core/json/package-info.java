/**
 * JSON with places, and one table for each record that is written: writer, strict reader and schema follow from it.
 *
 * <p>A format is made of constants. {@link io.partita.core.json.Codecs} has the common types and puts codecs together
 * (lists, sorted sets, maps, enums by word); {@link io.partita.core.json.TextCodec#as} makes a type out of a text;
 * {@link io.partita.core.json.Shape#of} makes an object out of a record's members, and
 * {@link io.partita.core.json.Shape#variants} one out of a sealed type's kinds.
 *
 * <ul>
 *   <li>A new field: one line in the table of its record. The constructor's call does not compile without it.
 *   <li>A new record: one table. Members that several records share (the head of a step) are a shape of their own, put
 *       among the others by {@code inline}.
 *   <li>A new kind of a sealed type: its table, and a branch of the {@code switch} that {@code variants} takes, which
 *       does not compile without it.
 *   <li>A member that is left out when it is empty is {@code optional}; one that is left out when it says the usual is
 *       {@code unless}; one that says what follows from the others anyway is {@code derived}.
 *   <li>A type that holds itself names its own constant through its class: {@code lazily(() -> Secrets.SECRET)}.
 *   <li>A file is {@code page} (or {@code line}), {@code read} and {@code schema} of its outermost shape. The schema is
 *       never written by hand: a test compares the published file with what {@code schema} says.
 *   <li>Rules between members belong to the record's constructor: what it refuses by an
 *       {@link java.lang.IllegalArgumentException} is said with the place.
 * </ul>
 *
 * <p>Belongs here: values, parsing, codecs. Does not belong here: the meaning of a file, and the tables themselves.
 */
package io.partita.core.json;
