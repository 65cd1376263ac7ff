package io.partita.cli.view;

import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Formats;
import io.partita.cli.text.Inked;
import io.partita.cli.text.TextLayout;
import io.partita.core.codec.ReceiptCodecs;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.PlannedParticipant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is handed over, to whom, and what they type then. */
final class HandoverText {

    /** Nobody here knows how the other operator calls it. */
    private static final Place THERE = Place.of("FOLDER").applying("PLAN");

    private HandoverText() {}

    /** The receipts themselves where they are not saved: then nothing else is printed. */
    static TextLayout write(TextLayout paper, Payload.HandedOver content) {
        if (content.file().isEmpty()) {
            ReceiptCodecs.text(content.receipts()).lines().forEach(line -> paper.copyable(0, line));
            return paper;
        }
        String file = content.file().get();
        paper.line(
                0,
                2,
                Emphasis.BOLD
                        .of(Formats.of(content.receipts().size(), "receipt"))
                        .plus(" of " + content.operator() + " for plan "
                                + content.plan().hash() + "."));
        others(content).forEach(other -> write(paper, content, file, other));
        return paper;
    }

    private static void write(TextLayout paper, Payload.HandedOver content, String file, String other) {
        List<Payload.Contracts> contracts = content.contracts().stream()
                .filter(each -> each.operator().map(other::equals).orElse(true))
                .toList();
        paper.line(0, 2, Inked.of("Hand over to ").plus(Emphasis.BOLD.of(other)).plus(":"));
        paper.copyable(2, file);
        contracts.forEach(each -> {
            paper.copyable(2, each.file());
            paper.line(
                    4,
                    6,
                    Formats.of(each.exported().manifest().contracts(), "contract") + ", "
                            + Formats.bytes(each.exported().manifest().bytes())
                            + ": business data, over a channel that keeps it secret, and under this name");
        });
        CommandText there = new CommandText("partita", Optional.empty(), THERE.as(Optional.of(other)));
        NextCommand resume = NextCommand.resume().with("--receipts", name(file));
        NextCommand taking = contracts.isEmpty() ? resume : resume.with("--contracts", "INBOX");
        paper.line(2, 4, other + " goes on with:");
        paper.copyable(4, there.of(taking));
        paper.line(2, 4, "or, when it has not begun, with the file of this plan:");
        paper.copyable(
                4,
                there.of(NextCommand.apply()
                        .with("--home", "FOLDER")
                        .withOptionsOf(NextCommand.confirming(
                                content.plan().plan().irreversible(),
                                content.plan().hash()))
                        .withOptionsOf(taking)));
    }

    private static String name(String file) {
        return file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
    }

    private static SortedSet<String> others(Payload.HandedOver content) {
        return content.plan().plan().content().participants().values().stream()
                .map(PlannedParticipant::operator)
                .flatMap(Optional::stream)
                .filter(operator -> !operator.equals(content.operator()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
