package io.partita.core.planfile;

import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Endpoint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PartyHosting;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.Secret;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.PlannedConnection;
import java.util.List;

/** Writes the values that facts and steps share. */
final class ValueWriting {

    private final CanonicalJson json;

    ValueWriting(CanonicalJson json) {
        this.json = json;
    }

    void mapping(String name, HostingMapping mapping) {
        json.object(
                name,
                () -> json.text("party", mapping.party())
                        .number("serial", mapping.serial())
                        .number("threshold", mapping.threshold())
                        .objects(
                                "hosts",
                                mapping.hosts(),
                                host -> json.text("participant", host.participant())
                                        .text("permission", Words.of(host.permission()))
                                        .truth("onboarding", host.isOnboarding()))
                        .optionalText("signingKeys", mapping.signingKeys()));
    }

    void hosting(String name, PartyHosting hosting) {
        json.object(
                name,
                () -> json.text("party", hosting.party())
                        .number("threshold", hosting.threshold())
                        .objects(
                                "hosts",
                                hosting.hosts().entrySet(),
                                host -> json.text("participant", host.getKey())
                                        .text("permission", Words.of(host.getValue()))));
    }

    void schedule(PruningSchedule schedule) {
        json.object(
                "schedule",
                () -> json.text("cron", schedule.cron())
                        .text("maxDuration", schedule.maxDuration())
                        .text("retention", schedule.retention())
                        .text("extent", Words.of(schedule.extent())));
    }

    void connections(List<PlannedConnection> connections) {
        json.objects(
                "connections",
                connections,
                connection -> json.text("alias", connection.alias())
                        .text("connection", Words.of(connection.connection()))
                        .text("manualConnect", Words.of(connection.manualConnect())));
    }

    void dars(List<DarSource> dars) {
        json.objects(
                "dars",
                dars,
                dar -> dar.match(
                        file -> json.text("kind", "file")
                                .text("path", file.path())
                                .text("sha256", file.sha256())
                                .text("mainPackage", file.mainPackage()),
                        stored -> json.text("kind", "participant")
                                .text("source", stored.source())
                                .text("mainPackage", stored.mainPackage())
                                .text("name", stored.name())));
    }

    void access(Access access) {
        json.object(
                "access",
                () -> access.match(
                        endpoints -> {
                            json.text("kind", "endpoints");
                            endpoint("admin", endpoints.admin());
                            endpoint("ledger", endpoints.ledger());
                            return json;
                        },
                        sandbox -> json.text("kind", "sandbox")));
    }

    private void endpoint(String name, Endpoint endpoint) {
        json.object(name, () -> {
            json.text("host", endpoint.host()).number("port", endpoint.port());
            endpoint.tls()
                    .ifPresent(tls -> json.object(
                            "tls",
                            () -> json.optionalText("ca", tls.ca())
                                    .optionalText("certificate", tls.certificate())
                                    .optionalText("key", tls.key())
                                    .optionalText("authority", tls.authority())));
            endpoint.token().ifPresent(token -> secret("token", token));
        });
    }

    /** The reference only; partita never has the value in its hands here. */
    private void secret(String name, Secret secret) {
        json.object(name, () -> {
            json.text("kind", secret.kind());
            secret.settings().forEach(this::setting);
        });
    }

    private void setting(String name, Secret.Setting setting) {
        switch (setting.form()) {
            case TEXT -> json.text(name, ((Secret.Text) setting).text());
            case WORDS -> json.texts(name, ((Secret.Words) setting).words());
            case SECRET -> secret(name, ((Secret.Nested) setting).secret());
        }
    }

    void backup(Backup backup) {
        json.object(
                "backup",
                () -> backup.match(
                        none -> json.text("kind", "none"),
                        manual -> json.text("kind", "manual"),
                        command -> json.text("kind", "command").texts("words", command.words())));
    }
}
