package io.partita.cli.report;

import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import io.partita.cli.text.JUnitXml.Case;
import io.partita.cli.text.JUnitXml.Suite;
import io.partita.cli.text.OutcomeText;
import io.partita.cli.text.StepText;
import io.partita.core.apply.DryRunReport.Coverage;
import io.partita.core.apply.DryRunReport.Forecast;
import io.partita.core.apply.DryRunReport.Verdict;
import io.partita.core.checkup.ExaminedKey;
import io.partita.core.checkup.Report;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.drift.Expectation;
import io.partita.core.model.HostingMapping;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.provider.Check;
import io.partita.core.provider.Finding;
import io.partita.core.provider.FindingMatch;
import io.partita.core.provider.HostingState;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command has looked at, as suites of tests: what has to be so before, each step, and what has to be so
 * afterwards. Whatever stops a command is a failure somewhere, also when it stopped before its first step.
 */
public final class TestSuites {

    /** What a step is in a report. */
    private enum Part {
        PRECONDITIONS("preconditions"),
        STEPS("steps"),
        POSTCONDITIONS("postconditions");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        static Part of(Step.Kind kind) {
            return switch (kind) {
                case CHECK_READY, CHECK_UNUSED -> PRECONDITIONS;
                case CONFIRM_UNUSED, VERIFY_HOSTING, VERIFY_CONTRACTS -> POSTCONDITIONS;
                case COLLECT_SIGNATURE,
                        INTRODUCE_KEY,
                        FOUND_NAMESPACE,
                        AWAIT_NAMESPACE,
                        VET_PACKAGES,
                        SUSPEND_PRUNING,
                        PROPOSE,
                        SIGN,
                        AWAIT_EFFECTIVE,
                        ISOLATE,
                        NOTE_LEDGER_END,
                        EXPORT_ACS,
                        RESTORE_PRUNING,
                        BACK_UP,
                        PURGE_CONTRACTS,
                        IMPORT_ACS,
                        RECONNECT,
                        RESTORE_AUTO_CONNECT,
                        CLEAR_ONBOARDING -> STEPS;
            };
        }
    }

    private TestSuites() {}

    /** What a command answered. */
    public static List<Suite> of(Result answer) {
        List<Suite> suites = new ArrayList<>();
        suites.add(new Suite("command", List.of(command(answer))));
        answer.content().map(TestSuites::of).ifPresent(suites::addAll);
        return suites;
    }

    private static Case command(Result answer) {
        String name = "partita " + answer.command();
        List<String> errors = answer.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(TestSuites::sentence)
                .toList();
        return switch (answer.exit()) {
            case DONE, CHANGES -> Case.of(name, List.of());
            case WAITING -> Case.skipped(name, "it waits for a person, another operator or a time");
            case ERROR, STALE, LOCKED, REFUSED, UNKNOWN, USAGE ->
                Case.of(name, errors.isEmpty() ? List.of(answer.exit().meaning()) : errors);
        };
    }

    private static List<Suite> of(Payload content) {
        if (content instanceof Payload.Forecasts forecasts) {
            return parts(forecasts.report().forecasts(), Forecast::step, TestSuites::forecast);
        }
        if (content instanceof Payload.Ran ran) {
            return ran(ran);
        }
        if (content instanceof Payload.Drifted drifted) {
            return drifted(DriftReport.of(drifted.drift()));
        }
        return content instanceof Payload.Examined examined ? examined(examined.report()) : List.of();
    }

    /** A test for each party, which fails where it drifted. */
    private static List<Suite> drifted(DriftReport report) {
        return List.of(new Suite(
                report.synchronizer(),
                report.parties().stream()
                        .map(party -> Case.of(
                                party.name(),
                                party.points().stream()
                                        .map(DriftReport.Point::sentence)
                                        .toList()))
                        .toList()));
    }

    private static <T> List<Suite> parts(List<T> all, Function<T, Step> step, Function<T, Case> test) {
        Map<Part, List<Case>> parts = new EnumMap<>(Part.class);
        all.forEach(each -> parts.computeIfAbsent(Part.of(step.apply(each).kind()), unused -> new ArrayList<>())
                .add(test.apply(each)));
        return parts.entrySet().stream()
                .map(part -> new Suite(part.getKey().title, part.getValue()))
                .toList();
    }

    private static Case forecast(Forecast forecast) {
        String name = name(forecast.step());
        Verdict verdict = forecast.verdict();
        return switch (verdict) {
            case STALE, REFUSED, UNREADABLE ->
                Case.of(name, List.of(verdict.name().toLowerCase(Locale.ROOT) + ": " + forecast.found()));
            case WOULD_APPLY, IN_PLACE ->
                forecast.coverage() == Coverage.DEPENDS_ON_EARLIER_STEPS
                        ? Case.skipped(name, forecast.found())
                        : Case.of(name, List.of());
            case WOULD_WAIT, NOT_ASKED -> Case.skipped(name, forecast.found());
        };
    }

    private static List<Suite> ran(Payload.Ran ran) {
        Plan plan = ran.plan().plan();
        List<Suite> suites = new ArrayList<>(parts(
                plan.steps().toList(),
                step -> step,
                step -> Optional.ofNullable(ran.result().outcomes().get(step.id()))
                        .map(outcome -> ended(step, outcome))
                        .orElseGet(() -> Case.skipped(name(step), "not begun"))));
        List<Case> parties = plan.content().parties().stream()
                .map(change -> party(plan, change, ran))
                .toList();
        suites.add(new Suite("hosting", parties));
        return suites;
    }

    private static Case ended(Step step, Outcome outcome) {
        String name = name(step);
        OutcomeText told = OutcomeText.of(outcome);
        return switch (outcome.kind()) {
            case APPLIED, ALREADY_IN_PLACE -> Case.of(name, List.of());
            case WAITING -> Case.skipped(name, "waiting: " + told.text());
            case REFUSED, FAILED, UNKNOWN ->
                Case.of(
                        name,
                        List.of(told.diagnostic().map(TestSuites::sentence).orElse(told.word())));
        };
    }

    /** Whether the party is hosted as the plan wants it, by what participants say after the run. */
    private static Case party(Plan plan, PartyChange change, Payload.Ran ran) {
        String name = change.name() + " is hosted as planned";
        if (ran.result().exit() == ExitStatus.WAITING) {
            return Case.skipped(name, "the run is not at its end");
        }
        return ran.hosting().stream()
                .filter(party -> party.name().equals(change.name()))
                .findFirst()
                .map(party -> switch (party.seen()) {
                    case HOSTED, NOWHERE -> Case.of(name, otherwise(party, plan.outcome(change)));
                    case UNKNOWN, NOT_ASKED -> Case.skipped(name, party.seen().words());
                })
                .orElseGet(() -> Case.skipped(name, "no participant could be asked"));
    }

    /** As drift would tell it of the end of the plan. */
    private static List<String> otherwise(Payload.LiveParty party, HostingMapping planned) {
        HostNames names = new HostNames(party.names());
        return Expectation.of(party.name(), planned).points(party.state().map(HostingState::mapping)).stream()
                .map(point -> DriftReport.Point.of(point, names).what())
                .toList();
    }

    private static List<Suite> examined(Report report) {
        List<Suite> suites = new ArrayList<>();
        report.participants()
                .forEach(each -> suites.add(new Suite(
                        each.name().name(),
                        each.checks().stream().map(TestSuites::check).toList())));
        for (ExaminedKey key : report.keys()) {
            suites.add(new Suite(key.key().name().value().name(), List.of(check(key.check()))));
        }
        suites.add(new Suite(
                "all together",
                report.together().stream().map(TestSuites::check).toList()));
        return suites.stream().filter(suite -> !suite.cases().isEmpty()).toList();
    }

    private static Case check(Check check) {
        String name = check.place().word() + " " + check.kind().word();
        return check.finding().match(new FindingMatch<Case>() {
            @Override
            public Case passed(Finding.Passed finding) {
                return Case.of(name, List.of());
            }

            /** It works: no reader of tests knows a warning. */
            @Override
            public Case warned(Finding.Warned finding) {
                return Case.of(name, List.of());
            }

            @Override
            public Case failed(Finding.Failed finding) {
                return Case.of(name, List.of(finding.cause() + ". Fix: " + finding.fix()));
            }

            @Override
            public Case skipped(Finding.Skipped finding) {
                return Case.skipped(name, finding.reason());
            }
        });
    }

    private static String name(Step step) {
        return step.participant() + ": " + StepText.of(step);
    }

    private static String sentence(Diagnostic diagnostic) {
        String why = diagnostic.detail().isEmpty() ? "" : ": " + diagnostic.detail();
        return diagnostic.summary() + why + " [" + diagnostic.code() + "]";
    }
}
