package io.partita.core.apply.step;

import io.partita.core.apply.ApplyOptions;
import io.partita.core.apply.DryRunReport.Coverage;
import io.partita.core.apply.DryRunReport.Forecast;
import io.partita.core.apply.DryRunReport.Verdict;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.provider.Transactions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** What can be said of a step without asking anybody: what it rests on, and whether its files are those of the plan. */
public final class OfflineForecast {

    private final ApplyOptions options;
    private final ForeseenWait waits;

    public OfflineForecast(Plan plan, ApplyOptions options, Transactions transactions) {
        this.options = Objects.requireNonNull(options, "options");
        this.waits = new ForeseenWait(plan, options, transactions);
    }

    /** @param against takes what speaks against the step */
    public Forecast of(Step step, Consumer<Diagnostic> against) {
        Optional<String> wait = waits.of(step);
        if (wait.isPresent()) {
            against.accept(waits.note(step, wait.get()));
            return new Forecast(step, Verdict.WOULD_WAIT, Coverage.PLAN_ALONE, wait.get() + ", " + restsOn(step));
        }
        return step instanceof Step.VetPackages vetting && files(vetting) > 0
                ? uploading(vetting, against)
                : new Forecast(step, Verdict.NOT_ASKED, Coverage.PLAN_ALONE, restsOn(step));
    }

    private static long files(Step.VetPackages step) {
        return step.vetting().dars().stream()
                .filter(DarSource.DarFile.class::isInstance)
                .count();
    }

    private String restsOn(Step step) {
        List<String> phrases = new ArrayList<>();
        if (options.operator().isPresent()
                && !options.operator().equals(step.head().operator())) {
            phrases.add("a step of another operator");
        }
        int facts = step.head().facts().size();
        int after = step.head().after().size();
        phrases.add(facts == 0 ? "rests on no fact" : "rests on " + Wording.count(facts, "fact"));
        phrases.add(after == 0 ? "begins at once" : "begins after " + Wording.count(after, "step"));
        return String.join(", ", phrases);
    }

    private Forecast uploading(Step.VetPackages step, Consumer<Diagnostic> against) {
        for (DarSource dar : step.vetting().dars()) {
            if (dar instanceof DarSource.DarFile file) {
                try {
                    VetPackagesExecution.reviewed(file, VetPackagesExecution.bytes(file, options));
                } catch (IOException unreadable) {
                    Diagnostic said = VetPackagesExecution.unreadable(file, FileTrouble.of(unreadable));
                    against.accept(said);
                    return new Forecast(step, Verdict.REFUSED, Coverage.FILES_READ, said.summary());
                } catch (Ended other) {
                    Diagnostic said = other.outcome().diagnostic().orElseThrow();
                    against.accept(said);
                    return new Forecast(step, Verdict.REFUSED, Coverage.FILES_READ, said.summary());
                }
            }
        }
        String files = Wording.count((int) files(step), "DAR");
        return new Forecast(step, Verdict.NOT_ASKED, Coverage.FILES_READ, files + " as planned, " + restsOn(step));
    }
}
