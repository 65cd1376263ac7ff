package io.partita.cli.report;

import io.partita.cli.text.EndpointText;
import io.partita.cli.text.ProgramText;
import io.partita.core.model.Access;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.Secret;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A participant, how it is reached, with whose secret, and what runs for it on the machine that applies.
 *
 * @param name as declared
 * @param id who answered when the plan was made
 * @param release which release answered
 * @param protocolVersion the one that is spoken on the synchronizer
 * @param operator whose it is; empty when everything is in one hand
 * @param ways how it is reached, at least one
 * @param programs what will be started, each once
 */
public record ParticipantReport(
        ParticipantName name,
        ParticipantId id,
        String release,
        int protocolVersion,
        Optional<String> operator,
        List<Way> ways,
        List<Program> programs) {

    public ParticipantReport {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(release, "release");
        Objects.requireNonNull(operator, "operator");
        ways = List.copyOf(ways);
        programs = List.copyOf(programs);
    }

    /**
     * One way to a participant.
     *
     * @param api the API, or the kind of access
     * @param text address, TLS and where the token comes from, as a declaration writes them; never a secret
     */
    public record Way(String api, String text) {
        public Way {
            Objects.requireNonNull(api, "api");
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * A program that partita starts on the machine that applies, in the declaration's folder and without a shell.
     *
     * @param words the program and its arguments
     * @param purposes what it is started for, at least one
     */
    public record Program(List<String> words, List<String> purposes) {
        public Program {
            words = List.copyOf(words);
            purposes = List.copyOf(purposes);
        }

        /** Every word in quotes. */
        public String command() {
            return ProgramText.of(words);
        }

        /** For people, without a full stop. */
        public String purpose() {
            return String.join(" and ", purposes);
        }
    }

    /** What it runs, and the protocol version that it speaks here. */
    public String versions() {
        return "release " + release + ", protocol version " + protocolVersion;
    }

    static List<ParticipantReport> of(Plan plan) {
        Set<ParticipantName> backedUp = plan.steps()
                .filter(step -> step.kind() == Step.Kind.BACK_UP)
                .map(Step::participant)
                .collect(Collectors.toSet());
        int protocolVersion = plan.synchronizer().protocolVersion();
        return plan.content().participants().values().stream()
                .map(participant -> new ParticipantReport(
                        participant.name(),
                        participant.id(),
                        participant.release(),
                        protocolVersion,
                        participant.operator(),
                        ways(participant.access()),
                        programs(participant, backedUp)))
                .toList();
    }

    static List<Way> ways(Access access) {
        return access.match(
                endpoints -> List.of(way("admin", endpoints.admin()), way("ledger", endpoints.ledger())),
                sandbox -> List.of(new Way("sandbox", "embedded in partita")));
    }

    private static Way way(String api, Endpoint endpoint) {
        String text = EndpointText.of(endpoint);
        String open = endpoint.tls().isEmpty() ? ", no TLS" : "";
        return new Way(api, text + open + (endpoint.token().isEmpty() ? ", no token" : ""));
    }

    private static List<Program> programs(PlannedParticipant participant, Set<ParticipantName> backedUp) {
        Map<List<String>, List<String>> programs = new LinkedHashMap<>();
        participant
                .access()
                .match(Optional::of, sandbox -> Optional.<Access.Endpoints>empty())
                .ifPresent(endpoints -> {
                    tokens(endpoints.admin()).forEach(words -> add(words, "the token of the Admin API", programs));
                    tokens(endpoints.ledger()).forEach(words -> add(words, "the token of the Ledger API", programs));
                });
        if (backedUp.contains(participant.name())) {
            Optional<List<String>> backup = participant
                    .backup()
                    .match(
                            unattended -> Optional.empty(),
                            manual -> Optional.empty(),
                            command -> Optional.of(command.words()));
            backup.ifPresent(words -> add(words, "the backup before the import", programs));
        }
        return programs.entrySet().stream()
                .map(entry -> new Program(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Stream<List<String>> tokens(Endpoint endpoint) {
        return endpoint.token().stream().flatMap(ParticipantReport::commands);
    }

    /** Whatever the kind of a secret: a list of words in a reference is a command line. */
    static Stream<List<String>> commands(Secret secret) {
        return secret.settings().values().stream().flatMap(setting -> switch (setting.form()) {
            case TEXT -> Stream.empty();
            case WORDS -> Stream.of(((Secret.Words) setting).words());
            case SECRET -> commands(((Secret.Nested) setting).secret());
        });
    }

    private static void add(List<String> words, String purpose, Map<List<String>, List<String>> programs) {
        programs.computeIfAbsent(words, each -> new ArrayList<>()).add(purpose);
    }
}
