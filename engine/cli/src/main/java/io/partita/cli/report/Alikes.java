package io.partita.cli.report;

import io.partita.cli.text.Glyph;
import io.partita.cli.text.StepText;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Route;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which parties of a plan are alike: in one namespace, with the same change, path, hosts, permissions, threshold and
 * signers, and with the same done for them in the same waves, so in the same windows and with the same dangers. What
 * was only read of them, serials and evidence, may differ.
 */
final class Alikes {

    /** What stands for the name of a party where words are compared. */
    private static final String ANY = "it";

    /** What has to be the same of two parties. */
    private record Likeness(
            Fingerprint namespace,
            List<PartyReport.Row> rows,
            Route.Path path,
            String reason,
            Optional<String> signing,
            List<Deed> deeds) {}

    /** Something that is done for a party, without its name. */
    private record Deed(int wave, Words words) {}

    /** A step without the name of its party. */
    private record Words(
            ParticipantName participant,
            Optional<String> operator,
            Glyph glyph,
            String action,
            Optional<String> gate,
            String why,
            Step.Reversal reversal) {

        static Words of(Step step) {
            return new Words(
                    step.participant(),
                    step.head().operator(),
                    Glyph.of(step),
                    StepText.of(step, ANY),
                    StepText.gate(step, ANY),
                    step.why(ANY),
                    step.reversal());
        }
    }

    /** What is told as one within a wave: steps of a party with those of others that are alike, any other alone. */
    private record Told(Optional<Integer> alike, Optional<StepId> alone, Words words) {}

    private final List<AlikeParties> all;
    private final Map<PartyId, Integer> places = new HashMap<>();
    private final Map<PartyId, String> names = new HashMap<>();

    Alikes(Plan plan, List<PartyReport> parties) {
        Map<PartyId, List<Deed>> deeds = new HashMap<>();
        plan.waves()
                .forEach(wave -> wave.steps()
                        .forEach(step -> step.party()
                                .ifPresent(party -> deeds.computeIfAbsent(party, each -> new ArrayList<>())
                                        .add(new Deed(wave.number(), Words.of(step))))));
        Map<Likeness, List<PartyReport>> alike = new LinkedHashMap<>();
        for (PartyReport party : parties) {
            Likeness likeness = new Likeness(
                    party.id().namespace(),
                    party.rows(),
                    party.path(),
                    party.reason(),
                    party.signing(),
                    deeds.getOrDefault(party.id(), List.of()));
            alike.computeIfAbsent(likeness, each -> new ArrayList<>()).add(party);
        }
        this.all = alike.values().stream().map(AlikeParties::new).toList();
        for (int place = 0; place < all.size(); place++) {
            for (PartyReport party : all.get(place).parties()) {
                places.put(party.id(), place);
                names.put(party.id(), party.name());
            }
        }
    }

    /** In the order in which the first of each is declared. */
    List<AlikeParties> all() {
        return all;
    }

    /** The steps of a wave, those that are alike told as one. */
    List<StepReport> told(Wave wave) {
        Map<Told, List<Step>> told = new LinkedHashMap<>();
        for (Step step : wave.steps()) {
            Optional<Integer> alike = step.party().map(places::get);
            Optional<StepId> alone = alike.isPresent() ? Optional.empty() : Optional.of(step.id());
            told.computeIfAbsent(new Told(alike, alone, Words.of(step)), each -> new ArrayList<>())
                    .add(step);
        }
        return told.values().stream().map(this::told).toList();
    }

    private StepReport told(List<Step> steps) {
        Step first = steps.get(0);
        List<String> called = steps.stream()
                .flatMap(step -> step.party().stream())
                .map(names::get)
                .toList();
        return steps.size() == 1 ? StepReport.of(first) : StepReport.of(first, AlikeParties.title(called));
    }
}
