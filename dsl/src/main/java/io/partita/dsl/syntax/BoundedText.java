package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.CharStream;
import groovyjarjarantlr4.v4.runtime.misc.Interval;

/**
 * The text as ANTLR's lexer reads it, by UTF-16 units so that offsets are those of {@link String}. Every unit that is
 * read counts: the lexer starts over at every delimiter that is never closed, which would take quadratic time.
 */
final class BoundedText implements CharStream {

    private final String name;
    private final String text;
    private final ParseBudget budget;
    private int index;

    BoundedText(String name, String text, ParseBudget budget) {
        this.name = name;
        this.text = text;
        this.budget = budget;
    }

    @Override
    public void consume() {
        if (index >= text.length()) {
            throw new IllegalStateException("cannot consume the end of the text");
        }
        budget.character();
        index++;
    }

    @Override
    public int LA(int distance) {
        if (distance == 0) {
            return 0;
        }
        int at = distance > 0 ? index + distance - 1 : index + distance;
        return at < 0 || at >= text.length() ? EOF : text.charAt(at);
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {
        // The whole text is in memory: nothing was kept for the mark.
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public void seek(int target) {
        index = Math.max(0, Math.min(target, text.length()));
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public String getSourceName() {
        return name;
    }

    @Override
    public String getText(Interval interval) {
        int from = Math.max(0, interval.a);
        int to = Math.min(text.length(), interval.b + 1);
        return from >= to ? "" : text.substring(from, to);
    }

    @Override
    public String toString() {
        return text;
    }
}
