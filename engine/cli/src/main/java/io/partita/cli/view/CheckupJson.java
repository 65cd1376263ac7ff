package io.partita.cli.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.core.checkup.Report;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.provider.Check;
import io.partita.core.provider.Finding;
import io.partita.core.provider.FindingMatch;
import java.util.List;
import java.util.function.Function;

/** A checkup, as members of the answer's JSON object. */
final class CheckupJson {

    private CheckupJson() {}

    static ObjectNode write(ObjectNode answer, Report report, Function<NextCommand, String> typed) {
        answer.put("failed", report.count(Finding.Failed.class));
        answer.put("warned", report.count(Finding.Warned.class));
        answer.put("passed", report.count(Finding.Passed.class));
        answer.put("skipped", report.count(Finding.Skipped.class));
        answer.set("participants", Json.array(report.participants(), examined -> {
            ObjectNode object = Json.object().put("participant", examined.name().name());
            Json.ifPresent(object, "participant_id", examined.id());
            object.put("admin", examined.endpoints().get(0));
            object.put("ledger", examined.endpoints().get(1));
            examined.clock()
                    .ifPresent(clock -> object.putObject("clock")
                            .put("ahead_ms", clock.ahead().toMillis())
                            .put("error_ms", clock.error().toMillis()));
            object.set("checks", Json.array(examined.checks(), check -> check(check, typed)));
            return object;
        }));
        answer.set("together", Json.array(report.together(), check -> check(check, typed)));
        return answer;
    }

    private static ObjectNode next(ObjectNode object, List<NextCommand> next, Function<NextCommand, String> typed) {
        if (!next.isEmpty()) {
            object.set("next", Json.array(next, command -> Json.text(typed.apply(command))));
        }
        return object;
    }

    private static ObjectNode check(Check check, Function<NextCommand, String> typed) {
        ObjectNode object = Json.object()
                .put("place", check.place().word())
                .put("check", check.kind().word());
        return check.finding().match(new FindingMatch<>() {
            @Override
            public ObjectNode passed(Finding.Passed finding) {
                return object.put("result", "passed").put("found", finding.found());
            }

            @Override
            public ObjectNode warned(Finding.Warned finding) {
                return next(
                        object.put("result", "warned")
                                .put("found", finding.found())
                                .put("fix", finding.fix()),
                        finding.next(),
                        typed);
            }

            @Override
            public ObjectNode failed(Finding.Failed finding) {
                return next(
                        object.put("result", "failed")
                                .put("cause", finding.cause())
                                .put("fix", finding.fix()),
                        finding.next(),
                        typed);
            }

            @Override
            public ObjectNode skipped(Finding.Skipped finding) {
                return object.put("result", "skipped").put("reason", finding.reason());
            }
        });
    }
}
