package io.partita.core.codec;

import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.approval.Approval;
import io.partita.core.approval.ApprovalPolicy;
import io.partita.core.approval.ApprovalPolicy.Author;
import io.partita.core.approval.ApprovalPolicy.Backups;
import io.partita.core.approval.ApprovalPolicy.Role;
import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.json.TextCodec;

/** Approvals as a journal keeps them, and the policy that says who has to give them. */
public final class ApprovalCodecs {

    /** The format of a policy, with its version. */
    public static final String FORMAT = "partita.approval-policy/1";

    private static final TextCodec<String> NAME = TEXT.matching("[A-Za-z0-9][A-Za-z0-9 _.-]{0,63}");

    /** As OpenSSH writes a principal, without patterns: a quorum counts people. */
    private static final TextCodec<String> PERSON = TEXT.matching("[^\\s,\"!*?]{1,255}");

    /** Beside the policy, so that both are protected by the same owners. */
    private static final TextCodec<String> FILE = TEXT.matching("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    static final Shape<Approval> APPROVAL = Shape.of(Approval.class, "approval", table -> {
        var signers = table.field("signers", Codecs.sortedSet(TEXT), Approval::signers);
        var key = table.field("key", TEXT, Approval::key);
        var namespace = table.field("namespace", TEXT, Approval::namespace);
        var signature = table.field("signature", TEXT, Approval::signature);
        return read -> new Approval(signers.in(read), key.in(read), namespace.in(read), signature.in(read));
    });

    private static final Codec<Author> AUTHOR = Codecs.words(Author.class, Codecs::word);
    private static final Codec<Backups> BACKUPS = Codecs.words(Backups.class, Codecs::word);
    private static final Codec<Integer> DAYS = Codecs.integer(0, 366);
    private static final Codec<Integer> QUORUM = Codecs.integer(1, 100);

    private static final Shape<Role> ROLE = Shape.of(Role.class, "role", table -> {
        var people = table.field("people", Codecs.sortedSet(PERSON), Role::people)
                .described("Names of the list of signers.");
        var quorum = table.field("quorum", QUORUM, Role::quorum).described("How many of them have to approve.");
        return read -> new Role(people.in(read), quorum.in(read));
    });

    /** The file of a policy ({@code approval-policy.schema.json}). */
    public static final Shape<ApprovalPolicy> POLICY = Shape.of(ApprovalPolicy.class, "approval-policy", table -> {
        table.constant("format", FORMAT);
        var signers = table.field("signers", FILE, ApprovalPolicy::signers)
                .described("The file of allowed signers beside this one, as ssh-keygen -Y verify takes it.");
        var roles = table.field("roles", Codecs.map(NAME, ROLE), ApprovalPolicy::roles)
                .described("All of them have to approve. Somebody counts for one of them only.");
        var days = table.optional("days", DAYS, ApprovalPolicy::days)
                .described("For how many days after the day that it says an approval counts.");
        var author = table.field("author", AUTHOR, ApprovalPolicy::author)
                .described("Whether an approval by whoever proposed the plan counts.");
        var backups = table.field("backups", BACKUPS, ApprovalPolicy::backups)
                .described("Whether it is said or signed that a participant was backed up by hand.");
        return read ->
                new ApprovalPolicy(signers.in(read), roles.in(read), days.in(read), author.in(read), backups.in(read));
    });

    private ApprovalCodecs() {}

    /** The JSON Schema of a policy. */
    public static String policySchema() {
        return POLICY.schema(
                "urn:partita:approval-policy:1",
                "Approval policy of partita",
                "Who has to approve the plans of a network before they are carried out.");
    }
}
