package io.partita.cli.command;

import io.partita.cli.result.Payload;
import picocli.CommandLine.Option;

/** How much of a plan is told as text. */
final class Explained {

    @Option(
            names = "--explain",
            description =
                    "Tell every party and every step of the plan, with its reason; without, what has to be known.")
    private boolean explain;

    boolean isAsked() {
        return explain;
    }

    Payload.Extent extent() {
        return explain ? Payload.Extent.WHOLE : Payload.Extent.BRIEF;
    }
}
