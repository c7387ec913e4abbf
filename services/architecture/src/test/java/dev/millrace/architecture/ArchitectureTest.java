package dev.millrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

class ArchitectureTest {

    private static final List<Module> SERVICES = Module.SERVICES;

    private static final JavaClasses ALL = Module.importAll();

    private static final String REST = "jakarta.ws.rs.";
    private static final Set<String> HTTP_METHODS =
            Set.of(REST + "GET", REST + "POST", REST + "PUT", REST + "PATCH", REST + "DELETE");

    @ParameterizedTest
    @FieldSource("SERVICES")
    void noServiceDependsOnAnother(Module service) {
        Set<Module> others = EnumSet.copyOf(SERVICES);
        others.remove(service);
        others.add(Module.LOCAL);

        noClasses()
                .that(service.ownClasses())
                .should()
                .dependOnClassesThat(Module.of(others))
                .because("services meet over events and HTTP")
                .check(ALL);
    }

    @Test
    void theDataOfEveryEventIsKnownToNativeExecutables() {
        JavaClass[] registered = (JavaClass[]) ALL.get("dev.millrace.platform.JsonTypes")
                .getAnnotationOfType("io.quarkus.runtime.annotations.RegisterForReflection")
                .get("targets")
                .orElseThrow();

        assertThat(ALL)
                .filteredOn(type -> type.getPackageName().equals("dev.millrace.events"))
                .filteredOn(type -> type.isRecord() && !type.getEnclosingClass().isPresent())
                // The envelope is taken apart as a tree.
                .filteredOn(type -> !type.getSimpleName().equals("MillraceEvent"))
                .isSubsetOf(registered);
    }

    @Test
    void aConnectorKnowsOfMillraceOnlyItsInterfaceAndTheKernel() {
        Set<Module> rest = EnumSet.complementOf(EnumSet.of(Module.KERNEL, Module.CONNECTOR_SPI));

        for (Module connector : Module.CONNECTORS) {
            Set<Module> foreign = EnumSet.copyOf(rest);
            foreign.remove(connector);
            noClasses()
                    .that(connector.ownClasses())
                    .should()
                    .dependOnClassesThat(Module.of(foreign))
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile..")
                    .because("whoever writes a connector needs to learn the interface and nothing else")
                    .check(ALL);
        }
    }

    @Test
    void theCommandLineKnowsOfServicesOnlyTheirInterface() {
        Set<Module> foreign = EnumSet.copyOf(SERVICES);
        foreign.addAll(Set.of(Module.PLATFORM, Module.LOCAL));

        noClasses()
                .that(Module.CLI.ownClasses())
                .should()
                .dependOnClassesThat(Module.of(foreign))
                .because("it is a program like those that others write")
                .check(ALL);
    }

    @Test
    void theKernelNeedsNothingButTheJdk() {
        classes()
                .that(Module.KERNEL.ownClasses())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.millrace.kernel..")
                .check(ALL);
    }

    @Test
    void whatIsSharedKnowsNoServiceAndNoConnector() {
        Set<Module> users = EnumSet.copyOf(SERVICES);
        users.addAll(Module.CONNECTORS);
        users.add(Module.LOCAL);

        noClasses()
                .that(Module.of(EnumSet.of(
                        Module.KERNEL,
                        Module.CONNECTOR_SPI,
                        Module.EVENTS,
                        Module.SETTINGS,
                        Module.TLS,
                        Module.COMMANDS,
                        Module.PLATFORM)))
                .should()
                .dependOnClassesThat(Module.of(users))
                .check(ALL);
    }

    @ParameterizedTest
    @EnumSource
    void packagesOfAModuleFormNoCycle(Module module) {
        SlicesRuleDefinition.slices()
                .assignedFrom(new PackagesOf(module))
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    @Test
    void namesSayWhatAClassDoes() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils)(\\$.*)?")
                .because("such a name says nothing")
                .check(ALL);
    }

    @Test
    void timesThatDecideAboutRunsAreOfTheDatabasesClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.millrace.connector.runs..",
                        "dev.millrace.connector.scheduling..",
                        "dev.millrace.connector.catalogue..")
                .or()
                .haveFullyQualifiedName("dev.millrace.transform.runs.TransformRuns")
                .should()
                .callMethod(Instant.class, "now")
                .because("a replica whose clock is wrong must not delay runs or have them run twice")
                .check(ALL);
    }

    @Test
    void whoeverReachesATenantsDataNeedsARole() {
        methods()
                .that(answerRequestsAboutATenant())
                .should()
                .beAnnotatedWith("dev.millrace.platform.tenancy.RequiresRole")
                .check(ALL);
    }

    private static DescribedPredicate<JavaMethod> answerRequestsAboutATenant() {
        return DescribedPredicate.describe("answer requests about a tenant", method -> {
            String path = path(method.getOwner()) + "/" + path(method);
            return !method.getOwner().isInterface()
                    && method.getAnnotations().stream()
                            .anyMatch(annotation -> HTTP_METHODS.contains(
                                    annotation.getRawType().getName()))
                    && path.contains("{tenant}")
                    && !path.startsWith("/internal/");
        });
    }

    private static String path(HasAnnotations<?> annotated) {
        return annotated
                .tryGetAnnotationOfType(REST + "Path")
                .flatMap(annotation -> annotation.get("value"))
                .map(String::valueOf)
                .orElse("");
    }

    /** The packages of a module, each a slice; classes of other modules belong to none. */
    private record PackagesOf(Module module) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return module.ownClasses().test(type)
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + module;
        }
    }
}
