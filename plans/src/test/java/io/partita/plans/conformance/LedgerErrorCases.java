package io.partita.plans.conformance;

import static io.partita.plans.conformance.ErrorCase.ledger;

import io.grpc.Status;
import io.partita.proto.ledger.CumulativeFilter;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.Filters;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetUpdateByOffsetRequest;
import io.partita.proto.ledger.GetUpdatesRequest;
import io.partita.proto.ledger.Identifier;
import io.partita.proto.ledger.TemplateFilter;
import io.partita.proto.ledger.TransactionFormat;
import io.partita.proto.ledger.TransactionShape;
import io.partita.proto.ledger.UpdateFormat;
import io.partita.testkit.recording.TestDars;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the Ledger API refuses: offsets, filters, commands. */
final class LedgerErrorCases {

    private static final long BEYOND = 99_999_999_999L;
    private static final Refused AFTER_END = Refused.by("OFFSET_AFTER_LEDGER_END", 12);
    private static final Refused NEGATIVE = Refused.by("NEGATIVE_OFFSET", 8);
    private static final Refused MISSING = Refused.by("MISSING_FIELD", 8);
    private static final Refused ARGUMENT = Refused.by("INVALID_ARGUMENT", 8);
    private static final Refused NO_UPDATE = Refused.by("UPDATE_NOT_FOUND", 11);

    private Optional<String> party = Optional.empty();

    private String party(Ground ground) {
        if (party.isEmpty()) {
            // Without the package it would be refused for that.
            ground.upload(ground.destination(), TestDars.EXAMPLES);
            party = Optional.of(ground.used(ground.name("Asking"), 1));
        }
        return party.get();
    }

    List<Case> cases() {
        return List.of(
                contracts(
                        "acs-after-end",
                        "contracts after the ledger end",
                        AFTER_END,
                        request -> request.setActiveAtOffset(BEYOND)),
                contracts(
                        "acs-negative",
                        "contracts at an offset below 0",
                        NEGATIVE,
                        request -> request.setActiveAtOffset(-1)),
                contracts(
                        "acs-no-format",
                        "contracts without a format",
                        MISSING,
                        GetActiveContractsRequest.Builder::clearEventFormat),
                contracts(
                        "acs-empty-format",
                        "contracts of nobody",
                        ARGUMENT,
                        request -> request.setEventFormat(EventFormat.getDefaultInstance())),
                contracts(
                        "acs-bad-party",
                        "contracts of a party that is no id",
                        ARGUMENT,
                        request -> request.setEventFormat(Ledger.eventsOf("a party! with? signs"))),
                contracts(
                        "acs-package-id",
                        "contracts of a template by its package's id",
                        Refused.by("INVALID_FIELD", 8),
                        request -> template(request, TestDars.mainPackageId(TestDars.EXAMPLES), "Note")),
                contracts(
                        "acs-unknown-package",
                        "contracts of a package that nobody knows",
                        Refused.by("PACKAGE_NAMES_NOT_FOUND", 11),
                        request -> template(request, "#nosuch", "Note")),
                contracts(
                        "acs-unknown-template",
                        "contracts of a template that nobody knows",
                        Refused.by("NO_TEMPLATES_FOR_PACKAGE_NAME_AND_QUALIFIED_NAME", 11),
                        request -> template(request, "#partita-examples", "Nosuch")),
                updates(
                        "updates-begin-after-end",
                        "updates from after the ledger end",
                        AFTER_END,
                        request -> request.setBeginExclusive(BEYOND).setEndInclusive(BEYOND)),
                updates(
                        "updates-end-after-end",
                        "updates up to after the ledger end",
                        AFTER_END,
                        request -> request.setEndInclusive(BEYOND)),
                updates(
                        "updates-backwards",
                        "updates with their end before their begin",
                        Refused.by("OFFSET_OUT_OF_RANGE", 9),
                        request -> request.setBeginExclusive(request.getEndInclusive())
                                .setEndInclusive(1)),
                updates(
                        "updates-negative",
                        "updates from an offset below 0",
                        NEGATIVE,
                        request -> request.setBeginExclusive(-1)),
                updates(
                        "updates-no-format",
                        "updates without a format",
                        MISSING,
                        GetUpdatesRequest.Builder::clearUpdateFormat),
                updates(
                        "updates-no-shape",
                        "updates of no shape",
                        MISSING,
                        request -> request.setUpdateFormat(
                                format(request, TransactionShape.TRANSACTION_SHAPE_UNSPECIFIED))),
                ledger(
                        "update-beyond",
                        "the update at an offset after the ledger end",
                        NO_UPDATE,
                        g -> g.source()
                                .updates()
                                .getUpdateByOffset(GetUpdateByOffsetRequest.newBuilder()
                                        .setOffset(BEYOND)
                                        .setUpdateFormat(format(
                                                Ledger.eventsOf(party(g)),
                                                TransactionShape.TRANSACTION_SHAPE_LEDGER_EFFECTS))
                                        .build())),
                ledger(
                        "submit-no-host",
                        "a command on a participant that does not host the party",
                        Refused.by("NO_SYNCHRONIZER_ON_WHICH_ALL_SUBMITTERS_CAN_SUBMIT", 11),
                        g -> g.ledger().submitAnywhere(g.destination(), party(g), Ledger.note(party(g), "nowhere"))),
                ledger(
                        "submit-unknown",
                        "a command of a party that nobody knows",
                        Refused.by("UNKNOWN_SUBMITTERS", 11),
                        g -> g.ledger()
                                .submitAnywhere(g.source(), "x" + party(g), Ledger.note("x" + party(g), "nobody"))),
                ledger(
                        "submit-unknown-observer",
                        "a contract with a party that nobody knows",
                        Refused.by("UNKNOWN_INFORMEES", 11),
                        g -> g.ledger().submitAnywhere(g.source(), party(g), Ledger.deal(party(g), "x" + party(g), 1))),
                ledger(
                        "submit-unknown-contract",
                        "a choice on a contract that does not exist",
                        Refused.redacted(Status.Code.INTERNAL),
                        g -> g.ledger().submitAnywhere(g.source(), party(g), Ledger.finish("00" + "ab".repeat(68)))),
                ledger(
                        "submit-unknown-package",
                        "a contract of a package that nobody knows",
                        Refused.by("PACKAGE_SELECTION_FAILED", 9),
                        g -> g.ledger().submitAnywhere(g.source(), party(g), Ledger.create("nosuch", "M", "T"))));
    }

    private Case contracts(
            String name, String what, Refused refused, UnaryOperator<GetActiveContractsRequest.Builder> wrong) {
        return ledger(
                name,
                what,
                refused,
                g -> g.source()
                        .state()
                        .getActiveContracts(wrong.apply(GetActiveContractsRequest.newBuilder()
                                        .setActiveAtOffset(g.ledger().end(g.source()))
                                        .setEventFormat(Ledger.eventsOf(party(g))))
                                .build())
                        .forEachRemaining(entry -> {}));
    }

    private Case updates(String name, String what, Refused refused, UnaryOperator<GetUpdatesRequest.Builder> wrong) {
        return ledger(
                name,
                what,
                refused,
                g -> g.source()
                        .updates()
                        .getUpdates(wrong.apply(GetUpdatesRequest.newBuilder()
                                        .setEndInclusive(g.ledger().end(g.source()))
                                        .setUpdateFormat(format(
                                                Ledger.eventsOf(party(g)),
                                                TransactionShape.TRANSACTION_SHAPE_LEDGER_EFFECTS)))
                                .build())
                        .forEachRemaining(update -> {}));
    }

    private static UpdateFormat format(EventFormat events, TransactionShape shape) {
        return UpdateFormat.newBuilder()
                .setIncludeTransactions(
                        TransactionFormat.newBuilder().setEventFormat(events).setTransactionShape(shape))
                .build();
    }

    private static UpdateFormat format(GetUpdatesRequest.Builder request, TransactionShape shape) {
        return format(request.getUpdateFormat().getIncludeTransactions().getEventFormat(), shape);
    }

    private static GetActiveContractsRequest.Builder template(
            GetActiveContractsRequest.Builder request, String packageId, String entity) {
        String party = request.getEventFormat()
                .getFiltersByPartyMap()
                .keySet()
                .iterator()
                .next();
        Filters filters = Filters.newBuilder()
                .addCumulative(CumulativeFilter.newBuilder()
                        .setTemplateFilter(TemplateFilter.newBuilder()
                                .setTemplateId(Identifier.newBuilder()
                                        .setPackageId(packageId)
                                        .setModuleName("Examples")
                                        .setEntityName(entity))))
                .build();
        return request.setEventFormat(EventFormat.newBuilder().putFiltersByParty(party, filters));
    }
}
