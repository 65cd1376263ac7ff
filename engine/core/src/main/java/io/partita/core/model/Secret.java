package io.partita.core.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A reference to a secret. The value itself is read only by the provider that needs it and never enters a plan, a state, a log or a message. */
public sealed interface Secret {

    <R> R match(
            Function<Environment, R> environment,
            Function<SecretFile, R> file,
            Function<SecretCommand, R> command,
            Function<Oidc, R> oidc);

    /** An environment variable. */
    record Environment(String variable) implements Secret {
        public Environment {
            Objects.requireNonNull(variable, "variable");
        }

        @Override
        public <R> R match(
                Function<Environment, R> environment,
                Function<SecretFile, R> file,
                Function<SecretCommand, R> command,
                Function<Oidc, R> oidc) {
            return environment.apply(this);
        }
    }

    /** A file; surrounding white space is not part of the secret. The path is relative to the declaration's folder. */
    record SecretFile(String path) implements Secret {
        public SecretFile {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public <R> R match(
                Function<Environment, R> environment,
                Function<SecretFile, R> file,
                Function<SecretCommand, R> command,
                Function<Oidc, R> oidc) {
            return file.apply(this);
        }
    }

    /** The standard output of a command, started without a shell in the declaration's folder. */
    record SecretCommand(List<String> words) implements Secret {
        public SecretCommand {
            words = List.copyOf(words);
        }

        @Override
        public <R> R match(
                Function<Environment, R> environment,
                Function<SecretFile, R> file,
                Function<SecretCommand, R> command,
                Function<Oidc, R> oidc) {
            return command.apply(this);
        }
    }

    /**
     * OIDC client credentials.
     *
     * @param tokenUrl the issuer's token endpoint
     * @param clientId the client
     * @param clientSecret itself a reference
     * @param audience empty when not asked for
     * @param scope empty when not asked for
     * @param ca PEM file of the authorities to trust at the token endpoint, relative to the declaration's folder; empty for those of the JVM
     */
    record Oidc(
            String tokenUrl,
            String clientId,
            Secret clientSecret,
            Optional<String> audience,
            Optional<String> scope,
            Optional<String> ca)
            implements Secret {

        /** An issuer that the JVM trusts. */
        public Oidc(
                String tokenUrl,
                String clientId,
                Secret clientSecret,
                Optional<String> audience,
                Optional<String> scope) {
            this(tokenUrl, clientId, clientSecret, audience, scope, Optional.empty());
        }

        public Oidc {
            Objects.requireNonNull(tokenUrl, "tokenUrl");
            Objects.requireNonNull(clientId, "clientId");
            Objects.requireNonNull(clientSecret, "clientSecret");
            Objects.requireNonNull(audience, "audience");
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(ca, "ca");
        }

        @Override
        public <R> R match(
                Function<Environment, R> environment,
                Function<SecretFile, R> file,
                Function<SecretCommand, R> command,
                Function<Oidc, R> oidc) {
            return oidc.apply(this);
        }
    }
}
