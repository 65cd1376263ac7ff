package io.partita.provider.keys;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.Security;

/** What this module knows of others, and what others see of it. */
@AnalyzeClasses(packages = "io.partita.provider.keys", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule keysKnowThePort = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.partita.provider.keys",
                    "io.partita.core.model",
                    "io.partita.core.provider",
                    "io.partita.core.file",
                    "io.partita.core.secret",
                    "org.bouncycastle..",
                    "java..",
                    "javax.security.auth..");

    @ArchTest
    static final ArchRule onlyTheEntryIsPublic =
            classes().that().arePublic().should().haveSimpleName("LocalKeys");

    @ArchTest
    static final ArchRule noProviderIsRegistered = noClasses()
            .should()
            .callMethod(Security.class, "addProvider", java.security.Provider.class)
            .orShould()
            .callMethod(Security.class, "insertProviderAt", java.security.Provider.class, int.class);
}
