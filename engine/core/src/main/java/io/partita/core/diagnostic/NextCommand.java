package io.partita.core.diagnostic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * A command of partita that is worth typing next. It names no folder and no file: the subject stands for what the
 * person works with, and only the command line knows how that is typed. Nor does it say for which operator: whoever
 * goes on does so as the operator that the last command was typed for.
 *
 * @param verb what to do
 * @param subject about what
 * @param options in the order in which they are typed
 */
public record NextCommand(Verb verb, Subject subject, List<Option> options) {

    /** More names than these are not typed. */
    public static final int NAMES_TYPED = 5;

    /** As many as apply takes at least for the beginning of a hash. */
    private static final int HASH_DIGITS = 12;

    public NextCommand {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(subject, "subject");
        options = List.copyOf(options);
    }

    /** What a command is about. */
    public enum Subject {
        /** The folder of the declaration, with the state of its runs. */
        HOME,
        /** The plan that was saved, or the folder that was applied. */
        PLAN,
        /** Nothing that would have to be named. */
        NOTHING
    }

    /** The commands of partita, each with what it usually is about. */
    public enum Verb {
        PARTITA("", Subject.NOTHING),
        VALIDATE("validate", Subject.HOME),
        FMT("fmt", Subject.HOME),
        IMPORT("import", Subject.HOME),
        PLAN("plan", Subject.HOME),
        DIFF("diff", Subject.NOTHING),
        DRIFT("drift", Subject.HOME),
        SNAPSHOT("snapshot", Subject.HOME),
        REHEARSE("rehearse", Subject.PLAN),
        APPROVE("approve", Subject.PLAN),
        APPLY("apply", Subject.PLAN),
        RESUME("resume", Subject.HOME),
        RECEIPT("receipt", Subject.NOTHING),
        RECEIPT_WRITE("receipt write", Subject.HOME),
        SIGN("sign", Subject.NOTHING),
        SIGN_EXPORT("sign export", Subject.HOME),
        SIGN_IMPORT("sign import", Subject.NOTHING),
        STATUS("status", Subject.HOME),
        EVIDENCE("evidence", Subject.NOTHING),
        EVIDENCE_WRITE("evidence write", Subject.HOME),
        EVIDENCE_VERIFY("evidence verify", Subject.NOTHING),
        SHOW("show", Subject.HOME),
        GRAPH("graph", Subject.PLAN),
        DOCTOR("doctor", Subject.HOME),
        STATE("state", Subject.NOTHING),
        STATE_LIST("state list", Subject.HOME),
        STATE_SHOW("state show", Subject.HOME),
        STATE_VERIFY("state verify", Subject.HOME),
        STATE_REBUILD("state rebuild", Subject.HOME),
        STATE_UNLOCK("state unlock", Subject.HOME),
        SANDBOX("sandbox", Subject.NOTHING),
        SANDBOX_RUN("sandbox run", Subject.HOME),
        SANDBOX_SHOW("sandbox show", Subject.HOME),
        SANDBOX_RESET("sandbox reset", Subject.HOME),
        EXPLAIN("explain", Subject.NOTHING),
        SCHEMA("schema", Subject.NOTHING),
        VERSION("version", Subject.NOTHING),
        COMPLETION("completion", Subject.NOTHING);

        private final String words;
        private final Subject subject;

        Verb(String words, Subject subject) {
            this.words = words;
            this.subject = subject;
        }

        /** As it is typed after the program's name. */
        public String words() {
            return words;
        }

        /** @throws IllegalArgumentException when no command is typed so */
        public static Verb of(String words) {
            return Arrays.stream(values())
                    .filter(verb -> verb.words.equals(words))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("not a command: " + words));
        }
    }

    /**
     * An option of a command.
     *
     * @param name with its hyphens
     * @param value as it is meant, without quotes of a shell; empty for an option that is only there or not
     */
    public record Option(String name, String value) {
        public Option {
            Objects.requireNonNull(value, "value");
            if (!name.matches("-[a-z]|--[a-z]+(-[a-z]+)*+")) {
                throw new IllegalArgumentException("not an option: " + name);
            }
        }
    }

    public static NextCommand of(Verb verb) {
        return new NextCommand(verb, verb.subject, List.of());
    }

    /** The explanation of a command. */
    public static NextCommand help(Verb verb) {
        return new NextCommand(verb, Subject.NOTHING, List.of()).with("--help");
    }

    public static NextCommand plan() {
        return of(Verb.PLAN);
    }

    public static NextCommand apply() {
        return of(Verb.APPLY);
    }

    /** Approves the plan; with a placeholder for the key. */
    public static NextCommand approve() {
        return of(Verb.APPROVE).with("--key", "KEY");
    }

    public static NextCommand resume() {
        return of(Verb.RESUME);
    }

    public static NextCommand status() {
        return of(Verb.STATUS);
    }

    public static NextCommand show() {
        return of(Verb.SHOW);
    }

    public static NextCommand stateVerify() {
        return of(Verb.STATE_VERIFY);
    }

    public static NextCommand sandboxReset() {
        return of(Verb.SANDBOX_RESET);
    }

    /** Writes what an operator has done, for the others. */
    public static NextCommand receiptWrite(String operator) {
        return of(Verb.RECEIPT_WRITE).with("-o", fileOf(operator));
    }

    /** Writes what the owners of keys have to sign elsewhere. */
    public static NextCommand exportRequest() {
        return of(Verb.SIGN_EXPORT).with("-o", "signature-request.json");
    }

    /** Goes on with what was signed elsewhere; with a placeholder for the file. */
    public static NextCommand withSignature() {
        return resume().with("--signature", "FILE");
    }

    /** Goes on with a declaration's access in the place of the plan's; with a placeholder for its folder. */
    public static NextCommand replacingAccess() {
        return resume().with("--access", "FOLDER");
    }

    /** Goes on with the id that the plan's synchronizer has since an upgrade. */
    public static NextCommand acceptingSynchronizer(String physicalId) {
        return resume().with("--accept-synchronizer", physicalId);
    }

    /** Goes on, and keeps exported contracts elsewhere; with a placeholder for the folder. */
    public static NextCommand exportingTo() {
        return resume().with("--exports", "FOLDER");
    }

    /** Gives the unfinished run up. */
    public static NextCommand abandon() {
        return resume().with("--abandon");
    }

    /** Plans a repair, in a file that is reviewed and applied like any other. @param what as the option wants it */
    public static NextCommand repair(String what) {
        return repairs(List.of(what));
    }

    /** Plans several repairs together. @param what each as the option wants it */
    public static NextCommand repairs(List<String> what) {
        return what.stream()
                .reduce(plan(), (command, each) -> command.with("--repair", each), NextCommand::withOptionsOf)
                .with("-o", "repair.json");
    }

    /** Goes on, and says that a participant has been backed up since it was isolated. */
    public static NextCommand backedUp(String participant) {
        return resume().with("--backup-done", participant);
    }

    /** A name for the receipts of an operator that is a name of a file everywhere. */
    private static String fileOf(String operator) {
        return "receipts-" + operator.replaceAll("[^A-Za-z0-9._-]+", "-") + ".json";
    }

    /** With a placeholder for the reason, which only the person knows. */
    public static NextCommand stateRebuild() {
        return of(Verb.STATE_REBUILD).with("--reason", "TEXT");
    }

    /** With a placeholder for the reason, which only the person knows. */
    public static NextCommand stateUnlock() {
        return of(Verb.STATE_UNLOCK).with("--reason", "TEXT");
    }

    /**
     * Applies the plan, and says that what cannot be taken back is meant: of each of these parties by its name, or,
     * where that would be a long line, of the plan by the beginning of its hash.
     *
     * @param hash the whole hash of the plan
     */
    public static NextCommand confirming(Collection<String> parties, String hash) {
        if (parties.size() > NAMES_TYPED) {
            return apply().with("--confirm", hash.substring(0, HASH_DIGITS));
        }
        return parties.stream()
                .reduce(apply(), (command, party) -> command.with("--confirm", party), NextCommand::withOptionsOf);
    }

    /** With an option that has no value. */
    public NextCommand with(String option) {
        return with(option, "");
    }

    public NextCommand with(String option, String value) {
        List<Option> more = new ArrayList<>(options);
        more.add(new Option(option, value));
        return new NextCommand(verb, subject, more);
    }

    /** With the options of another after its own, each once. */
    public NextCommand withOptionsOf(NextCommand other) {
        List<Option> more = new ArrayList<>(options);
        other.options.stream().filter(option -> !more.contains(option)).forEach(more::add);
        return new NextCommand(verb, subject, more);
    }
}
