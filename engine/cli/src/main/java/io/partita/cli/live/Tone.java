package io.partita.cli.live;

/** What a stretch of text is for. Colour only repeats what the words say. */
public enum Tone {
    /** Headings. */
    STRONG,
    /** What may be overlooked. */
    FAINT,
    /** Under way. */
    ACTIVE,
    /** Went well. */
    GOOD,
    /** Wants attention. */
    NOTICE,
    /** Went wrong. */
    BAD
}
