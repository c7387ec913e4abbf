package dev.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedUuidTest {

    @Test
    void carriesTheTimeAndIsOfVersion7() {
        UUID id = TimeOrderedUuid.at(InstantSource.fixed(Instant.ofEpochMilli(0x0190_1234_5678L)));
        assertThat(id.toString()).startsWith("01901234-5678-7");
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void idsOfLaterMillisecondsSortLater() {
        UUID earlier = TimeOrderedUuid.at(InstantSource.fixed(Instant.ofEpochMilli(1_000)));
        UUID later = TimeOrderedUuid.at(InstantSource.fixed(Instant.ofEpochMilli(1_001)));
        assertThat(earlier.toString()).isLessThan(later.toString());
    }
}
