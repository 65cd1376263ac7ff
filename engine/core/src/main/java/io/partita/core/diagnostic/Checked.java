package io.partita.core.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value together with all that is to be said of it. The value is absent exactly when at least one diagnostic is an
 * error.
 *
 * @param optional the value
 * @param diagnostics in the order in which they are to be read; never null
 */
public record Checked<T>(Optional<T> optional, List<Diagnostic> diagnostics) {

    public Checked {
        diagnostics = List.copyOf(diagnostics);
        if (optional.isPresent() == diagnostics.stream().anyMatch(Diagnostic::isError)) {
            throw new IllegalArgumentException("a value is present exactly when there is no error: " + diagnostics);
        }
    }

    public static <T> Checked<T> of(T value) {
        return new Checked<>(Optional.of(value), List.of());
    }

    /** The value with diagnostics; the value is dropped when one of them is an error. */
    public static <T> Checked<T> of(T value, List<Diagnostic> diagnostics) {
        boolean failed = diagnostics.stream().anyMatch(Diagnostic::isError);
        return new Checked<>(failed ? Optional.empty() : Optional.of(value), diagnostics);
    }

    /** @param diagnostics at least one of them an error */
    public static <T> Checked<T> failed(List<Diagnostic> diagnostics) {
        return new Checked<>(Optional.empty(), diagnostics);
    }

    public static <T> Checked<T> failed(Diagnostic error) {
        return failed(List.of(error));
    }

    public boolean isPresent() {
        return optional.isPresent();
    }

    /** @throws NoSuchElementException when there is an error */
    public T value() {
        return optional.orElseThrow(() -> new NoSuchElementException("no value: " + diagnostics));
    }

    public <R> Checked<R> map(Function<? super T, ? extends R> function) {
        return new Checked<>(optional.map(function), diagnostics);
    }

    /** The next result with the diagnostics of both. */
    public <R> Checked<R> then(Function<? super T, Checked<R>> function) {
        if (optional.isEmpty()) {
            return failed(diagnostics);
        }
        Checked<R> next = function.apply(optional.get());
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        all.addAll(next.diagnostics);
        return new Checked<>(next.optional, all);
    }
}
