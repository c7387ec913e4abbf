package dev.millrace.transform.runs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How transform runs are tried again. */
@ConfigMapping(prefix = "millrace.transform.runs")
interface TransformConfiguration {

    /** How many attempts a run has when the warehouse goes away or its executor is lost. */
    @WithDefault("5")
    int attempts();

    /** The pause before the second attempt; it doubles with each further one. */
    @WithDefault("PT5S")
    Duration firstPause();
}
