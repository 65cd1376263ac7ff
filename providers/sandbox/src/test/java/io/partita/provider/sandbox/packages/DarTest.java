package io.partita.provider.sandbox.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.partita.provider.sandbox.lf.LfArchive;
import io.partita.provider.sandbox.lf.LfChoice;
import io.partita.provider.sandbox.lf.LfExpression.Term;
import io.partita.provider.sandbox.lf.LfField;
import io.partita.provider.sandbox.lf.LfName;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.lf.LfTemplate;
import io.partita.provider.sandbox.lf.LfType;
import io.partita.provider.sandbox.lf.LfTypeDefinition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DarTest {

    private static final LfName NOTE = new LfName("Examples", "Note");
    private static final LfName DEAL = new LfName("Examples", "Deal");

    @ParameterizedTest
    @CsvSource({
        "partita-base-1.0.0, ff3d8334a1273d2ae518551b15622c87f1064cd1a290ab08f86dd36bc44fd4d0, partita-base, 1.0.0, 1",
        "partita-examples-1.0.0, 4a44e456466c5992edbccf64ee448c9d664f4d191f60e9d5a4ebfd6ac7b009c1, partita-examples, 1.0.0, 2",
        "partita-examples-1.1.0, 0d0ac132af5534f5173d4e8ff1db637c19d548a583a2beb6292689ea4de5e322, partita-examples, 1.1.0, 2",
        "partita-extra-1.0.0, cc70bf7be6478978ae9bd495983af38e7bdea1f65242efca6ae82004d1d39b27, partita-extra, 1.0.0, 2",
    })
    void readsNameVersionAndId(String file, String id, String name, String version, int packages) throws Exception {
        Dar dar = Dar.read(TestDars.bytes(file));

        LfPackage main = dar.main().lfPackage();
        assertThat(main.id()).isEqualTo(id);
        assertThat(main.name()).isEqualTo(name);
        assertThat(main.version()).isEqualTo(version);
        assertThat(main.languageVersion()).isEqualTo("2.2");
        assertThat(dar.archives()).hasSize(packages);
        dar.checkClosure();
    }

    @Test
    void readsDependenciesModulesAndSize() throws Exception {
        LfPackage main =
                Dar.read(TestDars.bytes("partita-examples-1.0.0")).main().lfPackage();

        assertThat(main.dependencies()).containsExactly(TestDars.BASE);
        assertThat(main.modules()).containsExactly("Examples");
        assertThat(main.size()).isEqualTo(1088);
        assertThat(main.isUtility()).isFalse();
    }

    @Test
    void readsFieldTypesOfATemplate() throws Exception {
        LfPackage main =
                Dar.read(TestDars.bytes("partita-examples-1.1.0")).main().lfPackage();

        LfTypeDefinition.Structure note =
                (LfTypeDefinition.Structure) main.dataTypes().get(NOTE);
        assertThat(note.fields())
                .extracting(LfField::name)
                .containsExactly("author", "text", "priority", "tags", "remark");
        assertThat(note.fields().get(0).type().is(LfType.Kind.PARTY)).isTrue();
        assertThat(note.fields().get(2).type())
                .isEqualTo(new LfType.Constructor(TestDars.BASE, new LfName("Base", "Priority"), List.of()));
        assertThat(note.fields().get(3).type())
                .isEqualTo(new LfType.Builtin(
                        LfType.Kind.LIST,
                        List.of(new LfType.Constructor(TestDars.BASE, new LfName("Base", "Tag"), List.of()))));
        assertThat(note.fields().get(4).type().is(LfType.Kind.OPTIONAL)).isTrue();
    }

    @Test
    void readsEnumerationsInOrder() throws Exception {
        LfPackage base = Dar.read(TestDars.bytes("partita-base-1.0.0")).main().lfPackage();

        LfTypeDefinition.Enumeration priority =
                (LfTypeDefinition.Enumeration) base.dataTypes().get(new LfName("Base", "Priority"));
        assertThat(priority.constructors()).containsExactly("Low", "Normal", "High");
    }

    @Test
    void readsChoicesAndTheirBodies() throws Exception {
        LfPackage main =
                Dar.read(TestDars.bytes("partita-examples-1.0.0")).main().lfPackage();

        LfTemplate deal = main.templates().get(DEAL);
        assertThat(deal.choices().keySet()).containsExactly("Archive", "Redeem");
        LfChoice redeem = deal.choices().get("Redeem");
        assertThat(redeem.consuming()).isTrue();
        assertThat(redeem.controllers().term())
                .isEqualTo(new Term.Items(
                        List.of(new Term.Projection(new Term.Variable("this"), "holder")), new Term.Nil()));
        assertThat(redeem.body().term()).isInstanceOf(Term.Create.class);
    }

    @Test
    void refusesWhatIsNoZip() {
        PackageProblem problem = problem(ByteString.copyFromUtf8("this is not a zip"));

        assertThat(problem.kind()).isEqualTo(PackageProblem.Kind.INVALID_DAR);
        assertThat(problem).hasMessage("Dar file is corrupt");
        assertThat(problem.details()).containsEntry("entries", "List()").containsKey("throwable");
    }

    @Test
    void refusesATruncatedZip() {
        ByteString whole = TestDars.bytes("partita-base-1.0.0");

        PackageProblem problem = problem(whole.substring(0, 300));

        assertThat(problem.kind()).isEqualTo(PackageProblem.Kind.DAR_PARSE_ERROR);
        assertThat(problem.details().get("reason")).startsWith("IO error: java.io.EOFException");
    }

    @Test
    void refusesAnArchiveWhoseHashDoesNotFit() throws Exception {
        LfArchive archive = Dar.read(TestDars.bytes("partita-base-1.0.0")).main();
        byte[] damaged = archive.payload().toByteArray();
        damaged[damaged.length - 20] ^= 1;
        com.google.protobuf.UnknownFieldSet fields = com.google.protobuf.UnknownFieldSet.newBuilder()
                .addField(
                        3,
                        com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(damaged))
                                .build())
                .addField(
                        4,
                        com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8(TestDars.BASE))
                                .build())
                .build();

        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(() -> LfArchive.read(fields.toByteString()));

        assertThat(thrown).hasMessageContaining("Mismatching hashes! Expected");
    }

    @ParameterizedTest
    @CsvSource({
        "invalid/partita-examples-1.1.0-missing-dependency",
        "invalid/partita-extra-1.0.0-missing-dependency",
    })
    void refusesADarWithoutItsDependency(String file) throws Exception {
        Dar dar = Dar.read(TestDars.bytes(file));

        PackageProblem problem = catchThrowableOfType(PackageProblem.class, dar::checkClosure);

        assertThat(problem.kind()).isEqualTo(PackageProblem.Kind.DAR_DEPENDENCIES_NOT_VALID);
        assertThat(problem.details())
                .containsEntry("missingDependencies", "Set(" + TestDars.BASE + ")")
                .containsEntry("extraDependencies", "Set()");
    }

    @Test
    void acceptsAValidUpgrade() throws Exception {
        check("partita-examples-1.0.0", "partita-examples-1.1.0", "partita-extra-1.0.0");
    }

    @Test
    void refusesTwoContentsOfOneVersion() {
        PackageProblem problem = catchThrowableOfType(
                PackageProblem.class,
                () -> check("partita-examples-1.0.0", "invalid/partita-examples-1.0.0-other-content"));

        assertThat(problem.kind()).isEqualTo(PackageProblem.Kind.KNOWN_PACKAGE_VERSION);
        assertThat(problem)
                .hasMessage(
                        "Tried to vet two packages with the same name and version: " + TestDars.EXAMPLES_100
                                + " (partita-examples v1.0.0) and"
                                + " 828e42eba8a5a145913d4a2fe8f7766cc9ebef993577df72c1a1cf270447e25e (partita-examples v1.0.0).");
    }

    @Test
    void refusesAnUpgradeThatDropsAField() {
        PackageProblem problem = catchThrowableOfType(
                PackageProblem.class,
                () -> check("partita-examples-1.1.0", "invalid/partita-examples-1.2.0-not-an-upgrade"));

        assertThat(problem.kind()).isEqualTo(PackageProblem.Kind.NOT_VALID_UPGRADE_PACKAGE);
        assertThat(problem.details())
                .containsEntry("upgradeError", "The upgraded template Note is missing some of its original fields.");
    }

    private static void check(String... files) throws PackageProblem {
        List<LfPackage> packages = new ArrayList<>();
        for (String file : files) {
            Dar.read(TestDars.bytes(file)).archives().forEach(archive -> packages.add(archive.lfPackage()));
        }
        new UpgradeCheck(id ->
                        packages.stream().filter(each -> each.id().equals(id)).findFirst())
                .check(packages);
    }

    private static PackageProblem problem(ByteString bytes) {
        return catchThrowableOfType(PackageProblem.class, () -> Dar.read(bytes));
    }
}
