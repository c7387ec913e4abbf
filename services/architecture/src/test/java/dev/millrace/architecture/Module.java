package dev.millrace.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A module of the build, known by its folder: packages do not tell modules apart, as the connector service, the SPI and
 * the connectors share {@code dev.millrace.connector}.
 */
enum Module {
    KERNEL("shared/kernel"),
    CONNECTOR_SPI("shared/connector-spi"),
    EVENTS("shared/events"),
    SETTINGS("shared/settings"),
    TLS("shared/tls"),
    COMMANDS("shared/commands"),
    PLATFORM("shared/platform"),
    SAMPLE("connectors/sample"),
    FILE("connectors/file"),
    POSTGRES("connectors/postgres"),
    MYSQL("connectors/mysql"),
    SINGER("connectors/singer"),
    REST("connectors/rest"),
    TENANT_MANAGEMENT("tenant-management"),
    CONNECTOR("connector"),
    SYNC_WORKER("sync-worker"),
    TRANSFORM("transform"),
    REPORTING("reporting"),
    CONSOLE("console"),
    CLI("cli"),
    LOCAL("local");

    static final List<Module> SERVICES =
            List.of(TENANT_MANAGEMENT, CONNECTOR, SYNC_WORKER, TRANSFORM, REPORTING, CONSOLE);
    static final List<Module> CONNECTORS = List.of(SAMPLE, FILE, POSTGRES, MYSQL, SINGER, REST);

    private final Path classes;

    Module(String folder) {
        this.classes = Path.of(System.getProperty("millrace.basedir"), "services", folder, "target", "classes");
    }

    /** The classes of all modules. */
    static JavaClasses importAll() {
        return new ClassFileImporter()
                .importPaths(Arrays.stream(values()).map(Module::compiled).toList());
    }

    /** Whether a class is of one of these modules. */
    static DescribedPredicate<JavaClass> of(Collection<Module> modules) {
        List<String> folders = modules.stream()
                .map(module -> module.classes.toUri().toString())
                .toList();
        return DescribedPredicate.describe(
                "are in " + modules,
                candidate -> candidate
                        .getSource()
                        .map(source -> isBelow(source.getUri(), folders))
                        .orElse(false));
    }

    /** Whether a class is of this module. */
    DescribedPredicate<JavaClass> ownClasses() {
        return of(List.of(this));
    }

    private static boolean isBelow(URI file, List<String> folders) {
        return folders.stream().anyMatch(folder -> file.toString().startsWith(folder));
    }

    private Path compiled() {
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException(classes + " is missing. Compile the whole project first: make test does.");
        }
        return classes;
    }
}
