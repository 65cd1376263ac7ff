package io.partita.cli.view;

import io.partita.cli.result.Payload;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.EndpointText;
import io.partita.cli.text.Inked;
import io.partita.cli.text.TextLayout;

/** The embedded network for people; while it is served, with a block that can be pasted into a declaration. */
final class WorldText {

    private WorldText() {}

    static TextLayout write(TextLayout paper, Payload.World world) {
        return switch (world.action()) {
            case RESET -> paper.line("The sandbox is as its world file describes it again.");
            case SHOWN -> shown(paper, world);
            case SERVING -> serving(paper, world);
        };
    }

    private static TextLayout shown(TextLayout paper, Payload.World world) {
        paper.line(Inked.of("Sandbox of synchronizer ").plus(Emphasis.BOLD.of(world.synchronizer())));
        world.participants()
                .forEach(each -> paper.copyable(2, Inked.of(each.name() + "  ").plus(Emphasis.FAINT.of(each.id()))));
        RunText.hosting(paper, world.parties());
        return paper;
    }

    private static TextLayout serving(TextLayout paper, Payload.World world) {
        paper.line("synchronizer '" + world.synchronizer() + "'").line("").line("participants {");
        for (Payload.WorldParticipant each : world.participants()) {
            paper.copyable(4, each.name() + " {");
            each.admin().ifPresent(admin -> paper.copyable(8, "admin  " + EndpointText.of(admin)));
            each.ledger().ifPresent(ledger -> paper.copyable(8, "ledger " + EndpointText.of(ledger)));
            paper.copyable(4, "}");
        }
        return paper.line("}");
    }
}
