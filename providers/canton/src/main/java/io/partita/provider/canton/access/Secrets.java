package io.partita.provider.canton.access;

import io.partita.core.model.Secret;
import io.partita.provider.canton.call.OwnFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Fetches what a reference stands for. */
final class Secrets {

    static final String CODE = "SECRET";
    private static final long LARGEST_FILE = 1 << 20;

    private final Surroundings surroundings;

    /** A fetch that can fail; the branches of a {@link Secret} cannot throw by themselves. */
    @FunctionalInterface
    private interface Fetch {
        Fetched fetch() throws OwnFault;
    }

    Secrets(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Fetched fetch(Secret secret) throws OwnFault {
        Fetch fetch = secret.match(
                variable -> () -> environment(variable),
                file -> () -> file(file),
                command -> () -> new Fetched(Commands.output(command.words(), surroundings.folder()), Optional.empty()),
                oidc -> () -> new Oidc(oidc, this).fetch());
        Fetched fetched = fetch.fetch();
        if (fetched.value().isEmpty()) {
            throw OwnFault.local(CODE, place(secret) + " is empty");
        }
        return fetched;
    }

    /** Where it comes from, for people. */
    static String place(Secret secret) {
        return secret.match(
                variable -> "the environment variable " + variable.variable(),
                file -> "the file " + file.path(),
                command -> "the output of the command '" + program(command) + "'",
                oidc -> "the token of " + oidc.tokenUrl());
    }

    private static String program(Secret.SecretCommand command) {
        return command.words().isEmpty() ? "" : command.words().get(0);
    }

    private Fetched environment(Secret.Environment reference) throws OwnFault {
        String value = surroundings.environment().get(reference.variable());
        if (value == null) {
            throw OwnFault.local(CODE, "the environment variable " + reference.variable() + " is not set");
        }
        return new Fetched(value.strip(), Optional.empty());
    }

    private Fetched file(Secret.SecretFile reference) throws OwnFault {
        Path file = surroundings.folder().resolve(reference.path());
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw OwnFault.local(CODE, "the file " + file + " is too large for a secret");
            }
            return new Fetched(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip(), Optional.empty());
        } catch (NoSuchFileException e) {
            throw OwnFault.local(CODE, "the file " + file + " does not exist", e);
        } catch (IOException e) {
            throw OwnFault.local(CODE, "the file " + file + " cannot be read", e);
        }
    }
}
