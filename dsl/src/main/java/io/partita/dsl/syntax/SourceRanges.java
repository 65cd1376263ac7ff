package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.ParserRuleContext;
import groovyjarjarantlr4.v4.runtime.Token;
import io.partita.core.diagnostic.SourceRange;

/** Where the pieces of a parse tree stand in the text. */
final class SourceRanges {

    private final SourceLines lines;

    SourceRanges(SourceLines lines) {
        this.lines = lines;
    }

    SourceRange of(Token token) {
        return lines.range(GroovyText.start(token), GroovyText.end(token));
    }

    SourceRange of(ParserRuleContext context) {
        Token first = context.getStart();
        Token last = context.getStop();
        if (last == null || last.getTokenIndex() < first.getTokenIndex()) {
            return lines.range(GroovyText.start(first), GroovyText.start(first));
        }
        return lines.range(GroovyText.start(first), GroovyText.end(last));
    }

    static SourceRange between(SourceRange first, SourceRange last) {
        boolean forward = first.start().compareTo(last.end()) <= 0;
        return new SourceRange(first.file(), first.start(), forward ? last.end() : first.end());
    }
}
