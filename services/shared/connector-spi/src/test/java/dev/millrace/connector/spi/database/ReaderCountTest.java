package dev.millrace.connector.spi.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReaderCountTest {

    private final ReaderCount count = new ReaderCount(3, 1.15);

    @Test
    void oneMoreStaysWhileItMakesTheReadingFaster() {
        count.had(100);
        assertThat(count.isOpenForMore()).isFalse();
        count.had(100);
        assertThat(count.isOpenForMore()).isTrue();
        count.tryMore();
        count.had(180);
        assertThat(count.count()).isEqualTo(2);
        assertThat(count.isOpenForMore()).isTrue();
        count.tryMore();
        count.had(260);
        assertThat(count.count()).isEqualTo(3);
        assertThat(count.isOpenForMore()).isFalse();
    }

    @Test
    void oneThatGainsNothingGoesAndNoneIsTriedAgain() {
        count.had(100);
        count.had(100);
        count.tryMore();
        count.had(110);
        assertThat(count.count()).isEqualTo(1);
        count.had(100);
        assertThat(count.isOpenForMore()).isFalse();
    }

    @Test
    void whereThereIsNoOtherNoneIsAskedForAgain() {
        count.had(100);
        count.had(100);
        count.tryMore();
        count.noMore();
        assertThat(count.count()).isEqualTo(1);
        assertThat(count.isOpenForMore()).isFalse();
    }
}
