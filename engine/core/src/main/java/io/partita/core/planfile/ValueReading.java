package io.partita.core.planfile;

import io.partita.core.json.Fields;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Endpoint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyHosting;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.Secret;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.StepId;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads the values that facts and steps share. */
final class ValueReading {

    private ValueReading() {}

    static PartyId party(Fields fields) {
        return fields.parsed("party", "a full party id", PartyId::parse);
    }

    static ParticipantName participant(Fields fields, String name) {
        return fields.parsed(name, "a participant name", ValueReading::participantName);
    }

    private static Optional<ParticipantName> participantName(String text) {
        return ParticipantName.isName(text) ? Optional.of(new ParticipantName(text)) : Optional.empty();
    }

    static ParticipantId participantId(Fields fields, String name) {
        return fields.parsed(name, "a full participant id", ParticipantId::parse);
    }

    static PhysicalSynchronizerId synchronizer(Fields fields, String name) {
        return fields.parsed(name, "a physical synchronizer id", PhysicalSynchronizerId::parse);
    }

    static StepId step(Fields fields, String name) {
        return new StepId(fields.text(name));
    }

    static <E extends Enum<E>> E word(Fields fields, String name, Class<E> type) {
        return fields.parsed(name, "a word that is known here", word -> Words.parse(type, word));
    }

    static Duration duration(Fields fields, String name) {
        return fields.parsed(name, "a duration such as PT10S", ValueReading::parseDuration);
    }

    private static Optional<Duration> parseDuration(String text) {
        try {
            Duration duration = Duration.parse(text);
            return duration.toString().equals(text) ? Optional.of(duration) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static <T extends Comparable<T>> SortedSet<T> sorted(Fields fields, String name, Function<String, T> item) {
        SortedSet<T> items = new TreeSet<>();
        for (String text : fields.texts(name)) {
            T next = item.apply(text);
            if (!items.isEmpty() && items.last().compareTo(next) >= 0) {
                throw fields.wrong(name, "'" + name + "' has to be sorted, each item once");
            }
            items.add(next);
        }
        return items;
    }

    static SortedSet<ParticipantName> participants(Fields fields, String name) {
        return sorted(
                fields,
                name,
                text -> participantName(text)
                        .orElseThrow(() -> fields.wrong(name, "'" + text + "' is not a participant name")));
    }

    static SortedSet<PackageId> packages(Fields fields, String name) {
        return sorted(fields, name, PackageId::new);
    }

    static HostingMapping mapping(Fields fields) {
        return new HostingMapping(
                party(fields),
                positive(fields, "serial"),
                positive(fields, "threshold"),
                fields.objects("hosts", ValueReading::host),
                fields.optionalText("signingKeys"));
    }

    private static HostingMapping.Host host(Fields fields) {
        return new HostingMapping.Host(
                participantId(fields, "participant"),
                word(fields, "permission", Permission.class),
                fields.truth("onboarding") ? HostingMapping.Onboarding.FLAGGED : HostingMapping.Onboarding.CLEAR);
    }

    static PartyHosting hosting(Fields fields) {
        SortedMap<ParticipantId, Permission> hosts = new TreeMap<>();
        fields.objects("hosts", host -> {
            ParticipantId participant = participantId(host, "participant");
            if (!hosts.isEmpty() && hosts.lastKey().compareTo(participant) >= 0) {
                throw host.wrong("participant", "hosts have to be sorted, each once");
            }
            return hosts.put(participant, word(host, "permission", Permission.class));
        });
        return new PartyHosting(party(fields), positive(fields, "threshold"), hosts);
    }

    private static int positive(Fields fields, String name) {
        int number = fields.integer(name);
        if (number < 1) {
            throw fields.wrong(name, "'" + name + "' starts at 1");
        }
        return number;
    }

    static PruningSchedule schedule(Fields fields) {
        return new PruningSchedule(
                fields.text("cron"),
                duration(fields, "maxDuration"),
                duration(fields, "retention"),
                word(fields, "extent", PruningSchedule.Extent.class));
    }

    static PlannedConnection connection(Fields fields) {
        return new PlannedConnection(
                fields.text("alias"),
                word(fields, "connection", Registration.Connection.class),
                word(fields, "manualConnect", ManualConnect.class));
    }

    static DarSource dar(Fields fields) {
        PackageId mainPackage = new PackageId(fields.text("mainPackage"));
        return switch (fields.text("kind")) {
            case "file" -> new DarSource.DarFile(fields.text("path"), fields.text("sha256"), mainPackage);
            case "participant" ->
                new DarSource.DarOfParticipant(participant(fields, "source"), mainPackage, fields.text("name"));
            default -> throw fields.wrong("kind", "this kind of DAR is not known");
        };
    }

    static Access access(Fields fields) {
        return switch (fields.text("kind")) {
            case "endpoints" ->
                new Access.Endpoints(
                        fields.object("admin", ValueReading::endpoint),
                        fields.object("ledger", ValueReading::endpoint));
            case "sandbox" -> new Access.Sandbox();
            default -> throw fields.wrong("kind", "this kind of access is not known");
        };
    }

    private static Endpoint endpoint(Fields fields) {
        int port = fields.integer("port");
        if (port < 1 || port > 65535) {
            throw fields.wrong("port", "a port is a number from 1 to 65535");
        }
        return new Endpoint(
                fields.text("host"),
                port,
                fields.optionalObject(
                        "tls",
                        tls -> new Endpoint.Tls(
                                tls.optionalText("ca"),
                                tls.optionalText("certificate"),
                                tls.optionalText("key"),
                                tls.optionalText("authority"))),
                fields.optionalObject("token", ValueReading::secret));
    }

    /** Which settings a kind has is known to the provider alone. */
    private static Secret secret(Fields fields) {
        Secret secret = fields.parsed(
                "kind",
                "a kind of secret",
                kind -> Secret.isKind(kind) ? Optional.of(Secret.of(kind)) : Optional.empty());
        for (String name : fields.others()) {
            if (!Secret.isSetting(name)) {
                throw fields.wrong(name, "'" + name + "' is not the name of a setting");
            }
            secret = secret.with(
                    name,
                    fields.<Secret.Setting>anyForm(
                            name,
                            Secret.Text::new,
                            Secret.Words::new,
                            nested -> new Secret.Nested(ValueReading.secret(nested))));
        }
        return secret;
    }

    static Backup backup(Fields fields) {
        return switch (fields.text("kind")) {
            case "none" -> new Backup.Unattended();
            case "manual" -> new Backup.Manual();
            case "command" -> new Backup.BackupCommand(fields.texts("words"));
            default -> throw fields.wrong("kind", "this kind of backup is not known");
        };
    }
}
