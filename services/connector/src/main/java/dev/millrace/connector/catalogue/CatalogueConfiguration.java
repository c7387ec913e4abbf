package dev.millrace.connector.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the catalogue believes what workers said. */
@ConfigMapping(prefix = "millrace.connector.catalogue")
interface CatalogueConfiguration {

    /** After which time a connector that no worker has announced again is out of the catalogue; workers do every minute. */
    @WithDefault("PT10M")
    Duration forgottenAfter();
}
