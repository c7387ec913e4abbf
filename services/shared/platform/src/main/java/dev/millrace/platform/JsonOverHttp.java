package dev.millrace.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.events.MillraceJson;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** JSON over HTTP reads as it does in events. */
@Singleton
class JsonOverHttp implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        MillraceJson.configure(mapper);
    }
}
