package io.partita.provider.canton.access;

import static io.partita.provider.canton.access.SecretSource.Setting.needed;

import io.partita.core.model.Secret;
import io.partita.core.secret.KnownSecrets;
import io.partita.core.secret.KnownSecrets.Life;
import io.partita.provider.canton.access.SecretSource.Need;
import io.partita.provider.canton.access.SecretSource.Renewal;
import io.partita.provider.canton.access.SecretSource.Setting;
import io.partita.provider.canton.call.LocalFailure;
import io.partita.provider.canton.call.TokenTraits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches what a reference stands for. A new source of secrets is an entry here, and a word of the declaration that
 * makes the reference.
 */
final class Secrets {

    static final String CODE = "SECRET";

    private static final Map<String, SecretSource> SOURCES = Map.of(
            "environment", new Variable(),
            "file", new ContentOfFile(),
            "credential", new Credential(),
            "command", new CommandOutput(),
            "oidc", new Oidc());

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Environment environment;

    Secrets(Environment environment) {
        this.environment = environment;
    }

    Environment environment() {
        return environment;
    }

    SecretValue fetch(Secret secret) throws LocalFailure {
        SecretSource source = SOURCES.get(secret.kind());
        if (source == null) {
            throw LocalFailure.local(
                    CODE, "this release of partita knows no secrets of the kind '" + secret.kind() + "'");
        }
        check(secret, source);
        SecretValue value = source.fetch(secret, this);
        if (value.value().length() > KnownSecrets.LONGEST) {
            throw LocalFailure.local(
                    CODE,
                    source.place(secret) + " is longer than " + (KnownSecrets.LONGEST >> 10) + " KiB: no secret is");
        }
        KnownSecrets.add(value.value(), life(value));
        if (value.value().isEmpty()) {
            throw LocalFailure.local(CODE, source.place(secret) + " is empty");
        }
        return value;
    }

    /** A token that ends is followed by another one. */
    private static Life life(SecretValue value) {
        return TokenTraits.of(value.value(), value.expires()).expires().isPresent() ? Life.PASSING : Life.LASTING;
    }

    /** Where it comes from, for people. */
    static String place(Secret secret) {
        SecretSource source = SOURCES.get(secret.kind());
        return source == null ? "a secret of the unknown kind '" + secret.kind() + "'" : source.place(secret);
    }

    /** Whether fetching it again can give another value. */
    static Renewal renewal(Secret secret) {
        SecretSource source = SOURCES.get(secret.kind());
        return source == null ? Renewal.FIXED : source.renewal();
    }

    /** Plans are written by partita, but what is in one that came from elsewhere is not believed. */
    private static void check(Secret secret, SecretSource source) throws LocalFailure {
        for (Setting setting : source.settings()) {
            Secret.Setting found = secret.settings().get(setting.name());
            if (found == null && setting.need() == Need.NEEDED) {
                throw unusable(secret, "lacks its setting '" + setting.name() + "'");
            }
            if (found != null && found.form() != setting.form()) {
                throw unusable(secret, "needs " + setting.form().title() + " as its setting '" + setting.name() + "'");
            }
        }
        for (String name : secret.settings().keySet()) {
            if (source.settings().stream().noneMatch(setting -> setting.name().equals(name))) {
                throw unusable(secret, "has no setting '" + name + "'");
            }
        }
    }

    private static LocalFailure unusable(Secret secret, String why) {
        return LocalFailure.local(CODE, "a secret of the kind '" + secret.kind() + "' " + why);
    }

    /** An environment variable. */
    private static final class Variable implements SecretSource {

        @Override
        public List<Setting> settings() {
            return List.of(needed("variable", Secret.Form.TEXT));
        }

        /** The environment of a running process does not change. */
        @Override
        public Renewal renewal() {
            return Renewal.FIXED;
        }

        @Override
        public String place(Secret secret) {
            return "the environment variable " + secret.text("variable").orElse("");
        }

        @Override
        public SecretValue fetch(Secret secret, Secrets secrets) throws LocalFailure {
            String value =
                    secrets.environment.variables().get(secret.text("variable").orElseThrow());
            if (value == null) {
                throw LocalFailure.local(CODE, place(secret) + " is not set");
            }
            return new SecretValue(value.strip(), Optional.empty());
        }
    }

    /** A file; surrounding white space is not part of the secret. The path starts at the declaration's folder. */
    private static final class ContentOfFile implements SecretSource {

        @Override
        public List<Setting> settings() {
            return List.of(needed("path", Secret.Form.TEXT));
        }

        @Override
        public Renewal renewal() {
            return Renewal.POSSIBLE;
        }

        @Override
        public String place(Secret secret) {
            return "the file " + secret.text("path").orElse("");
        }

        @Override
        public SecretValue fetch(Secret secret, Secrets secrets) throws LocalFailure {
            Path folder = secrets.environment.folder();
            String path = secret.text("path").orElseThrow();
            return content(SmallFile.shown(folder, path), () -> SmallFile.read(folder, path));
        }
    }

    /** A credential that the service manager hands over: a file of its name in the folder that it says. */
    private static final class Credential implements SecretSource {

        private static final String FOLDER = "CREDENTIALS_DIRECTORY";

        @Override
        public List<Setting> settings() {
            return List.of(needed("name", Secret.Form.TEXT));
        }

        /** They stay as they are for as long as the service runs. */
        @Override
        public Renewal renewal() {
            return Renewal.FIXED;
        }

        @Override
        public String place(Secret secret) {
            return "the credential " + secret.text("name").orElse("");
        }

        @Override
        public SecretValue fetch(Secret secret, Secrets secrets) throws LocalFailure {
            String folder = secrets.environment.variables().get(FOLDER);
            if (folder == null) {
                throw LocalFailure.local(
                        CODE,
                        place(secret) + " cannot be read: " + FOLDER + " is not set. It is set for services that"
                                + " systemd starts with LoadCredential= or SetCredential=");
            }
            String name = secret.text("name").orElseThrow();
            if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
                throw LocalFailure.local(CODE, place(secret) + " is not the name of one");
            }
            Path file = Path.of(folder).resolve(name);
            return content(file.toString(), () -> SmallFile.read(file));
        }
    }

    /** How the bytes of a file are come by. */
    private interface Bytes {
        byte[] read() throws IOException;
    }

    /** What is in a file, without the white space around it and the mark that some editors put before it. */
    private static SecretValue content(String file, Bytes bytes) throws LocalFailure {
        try {
            String text = new String(bytes.read(), StandardCharsets.UTF_8);
            return new SecretValue(
                    (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip(), Optional.empty());
        } catch (SmallFile.Unfit e) {
            throw LocalFailure.local(CODE, "the file " + file + " " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw LocalFailure.local(CODE, "the file " + file + " does not exist", e);
        } catch (IOException e) {
            throw LocalFailure.local(CODE, "the file " + file + " cannot be read", e);
        }
    }
}
