package dev.millrace.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class KafkaCheckTest {

    @Test
    void whatTheAccessControlDoesNotAllowIsNamed() {
        assertThat(KafkaCheck.refusals(TopicUse.writes("facts"), Set.of(AclOperation.READ, AclOperation.DESCRIBE)))
                .containsExactly("WRITE on facts");
        assertThat(KafkaCheck.refusals(TopicUse.reads("facts"), Set.of(AclOperation.READ)))
                .isEmpty();
        assertThat(KafkaCheck.refusals(TopicUse.reads("facts"), Set.of(AclOperation.ALL)))
                .isEmpty();
    }

    @Test
    void aClusterWithoutTheFeatureOffersNoShareGroups() {
        assertThat(KafkaCheck.offersShareGroups(Map.of())).isFalse();
    }
}
