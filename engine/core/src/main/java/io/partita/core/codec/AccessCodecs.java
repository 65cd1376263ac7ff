package io.partita.core.codec;

import static io.partita.core.json.Codecs.LINE;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Endpoint;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySource;
import io.partita.core.model.Secret;
import io.partita.core.plan.Home;
import io.partita.core.plan.PlanAccess;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** How participants are reached and backed up. Secrets are references; nobody here has a value in hand. */
public final class AccessCodecs {

    private static final Codec<List<String>> WORDS = Codecs.filledList(TEXT);

    /** A secret by its settings, which are texts, lists of words, and secrets that are needed to get it. */
    static final Shape<Secret> SECRET = Shape.of(Secret.class, "secret", table -> {
        var kind = table.field("kind", TEXT.matching("[a-z][a-z0-9-]{0,39}"), Secret::kind);
        var texts = table.unless(
                Collections.<String, String>emptySortedMap(),
                "texts",
                Codecs.map(TEXT, LINE),
                secret -> of(secret, Secret.Text.class, Secret.Text::text));
        var words = table.unless(
                Collections.<String, List<String>>emptySortedMap(),
                "words",
                Codecs.map(TEXT, Codecs.list(TEXT)),
                secret -> of(secret, Secret.Words.class, Secret.Words::words));
        var secrets = table.unless(
                Collections.<String, Secret>emptySortedMap(),
                "secrets",
                Codecs.map(TEXT, Codecs.lazily(() -> AccessCodecs.SECRET)),
                secret -> of(secret, Secret.Nested.class, Secret.Nested::secret));
        return read -> {
            SortedMap<String, Secret.Setting> settings = new TreeMap<>();
            texts.in(read).forEach((name, text) -> add(settings, name, new Secret.Text(text)));
            words.in(read).forEach((name, list) -> add(settings, name, new Secret.Words(list)));
            secrets.in(read).forEach((name, nested) -> add(settings, name, new Secret.Nested(nested)));
            return new Secret(kind.in(read), settings);
        };
    });

    private static final Shape<Endpoint.Tls> TLS = Shape.of(Endpoint.Tls.class, "tls", table -> {
        var ca = table.optional("ca", LINE, Endpoint.Tls::ca);
        var certificate = table.optional("certificate", LINE, Endpoint.Tls::certificate);
        var key = table.optional("key", LINE, Endpoint.Tls::key);
        var authority = table.optional("authority", TEXT, Endpoint.Tls::authority);
        return read -> new Endpoint.Tls(ca.in(read), certificate.in(read), key.in(read), authority.in(read));
    });

    private static final Shape<Endpoint> ENDPOINT = Shape.of(Endpoint.class, "endpoint", table -> {
        var host = table.field("host", TEXT, Endpoint::host);
        var port = table.field("port", Codecs.integer(1, 65535), Endpoint::port);
        var tls = table.optional("tls", TLS, Endpoint::tls);
        var token = table.optional("token", SECRET, Endpoint::token);
        return read -> new Endpoint(host.in(read), port.in(read), tls.in(read), token.in(read));
    });

    private static final Shape<Access.Endpoints> ENDPOINTS = Shape.of(Access.Endpoints.class, "endpoints", table -> {
        var admin = table.field("admin", ENDPOINT, Access.Endpoints::admin);
        var ledger = table.field("ledger", ENDPOINT, Access.Endpoints::ledger);
        return read -> new Access.Endpoints(admin.in(read), ledger.in(read));
    });

    private static final Shape<Access.Sandbox> SANDBOX =
            Shape.of(Access.Sandbox.class, "sandbox", table -> read -> new Access.Sandbox());

    private enum AccessKind {
        ENDPOINTS,
        SANDBOX
    }

    public static final Shape<Access> ACCESS = Shape.variants(
            "access",
            "kind",
            AccessKind.class,
            Codecs::word,
            access -> access.match(endpoints -> AccessKind.ENDPOINTS, sandbox -> AccessKind.SANDBOX),
            kind -> switch (kind) {
                case ENDPOINTS -> ENDPOINTS;
                case SANDBOX -> SANDBOX;
            });

    private static final Shape<Backup.Unattended> NO_BACKUP =
            Shape.of(Backup.Unattended.class, "no-backup", table -> read -> new Backup.Unattended());

    private static final Shape<Backup.Manual> MANUAL_BACKUP =
            Shape.of(Backup.Manual.class, "manual-backup", table -> read -> new Backup.Manual());

    private static final Shape<Backup.BackupCommand> BACKUP_COMMAND =
            Shape.of(Backup.BackupCommand.class, "backup-command", table -> {
                var words = table.field("words", WORDS, Backup.BackupCommand::words);
                return read -> new Backup.BackupCommand(words.in(read));
            });

    private enum BackupKind {
        NONE,
        MANUAL,
        COMMAND
    }

    public static final Shape<Backup> BACKUP = Shape.variants(
            "backup",
            "kind",
            BackupKind.class,
            Codecs::word,
            backup -> backup.match(none -> BackupKind.NONE, manual -> BackupKind.MANUAL, command -> BackupKind.COMMAND),
            kind -> switch (kind) {
                case NONE -> NO_BACKUP;
                case MANUAL -> MANUAL_BACKUP;
                case COMMAND -> BACKUP_COMMAND;
            });

    private static final Shape<KeySource.KeyFile> KEY_FILE = Shape.of(KeySource.KeyFile.class, "key-file", table -> {
        var path = table.field("path", LINE, KeySource.KeyFile::path);
        var password = table.optional("password", SECRET, KeySource.KeyFile::password);
        return read -> new KeySource.KeyFile(path.in(read), password.in(read));
    });

    private static final Shape<KeySource.Pkcs11> PKCS11 = Shape.of(KeySource.Pkcs11.class, "pkcs11", table -> {
        var library = table.field("library", LINE, KeySource.Pkcs11::library);
        var token = table.field("token", TEXT, KeySource.Pkcs11::token);
        var label = table.field("label", TEXT, KeySource.Pkcs11::label);
        var pin = table.optional("pin", SECRET, KeySource.Pkcs11::pin);
        return read -> new KeySource.Pkcs11(library.in(read), token.in(read), label.in(read), pin.in(read));
    });

    private static final Shape<KeySource.KeyCommand> KEY_COMMAND =
            Shape.of(KeySource.KeyCommand.class, "key-command", table -> {
                var words = table.field("words", WORDS, KeySource.KeyCommand::words);
                return read -> new KeySource.KeyCommand(words.in(read));
            });

    private static final Shape<KeySource.HandOver> HAND_OVER =
            Shape.of(KeySource.HandOver.class, "hand-over", table -> read -> new KeySource.HandOver());

    public static final Shape<KeySource> KEY_SOURCE = Shape.variants(
            "key-source", "kind", KeySource.Kind.class, KeySource.Kind::word, KeySource::kind, kind -> switch (kind) {
                case FILE -> KEY_FILE;
                case PKCS11 -> PKCS11;
                case COMMAND -> KEY_COMMAND;
                case HAND_OVER -> HAND_OVER;
            });

    /** From one folder to another. */
    public static final Codec<Home> WAY = Codecs.text("a way from one folder to another", Home::parse, Home::path);

    private static final Shape<PlanAccess.Reach> REACH = Shape.of(PlanAccess.Reach.class, "reach", table -> {
        var access = table.field("access", ACCESS, PlanAccess.Reach::access);
        var backup = table.field("backup", BACKUP, PlanAccess.Reach::backup);
        return read -> new PlanAccess.Reach(access.in(read), backup.in(read));
    });

    /** How what a plan names is reached. */
    public static final Shape<PlanAccess> PLAN_ACCESS = Shape.of(PlanAccess.class, "plan-access", table -> {
        var network = table.unless(Home.BESIDE, "network", WAY, PlanAccess::network);
        var participants =
                table.field("participants", Codecs.map(ModelCodecs.PARTICIPANT, REACH), PlanAccess::participants);
        var keys = table.unless(
                Collections.<KeyName, KeySource>emptySortedMap(),
                "keys",
                Codecs.map(ModelCodecs.KEY_NAME, KEY_SOURCE),
                PlanAccess::keys);
        var dars = table.unless(
                Collections.<String, String>emptySortedMap(),
                "dars",
                Codecs.map(TEXT.matching("[0-9a-f]{64}"), LINE),
                PlanAccess::dars);
        return read -> new PlanAccess(network.in(read), participants.in(read), keys.in(read), dars.in(read));
    });

    private AccessCodecs() {}

    private static <S extends Secret.Setting, T> SortedMap<String, T> of(
            Secret secret, Class<S> form, Function<S, T> value) {
        SortedMap<String, T> found = new TreeMap<>();
        secret.settings().forEach((name, setting) -> {
            if (form.isInstance(setting)) {
                found.put(name, value.apply(form.cast(setting)));
            }
        });
        return found;
    }

    private static void add(SortedMap<String, Secret.Setting> settings, String name, Secret.Setting setting) {
        if (settings.put(name, setting) != null) {
            throw new IllegalArgumentException("the setting '" + name + "' is there twice");
        }
    }
}
