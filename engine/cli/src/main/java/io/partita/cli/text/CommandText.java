package io.partita.cli.text;

import io.partita.cli.result.Place;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.ShellWord;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Commands as they have to be typed next, where the last one was typed: a shell takes them as they stand.
 *
 * @param program how partita is called there
 * @param base the folder that was named with {@code -C}; empty when none was
 * @param place what the subjects of commands are
 */
public record CommandText(String program, Optional<String> base, Place place) {

    /** Those that are typed for one operator. */
    private static final Set<NextCommand.Verb> OF_OPERATORS =
            EnumSet.of(NextCommand.Verb.APPLY, NextCommand.Verb.RESUME, NextCommand.Verb.RECEIPT_WRITE);

    /** Of what has to be said again, the option that may stand there for several participants. */
    private static final String REPEATED = "--accept-release";

    public CommandText {
        Objects.requireNonNull(program, "program");
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(place, "place");
    }

    /** The same for programs, which call partita by its name. */
    public CommandText called(String other) {
        return new CommandText(other, base, place);
    }

    /** How a topic is explained: a code of an answer, or of a message of partita. */
    public String explaining(String topic) {
        return ShellWord.quoted(program) + " explain " + ShellWord.quoted(topic);
    }

    public String of(NextCommand command) {
        List<String> words = new ArrayList<>();
        words.add(ShellWord.quoted(program));
        base.ifPresent(folder -> words.addAll(List.of("-C", operand(folder))));
        if (!command.verb().words().isEmpty()) {
            words.add(command.verb().words());
        }
        Optional<String> subject = switch (command.subject()) {
            case HOME -> Optional.of(place.home());
            case PLAN -> Optional.of(place.plan().orElse(place.home()));
            case NOTHING -> Optional.empty();
        };
        // Every command that is about a folder takes the one that it works in when none is named.
        subject.filter(word -> !word.equals(".")).ifPresent(word -> words.add(operand(word)));
        place.operator()
                .filter(name -> OF_OPERATORS.contains(command.verb()))
                .ifPresent(name -> words.add(option(new NextCommand.Option("--operator", name))));
        command.options().forEach(option -> words.add(option(option)));
        if (command.verb() == NextCommand.Verb.RESUME) {
            place.lasting().stream()
                    .filter(said -> command.options().stream().noneMatch(option -> standsFor(option, said)))
                    .forEach(said -> words.add(option(said)));
        }
        return String.join(" ", words);
    }

    /** Whether a command that has an option needs what was said no more: most have one value, and it has the new one. */
    private static boolean standsFor(NextCommand.Option option, NextCommand.Option said) {
        return option.equals(said)
                || option.name().equals(said.name()) && !said.name().equals(REPEATED);
    }

    private static String option(NextCommand.Option option) {
        if (option.value().isEmpty()) {
            return option.name();
        }
        String between = option.name().startsWith("--") ? "=" : " ";
        return option.name() + between + ShellWord.quoted(option.value());
    }

    /** A name that starts like an option is a path all the same. */
    private static String operand(String path) {
        return ShellWord.quoted(path.startsWith("-") ? "./" + path : path);
    }
}
