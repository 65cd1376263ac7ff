package io.partita.plans.kill;

import io.partita.plans.Command;
import io.partita.plans.kill.disk.FatalDisk;
import io.partita.plans.kill.disk.FileTrap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process that plays run after run. A run that is told to die changes nothing from then on, neither a file nor a
 * participant, which is all that can be seen of a run; what it does with the errors that it meets goes nowhere.
 *
 * <p>It takes {@code run FOLDER FATAL WORD...} and {@code die FOLDER} on standard input, separated by tabs, and answers on
 * standard error.
 */
final class Host {

    static final String RUN = "run";
    static final String DIE = "die";
    static final String SEPARATOR = "\t";

    /** The run is dead. */
    static final String DEAD = "@dead";

    /** How the line begins that tells of the end of a run: its exit code, and in Base64 what it said. */
    static final String ENDED = "@ended ";

    private static final int FAILED = 70;

    private Host() {}

    public static void main(String[] args) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Map<String, FileTrap> traps = new HashMap<>();
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            List<String> words = List.of(order.split(SEPARATOR, -1));
            String folder = words.get(1);
            if (words.get(0).equals(DIE)) {
                traps.get(folder).die();
                say(DEAD);
            } else {
                Path unit = Path.of(folder);
                Path remembered = Path.of(Command.own(unit).get("XDG_STATE_HOME"));
                FileTrap trap = FatalDisk.watch(unit.resolve(".partita"), remembered, words.get(2));
                traps.put(folder, trap);
                Command command = new Command(unit, new MortalTicker(trap));
                new Thread(() -> run(command, words.subList(3, words.size()))).start();
            }
        }
        System.exit(0);
    }

    private static void run(Command command, List<String> words) {
        int exit;
        String said;
        try {
            Command.Ended ended = command.run(words);
            exit = ended.exit();
            said = ended.stdout() + ended.stderr();
        } catch (RuntimeException | Error failure) {
            StringWriter stack = new StringWriter();
            failure.printStackTrace(new PrintWriter(stack));
            exit = FAILED;
            said = stack.toString();
        }
        say(ENDED + exit + " " + Base64.getEncoder().encodeToString(said.getBytes(StandardCharsets.UTF_8)));
    }

    private static void say(String line) {
        PrintStream out = System.err;
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
