package io.partita.cli.view;

import io.partita.cli.answer.Content;

/** The embedded network for people; while it is served, with a block that can be pasted into a declaration. */
final class WorldText {

    private WorldText() {}

    static Paper write(Paper paper, Content.World world) {
        return switch (world.action()) {
            case RESET -> paper.line("The sandbox is as its world file describes it again.");
            case SHOWN -> shown(paper, world);
            case SERVING -> serving(paper, world);
        };
    }

    private static Paper shown(Paper paper, Content.World world) {
        paper.line("Sandbox of synchronizer " + Ink.BOLD.of(world.synchronizer()));
        world.participants().forEach(each -> paper.copyable(2, each.name() + "  " + Ink.FAINT.of(each.id())));
        RunText.hosting(paper, world.parties());
        return paper;
    }

    private static Paper serving(Paper paper, Content.World world) {
        paper.line("synchronizer '" + world.synchronizer() + "'").line("").line("participants {");
        for (Content.WorldParticipant each : world.participants()) {
            paper.copyable(4, each.name() + " {");
            each.admin().ifPresent(admin -> paper.copyable(8, "admin  " + EndpointText.of(admin)));
            each.ledger().ifPresent(ledger -> paper.copyable(8, "ledger " + EndpointText.of(ledger)));
            paper.copyable(4, "}");
        }
        return paper.line("}");
    }
}
