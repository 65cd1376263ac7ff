package io.partita.core.topology;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Joins results, so that everything that is wrong is said at once. */
public final class CheckedLists {

    private CheckedLists() {}

    /** All values in order, or no value when one is missing; the diagnostics of all, each once. */
    public static <R> Checked<List<R>> all(List<Checked<R>> results) {
        List<R> values = new ArrayList<>(results.size());
        Set<Diagnostic> diagnostics = new LinkedHashSet<>();
        for (Checked<R> result : results) {
            diagnostics.addAll(result.diagnostics());
            result.optional().ifPresent(values::add);
        }
        return Checked.of(values, List.copyOf(diagnostics));
    }
}
