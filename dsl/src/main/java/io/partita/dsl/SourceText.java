package io.partita.dsl;

import java.util.Objects;

/**
 * One file of a declaration.
 *
 * @param file its name as it is shown to people: relative to the declaration's folder, with forward slashes
 * @param text what it holds; line ends of any kind
 */
public record SourceText(String file, String text) {
    public SourceText {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(text, "text");
    }
}
