package io.partita.provider.canton.access;

import io.partita.core.model.Secret;
import io.partita.provider.canton.call.LocalFailure;
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

    private final Environment environment;

    /** A fetch that can fail; the branches of a {@link Secret} cannot throw by themselves. */
    @FunctionalInterface
    private interface Fetch {
        SecretValue fetch() throws LocalFailure;
    }

    Secrets(Environment environment) {
        this.environment = environment;
    }

    Environment environment() {
        return environment;
    }

    SecretValue fetch(Secret secret) throws LocalFailure {
        Fetch fetch = secret.match(
                variable -> () -> environment(variable),
                file -> () -> file(file),
                command -> () -> new SecretValue(CommandOutput.output(command.words(), environment.folder()), Optional.empty()),
                oidc -> () -> new Oidc(oidc, this).fetch());
        SecretValue fetched = fetch.fetch();
        if (fetched.value().isEmpty()) {
            throw LocalFailure.local(CODE, place(secret) + " is empty");
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

    private SecretValue environment(Secret.Environment reference) throws LocalFailure {
        String value = environment.variables().get(reference.variable());
        if (value == null) {
            throw LocalFailure.local(CODE, "the environment variable " + reference.variable() + " is not set");
        }
        return new SecretValue(value.strip(), Optional.empty());
    }

    private SecretValue file(Secret.SecretFile reference) throws LocalFailure {
        Path file = environment.folder().resolve(reference.path());
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw LocalFailure.local(CODE, "the file " + file + " is too large for a secret");
            }
            return new SecretValue(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip(), Optional.empty());
        } catch (NoSuchFileException e) {
            throw LocalFailure.local(CODE, "the file " + file + " does not exist", e);
        } catch (IOException e) {
            throw LocalFailure.local(CODE, "the file " + file + " cannot be read", e);
        }
    }
}
