package io.partita.core.plan.law;

import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What holds for every plan that the planner makes. Content that was read from a file is judged by it before anything
 * is done, so that a plan made by hand is either legal or refused with its place; the steps guard the worst of it once
 * more, by what they read, when they run.
 */
public final class PlanLaws {

    private PlanLaws() {}

    /** @return everything that is wrong with content, in the order of the laws; empty for legal content */
    public static List<Breach> breaches(PlanContent content) {
        List<Breach> names = new NamesLaw(content).breaches();
        if (!names.isEmpty()) {
            return names;
        }
        return Stream.of(
                        new NamespaceLaw(content),
                        new AuthorityLaw(content),
                        new HostingLaw(content),
                        new WindowLaw(content))
                .flatMap(law -> law.breaches().stream())
                .toList();
    }

    /**
     * The steps that a plan leads to, judged by themselves: the last guard against a fault in what derives them.
     *
     * @return what is wrong; anything is a bug in partita
     */
    public static List<Breach> breaches(Plan plan) {
        return new ArrayList<>(StepLaw.of(plan).breaches());
    }
}
