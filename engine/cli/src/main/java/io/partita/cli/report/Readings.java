package io.partita.cli.report;

import io.partita.cli.report.PlanComparison.Reading;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Fact;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What two plans rest on and was read for each of them, with another answer, although it is no decision: serials,
 * offsets, packages, schedules.
 */
final class Readings {

    /** What was read, and how it moved: those with the same are told together. */
    private record Kind(String what, Optional<String> change) {}

    private final Map<Kind, Set<String>> moved = new LinkedHashMap<>();
    private final Plan before;
    private final Plan after;

    private Readings(Plan before, Plan after) {
        this.before = before;
        this.after = after;
    }

    static List<Reading> anew(Plan before, Plan after) {
        Readings readings = new Readings(before, after);
        readings.plan();
        readings.declared();
        readings.participants();
        readings.parties();
        readings.facts();
        List<Reading> all = new ArrayList<>();
        readings.moved.forEach((kind, names) -> all.add(new Reading(
                kind.what(), names.stream().filter(name -> !name.isEmpty()).toList(), kind.change())));
        return all;
    }

    private void say(String what, String name, Optional<String> change) {
        moved.computeIfAbsent(new Kind(what, change), kind -> new LinkedHashSet<>())
                .add(name);
    }

    private static Optional<String> change(Object was, Object is) {
        return Optional.of(was + " -> " + is);
    }

    private void plan() {
        PlanContent was = before.content();
        PlanContent is = after.content();
        if (!was.decisionTimeout().equals(is.decisionTimeout())) {
            say("decision timeout", "", change(was.decisionTimeout(), is.decisionTimeout()));
        }
        if (was.preview().isPresent()
                && is.preview().isPresent()
                && !was.preview().equals(is.preview())) {
            say(
                    "snapshot",
                    "",
                    change(was.preview().get().recorded(), is.preview().get().recorded()));
        }
    }

    /** A file is told by its name: what it decides is told where it matters. */
    private void declared() {
        Set<String> files = new TreeSet<>(before.content().declared().keySet());
        files.addAll(after.content().declared().keySet());
        files.stream()
                .filter(file -> !Objects.equals(
                        before.content().declared().get(file),
                        after.content().declared().get(file)))
                .forEach(file -> say("text of the declaration", file, Optional.empty()));
    }

    private void participants() {
        after.content().participants().forEach((name, is) -> {
            var was = before.content().participants().get(name);
            if (was != null && !was.protocolVersions().equals(is.protocolVersions())) {
                say("protocol versions", name.name(), change(was.protocolVersions(), is.protocolVersions()));
            }
        });
    }

    private void parties() {
        for (PartyChange is : after.content().parties()) {
            before.change(is.party()).ifPresent(was -> {
                List<Integer> former = PlanTraits.serials(before, was);
                List<Integer> latter = PlanTraits.serials(after, is);
                if (was.lastSerial() != is.lastSerial() || !former.equals(latter)) {
                    say("serial", is.name(), change(was.lastSerial(), is.lastSerial()));
                }
                if (!was.route().evidence().equals(is.route().evidence())
                        || !was.route().complete().equals(is.route().complete())) {
                    say("what the hosts show", is.name(), Optional.empty());
                }
            });
        }
    }

    private void facts() {
        Map<Object, Fact> former = new HashMap<>();
        before.facts().forEach(fact -> former.put(fact.id(), fact));
        for (Fact is : after.facts()) {
            Fact was = former.get(is.id());
            if (was != null && !was.equals(is)) {
                fact(was, is);
            }
        }
    }

    /** A switch expression, so that a new kind does not compile before it is known what is said of it. */
    private void fact(Fact was, Fact is) {
        Runnable said = switch (is.kind()) {
            // Who answers, owns a namespace or holds a key is told where it matters; a serial is told above.
            case IDENTITY, NO_PROPOSAL, OWNERS, HELD_KEY -> () -> {};
            case HOSTING -> () -> hosting((Fact.Hosting) was, (Fact.Hosting) is);
            case CONNECTIONS -> () -> say("connections", is.participant().name(), Optional.empty());
            case UNUSED ->
                () -> say(
                        "offset",
                        is.participant().name(),
                        change(((Fact.Unused) was).upToOffset(), ((Fact.Unused) is).upToOffset()));
            case PACKAGES ->
                () -> say("packages that the contracts need", name(((Fact.Packages) is).party()), Optional.empty());
            case VETTED -> () -> say("vetted packages", is.participant().name(), Optional.empty());
            case PRUNING -> () -> say("pruning schedule", is.participant().name(), change(cron(was), cron(is)));
        };
        said.run();
    }

    private void hosting(Fact.Hosting was, Fact.Hosting is) {
        if (was.lastSerial() == is.lastSerial()) {
            say("hosting", name(is.party()), Optional.empty());
        }
    }

    private static String cron(Fact pruning) {
        return ((Fact.Pruning) pruning)
                .schedule()
                .map(schedule -> schedule.cron())
                .orElse("none");
    }

    private String name(PartyId party) {
        return after.change(party).map(PartyChange::name).orElse(party.toString());
    }
}
