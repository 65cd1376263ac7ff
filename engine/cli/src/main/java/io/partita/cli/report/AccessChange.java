package io.partita.cli.report;

import io.partita.cli.text.BackupText;
import io.partita.cli.text.KeySourceText;
import io.partita.cli.text.Printable;
import io.partita.core.plan.PlanAccess;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One difference between two ways to reach what a plan names, in the words that are used for what runs where and with
 * whose secret.
 *
 * @param subject the participant or key, or what else it is about
 * @param word what of it
 * @param before as it was, never a secret; empty when it was not there
 * @param now as it is to be, never a secret; empty when it is not there
 */
public record AccessChange(String subject, String word, Optional<String> before, Optional<String> now) {

    private static final int DIGITS = 12;

    public AccessChange {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(word, "word");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(now, "now");
    }

    /** What a text is about. */
    private record Line(String subject, String word) {}

    /** Everything that differs: the folder first, then participants, keys and DARs. */
    public static List<AccessChange> between(PlanAccess before, PlanAccess now) {
        Map<Line, String> former = lines(before);
        Map<Line, String> later = lines(now);
        Set<Line> all = new LinkedHashSet<>(former.keySet());
        all.addAll(later.keySet());
        return all.stream()
                .filter(line -> !Objects.equals(former.get(line), later.get(line)))
                .map(line -> new AccessChange(
                        line.subject(),
                        line.word(),
                        Optional.ofNullable(former.get(line)),
                        Optional.ofNullable(later.get(line))))
                .toList();
    }

    private static Map<Line, String> lines(PlanAccess access) {
        Map<Line, String> lines = new LinkedHashMap<>();
        lines.put(new Line("network", "folder"), Printable.of(access.network().path()));
        access.participants().forEach((name, reach) -> {
            ParticipantReport.ways(reach.access())
                    .forEach(way -> lines.put(new Line(name.name(), way.api()), way.text()));
            lines.put(new Line(name.name(), "backup"), BackupText.of(reach.backup()));
        });
        access.keys().forEach((name, source) -> lines.put(new Line("key " + name, "signs"), KeySourceText.of(source)));
        access.dars()
                .forEach((sha256, path) ->
                        lines.put(new Line("DAR " + sha256.substring(0, DIGITS), "file"), Printable.of(path)));
        return lines;
    }
}
