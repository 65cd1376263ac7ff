package io.partita.core.checkup;

import io.partita.core.provider.Check;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Finding;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a checkup found.
 *
 * @param participants each by itself, sorted by name
 * @param keys those that no participant holds, sorted by name
 * @param together what only shows when all are seen together
 */
public record Report(List<Examined> participants, List<ExaminedKey> keys, List<Check> together) {
    public Report {
        participants = List.copyOf(participants);
        keys = List.copyOf(keys);
        together = List.copyOf(together);
    }

    public Stream<Check> checks() {
        return Stream.of(
                        participants.stream().flatMap(each -> each.checks().stream()),
                        keys.stream().map(ExaminedKey::check),
                        together.stream())
                .flatMap(checks -> checks);
    }

    /** How many findings are of a kind, such as {@code Finding.Failed}. */
    public long count(Class<? extends Finding> kind) {
        return checks().filter(check -> kind.isInstance(check.finding())).count();
    }

    public boolean isBroken() {
        return count(Finding.Failed.class) > 0;
    }
}
