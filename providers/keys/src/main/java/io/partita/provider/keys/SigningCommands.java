package io.partita.provider.keys;

import io.partita.core.model.KeySource;
import io.partita.core.model.SigningKey;
import io.partita.core.provider.KeyFailed;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Programs that sign. They are looked for here and not by the operating system, so that a check finds what a run starts:
 * a name with a slash is a path from the folder, any other name is looked for on {@code PATH}.
 */
final class SigningCommands {

    private final Path folder;
    private final Map<String, String> environment;
    private final Duration longest;

    /** @param folder absolute */
    SigningCommands(Path folder, Map<String, String> environment, Duration longest) {
        this.folder = folder;
        this.environment = environment;
        this.longest = longest;
    }

    byte[] sign(SigningKey key, KeySource.KeyCommand source, byte[] message) throws KeyFailed, InterruptedException {
        List<String> words = new ArrayList<>(source.words());
        String name = name(source);
        words.set(0, program(name).toString());
        String printed = new ProgramRun(name, folder, environment, longest)
                .output(words, HexFormat.of().formatHex(message) + "\n")
                .strip();
        byte[] given = bytes(name, printed);
        return Signatures.inTopologyForm(key.spec(), given)
                .orElseThrow(() -> ProgramRun.failed(
                        "the command '" + name + "' printed " + given.length + " bytes, which are not the form of a"
                                + " signature of a key of kind " + key.spec().word(),
                        "Let it print " + form(key) + "."));
    }

    private static byte[] bytes(String name, String printed) throws KeyFailed {
        try {
            if (!printed.isEmpty()) {
                return HexFormat.of().parseHex(printed);
            }
        } catch (IllegalArgumentException noHex) {
            throw noHex(name, printed.length() + " characters of something else");
        }
        throw noHex(name, "nothing");
    }

    private static KeyFailed noHex(String name, String what) {
        return ProgramRun.failed(
                "the command '" + name + "' did not print a signature as one line of hex, but " + what,
                "Let it print nothing but the signature, in hex, to its standard output.");
    }

    void check(KeySource.KeyCommand source) throws KeyFailed {
        program(name(source));
    }

    private static String form(SigningKey key) {
        return switch (key.spec()) {
            case ED25519 -> "the 64 bytes R and S";
            case P256, SECP256K1 -> "the signature in DER, or R and S of 32 bytes each";
            case P384 -> "the signature in DER, or R and S of 48 bytes each";
        };
    }

    private static String name(KeySource.KeyCommand source) throws KeyFailed {
        if (source.words().isEmpty()) {
            throw notFound("the command that signs has no words", "Name a program.");
        }
        return source.words().get(0);
    }

    private Path program(String name) throws KeyFailed {
        try {
            return name.contains("/") || name.contains(File.separator) ? inFolder(name) : onPath(name);
        } catch (InvalidPathException unusable) {
            throw notFound("the program that signs has a name that no file can have", "Correct it.");
        }
    }

    private Path inFolder(String name) throws KeyFailed {
        Path program = folder.resolve(name);
        if (!Files.isRegularFile(program)) {
            throw notFound("there is no program " + program, "Put it there, or correct its path in the declaration.");
        }
        if (!Files.isExecutable(program)) {
            throw notFound(program + " cannot be run", "Type `chmod u+x " + Failures.typed(program) + "`.");
        }
        return program;
    }

    /** Relative folders on {@code PATH} count for nothing: what is in them depends on where partita was started. */
    private Path onPath(String name) throws KeyFailed {
        String places = environment.getOrDefault("PATH", "");
        for (String place : places.split(Pattern.quote(File.pathSeparator))) {
            Path program = Path.of(place).resolve(name);
            if (program.isAbsolute()
                    && !name.isEmpty()
                    && Files.isRegularFile(program)
                    && Files.isExecutable(program)) {
                return program;
            }
        }
        throw notFound(
                "there is no program '" + name + "' on PATH",
                "Install it, add its folder to PATH, or name it by a path with a slash, such as './" + name + "'.");
    }

    private static KeyFailed notFound(String cause, String fix) {
        return new KeyFailed("key-command-not-found", cause, fix);
    }
}
