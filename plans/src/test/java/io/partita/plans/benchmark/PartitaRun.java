package io.partita.plans.benchmark;

import io.partita.cli.Main;
import io.partita.core.apply.Ticker;
import java.io.InputStream;

/** A process that carries out one command, and then prints how it ended and its figures. */
final class PartitaRun {

    private PartitaRun() {}

    /** Runs. @param words the command */
    public static void main(String[] words) {
        int exit =
                Main.run(words, InputStream.nullInputStream(), System.out, System.err, System.getenv(), Ticker.SYSTEM);
        System.out.println("exit " + exit);
        System.out.println(Figures.now().line());
        System.exit(exit);
    }
}
