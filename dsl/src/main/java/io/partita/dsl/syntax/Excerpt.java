package io.partita.dsl.syntax;

/** A piece of source text in a message. */
final class Excerpt {

    private static final int LONGEST = 40;

    private Excerpt() {}

    /** On one line and not too long. */
    static String of(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
