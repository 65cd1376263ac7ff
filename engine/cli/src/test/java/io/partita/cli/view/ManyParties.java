package io.partita.cli.view;

import io.partita.cli.unit.Plans;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Route;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Window;
import io.partita.core.topology.Evidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The plan of the quickstart, for many parties instead of one: P001, P002 and so on. */
public final class ManyParties {

    private static final PlanContent ONE = Plans.read(
                    Path.of("src/test/resources/io/partita/cli/view/quickstart.plan.json"))
            .value()
            .plan()
            .content();

    private ManyParties() {}

    public static Plan plan(int parties) {
        return plan(parties, content -> content);
    }

    /** @param change what is otherwise than with all alike */
    public static Plan plan(int parties, UnaryOperator<PlanContent> change) {
        List<String> names = IntStream.rangeClosed(1, parties)
                .mapToObj(number -> String.format("P%03d", number))
                .toList();
        Window window = ONE.windows().get(0);
        Transfer transfer = window.transfers().get(0);
        return new Plan(change.apply(with(
                names.stream()
                        .map(name -> changed(
                                ONE.parties().get(0),
                                name,
                                renamed(ONE.parties().get(0).party(), name)))
                        .toList(),
                List.of(window(
                        window,
                        window.round(),
                        names.stream()
                                .map(name ->
                                        transfer(transfer, of(transfer.activation(), renamed(transfer.party(), name))))
                                .toList())),
                ONE)));
    }

    /** A party whose mapping has another serial, so that what is read of it is otherwise and what is decided is not. */
    public static PlanContent withSerial(PlanContent content, String name, int serial) {
        return mapped(content, name, mapping -> mapping.withSerial(mapping.serial() + serial));
    }

    /** A party whose new host gets another permission. */
    public static PlanContent withPermission(PlanContent content, String name, Permission permission) {
        return mapped(
                content,
                name,
                mapping -> new HostingMapping(
                        mapping.party(),
                        mapping.serial(),
                        mapping.threshold(),
                        mapping.hosts().stream()
                                .map(host -> host.isOnboarding()
                                        ? new Host(host.participant(), permission, host.onboarding())
                                        : host)
                                .toList(),
                        mapping.signingKeys()));
    }

    /** A party that moves when all others have moved. */
    public static PlanContent inAWindowOfItsOwn(PlanContent content, String name) {
        Window window = content.windows().get(0);
        List<Transfer> others = new ArrayList<>();
        List<Transfer> alone = new ArrayList<>();
        window.transfers().forEach(transfer -> (isOf(transfer.party(), name) ? alone : others).add(transfer));
        return with(content.parties(), List.of(window(window, 1, others), window(window, 2, alone)), content);
    }

    /** A party in the namespace of another participant. */
    public static PlanContent inNamespaceOf(PlanContent content, String name, int participant) {
        String namespace = List.copyOf(content.participants().values())
                .get(participant - 1)
                .id()
                .uid()
                .namespace()
                .toString();
        PartyId moved = PartyId.of(name + "::" + namespace);
        return with(
                content.parties().stream()
                        .map(change -> change.name().equals(name) ? changed(change, name, moved) : change)
                        .toList(),
                content.windows().stream()
                        .map(window -> window(
                                window,
                                window.round(),
                                window.transfers().stream()
                                        .map(transfer -> isOf(transfer.party(), name)
                                                ? transfer(transfer, of(transfer.activation(), moved))
                                                : transfer)
                                        .toList()))
                        .toList(),
                content);
    }

    private static PlanContent mapped(PlanContent content, String name, UnaryOperator<HostingMapping> mapped) {
        return with(
                content.parties(),
                content.windows().stream()
                        .map(window -> window(
                                window,
                                window.round(),
                                window.transfers().stream()
                                        .map(transfer -> isOf(transfer.party(), name)
                                                ? transfer(transfer, mapped.apply(transfer.activation()))
                                                : transfer)
                                        .toList()))
                        .toList(),
                content);
    }

    private static boolean isOf(PartyId party, String name) {
        return party.uid().identifier().equals(name);
    }

    private static PartyId renamed(PartyId party, String name) {
        return PartyId.of(name + "::" + party.namespace());
    }

    private static HostingMapping of(HostingMapping mapping, PartyId party) {
        return new HostingMapping(party, mapping.serial(), mapping.threshold(), mapping.hosts(), mapping.signingKeys());
    }

    private static Transfer transfer(Transfer transfer, HostingMapping activation) {
        return new Transfer(activation, transfer.source(), transfer.packages(), transfer.contracts());
    }

    private static Window window(Window window, int round, List<Transfer> transfers) {
        return new Window(round, window.target(), window.connections(), window.vetted(), transfers);
    }

    /** With evidence of its own. */
    private static PartyChange changed(PartyChange change, String name, PartyId party) {
        List<Evidence> evidence = change.route().evidence().stream()
                .map(each -> new Evidence(each.host(), each.finding(), each.from(), each.to(), name + each.id()))
                .toList();
        return new PartyChange(
                name,
                party,
                change.before().map(before -> of(before, party)),
                change.lastSerial(),
                new Route(change.route().reason(), evidence, change.route().complete()),
                change.authority(),
                change.source(),
                change.staleFlags(),
                change.direct(),
                change.last(),
                change.kept());
    }

    private static PlanContent with(List<PartyChange> parties, List<Window> windows, PlanContent content) {
        return new PlanContent(
                content.home(),
                content.network(),
                content.synchronizerAlias(),
                content.synchronizer(),
                content.decisionTimeout(),
                content.participants(),
                content.keys(),
                content.namespaces(),
                parties,
                content.unchanged(),
                content.vettings(),
                content.sources(),
                windows);
    }
}
