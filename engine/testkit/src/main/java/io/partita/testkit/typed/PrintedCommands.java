package io.partita.testkit.typed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** The commands that an output proposes, as a shell would take them apart. */
public final class PrintedCommands {

    private static final Pattern LINE = Pattern.compile("(?m)^ *(?:run|Next|or): (.+)$");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    /** The option that says where relative paths start. */
    private static final String FOLDER = "-C";

    private PrintedCommands() {}

    /** Each without the name of the program, in the order in which they are printed. */
    public static List<List<String>> of(String output) {
        List<List<String>> commands = new ArrayList<>();
        LINE.matcher(COLOUR.matcher(output).replaceAll("")).results().forEach(found -> {
            List<String> words = words(found.group(1));
            commands.add(words.subList(1, words.size()));
        });
        return commands;
    }

    /**
     * Every command that is proposed can be typed as it stands: it parses, and the folder or plan that it names is
     * there.
     *
     * @param whole the command line, made anew for each
     * @throws AssertionError with the command and the output
     */
    public static void requireAccepted(String output, Supplier<CommandLine> whole) {
        for (List<String> words : of(output)) {
            CommandLine.ParseResult parsed = whole.get().parseArgs(words.toArray(String[]::new));
            Path base = parsed.matchedOptionValue(FOLDER, Path.of(""));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            for (CommandLine.Model.PositionalParamSpec named : parsed.matchedPositionals()) {
                for (String typed : named.stringValues()) {
                    Path path = base.resolve(typed);
                    if (!Files.exists(path)) {
                        throw new AssertionError(words + " names " + path + ", which is not there:\n" + output);
                    }
                }
            }
        }
    }

    /** Blanks part words, and only single quotes protect them: partita prints no others. */
    static List<String> words(String typed) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int index = 0; index < typed.length(); index++) {
            char character = typed.charAt(index);
            if (character == '\'') {
                quoted = !quoted;
            } else if (character == '\\' && !quoted) {
                index++;
                word.append(typed.charAt(index));
            } else if (character == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(character);
            }
        }
        words.add(word.toString());
        return words;
    }
}
