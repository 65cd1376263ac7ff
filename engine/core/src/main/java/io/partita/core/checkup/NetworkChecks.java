package io.partita.core.checkup;

import io.partita.core.health.ParticipantHealth;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.Check;
import io.partita.core.provider.Check.Kind;
import io.partita.core.provider.Check.Place;
import io.partita.core.provider.ClockReading;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What only shows when all participants are seen together. */
final class NetworkChecks {

    private NetworkChecks() {}

    static List<Check> checks(List<Examined> all) {
        if (all.size() < 2) {
            return List.of();
        }
        return List.of(
                new Check(Place.NETWORK, Kind.IDENTITY, identities(all)),
                new Check(Place.NETWORK, Kind.SYNCHRONIZER, synchronizers(all)),
                new Check(Place.NETWORK, Kind.CLOCK, clocks(all)));
    }

    private static Finding identities(List<Examined> all) {
        SortedMap<ParticipantId, SortedSet<String>> names = named(all, Examined::id);
        for (Map.Entry<ParticipantId, SortedSet<String>> entry : names.entrySet()) {
            if (entry.getValue().size() > 1) {
                return new Finding.Failed(
                        String.join(" and ", entry.getValue()) + " are the same participant: " + entry.getKey(),
                        "Correct the endpoints of one of them, or declare it once.");
            }
        }
        return names.isEmpty()
                ? new Finding.Skipped("no participant's id is known")
                : new Finding.Passed(known(names.size(), all.size()) + ", all different");
    }

    private static Finding synchronizers(List<Examined> all) {
        SortedMap<SynchronizerId, SortedSet<String>> names = named(all, Examined::synchronizer);
        if (names.size() > 1) {
            List<String> parts = new ArrayList<>();
            names.forEach((id, those) -> parts.add(id.abbreviated() + " on " + String.join(", ", those)));
            return new Finding.Failed(
                    "the alias stands for different synchronizers: " + String.join("; ", parts),
                    "Declare participants of one synchronizer, or correct 'synchronizer' and the registrations.");
        }
        long seen = all.stream().filter(each -> each.synchronizer().isPresent()).count();
        return names.isEmpty()
                ? new Finding.Skipped("no participant told what the alias stands for")
                : new Finding.Passed(names.firstKey().abbreviated() + " on " + known(seen, all.size()));
    }

    private static Finding clocks(List<Examined> all) {
        Optional<Examined> first = Optional.empty();
        Optional<Examined> last = Optional.empty();
        for (Examined each : all) {
            if (each.clock().isPresent()) {
                first = first.filter(one -> ahead(one).compareTo(ahead(each)) <= 0)
                        .or(() -> Optional.of(each));
                last = last.filter(one -> ahead(one).compareTo(ahead(each)) > 0).or(() -> Optional.of(each));
            }
        }
        if (first.isEmpty() || first.equals(last)) {
            return new Finding.Skipped("fewer than two clocks could be read");
        }
        Duration apart = ahead(last.get()).minus(ahead(first.get()));
        Duration error = error(last.get()).plus(error(first.get()));
        String found = first.get().name() + " and " + last.get().name() + " are " + seconds(apart)
                + " s apart, give or take " + seconds(error) + " s";
        return apart.minus(error).compareTo(ParticipantHealth.CLOCK_TOLERANCE) > 0
                ? new Finding.Warned(found, "Synchronise the clocks of the participants' machines.")
                : new Finding.Passed(found);
    }

    private static Duration ahead(Examined one) {
        return one.clock().map(ClockReading::ahead).orElseThrow();
    }

    private static Duration error(Examined one) {
        return one.clock().map(ClockReading::error).orElseThrow();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    private static String known(long seen, int all) {
        return seen == all ? all + " participants" : seen + " of " + all + " participants";
    }

    private static <K extends Comparable<K>> SortedMap<K, SortedSet<String>> named(
            List<Examined> all, Function<Examined, Optional<K>> key) {
        SortedMap<K, SortedSet<String>> names = new TreeMap<>();
        for (Examined each : all) {
            key.apply(each)
                    .ifPresent(found -> names.computeIfAbsent(found, fresh -> new TreeSet<>())
                            .add(each.name().name()));
        }
        return names;
    }
}
