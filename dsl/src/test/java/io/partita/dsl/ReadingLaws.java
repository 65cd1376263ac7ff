package io.partita.dsl;

import com.sun.management.ThreadMXBean;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declaration;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;

/**
 * What holds of reading any text whatever.
 *
 * @param reader that has to keep to them
 */
record ReadingLaws(Reader reader) {

    /** Of the reader of declarations. */
    static final ReadingLaws OF_DECLARATIONS =
            new ReadingLaws(text -> Declarations.read(List.of(new SourceText("main.groovy", text))));

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final long MOST_BYTES = 3L << 30;

    @FunctionalInterface
    interface Reader {
        Checked<Declaration> read(String text);
    }

    /** The law that the reader breaks on a text, in a sentence; empty when it breaks none. */
    Optional<String> brokenBy(String text) {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Checked<Declaration> first = LargeStack.call(() -> bounded(text));
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
            Checked<Declaration> second = reader.read(text);
            if (!first.equals(second)) {
                return Optional.of("read twice, it is not the same: " + first + " and " + second);
            }
            return first.diagnostics().stream()
                    .flatMap(diagnostic -> wrongWith(diagnostic, text).stream())
                    .findFirst()
                    .or(() -> changedByAnEnd(first, text));
        } catch (RuntimeException | Error thrown) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            StackTraceElement[] trace = cause.getStackTrace();
            return Optional.of("it throws " + cause + (trace.length == 0 ? "" : " at " + trace[0]));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private Checked<Declaration> bounded(String text) {
        long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        long nanos = THREADS.getCurrentThreadCpuTime();
        Checked<Declaration> answer = reader.read(text);
        long used = THREADS.getCurrentThreadCpuTime() - nanos;
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
        if (used > LONGEST.toNanos() || allocated > MOST_BYTES) {
            throw new IllegalStateException("it takes " + Duration.ofNanos(used) + " and " + allocated + " bytes");
        }
        if (!answer.isPresent() && answer.diagnostics().stream().noneMatch(Diagnostic::isError)) {
            throw new IllegalStateException("it gives neither a declaration nor an error");
        }
        return answer;
    }

    private static Optional<String> wrongWith(Diagnostic diagnostic, String text) {
        if (diagnostic.summary().isBlank() || diagnostic.hint().isBlank()) {
            return Optional.of("it says nothing: " + diagnostic);
        }
        long lines =
                text.lines().count() + 1 + text.chars().filter(c -> c == '\r').count();
        boolean outside = diagnostic
                .range()
                .map(SourceRange::end)
                .filter(end -> end.line() > lines || end.column() > text.length() + 1)
                .isPresent();
        return outside ? Optional.of("it names a place that is not in the text: " + diagnostic) : Optional.empty();
    }

    /** An empty line more says nothing, unless the text ends within something. */
    private Optional<String> changedByAnEnd(Checked<Declaration> before, String text) {
        if (!before.isPresent()) {
            return Optional.empty();
        }
        Checked<Declaration> after = reader.read(text + "\n\n// the end\n");
        return before.equals(after) ? Optional.empty() : Optional.of("a comment at its end changes it: " + after);
    }
}
