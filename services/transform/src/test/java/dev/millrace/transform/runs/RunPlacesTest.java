package dev.millrace.transform.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RunPlacesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final RunPlaces places = new RunPlaces(2);

    @Test
    void thereAreNotMoreThanThereAre() {
        assertThat(places.tryTake()).isTrue();
        assertThat(places.tryTake()).isTrue();
        assertThat(places.tryTake()).isFalse();
        places.giveBack();
        assertThat(places.tryTake()).isTrue();
    }

    @Test
    void noneIsTakenAtTheEnd() {
        places.close();
        assertThat(places.tryTake()).isFalse();
    }

    @Test
    void theEndWaitsForWhatIsUnderWay() throws InterruptedException {
        places.tryTake();
        places.close();
        CountDownLatch done = new CountDownLatch(1);
        Thread run = Thread.ofVirtual().start(() -> {
            done.countDown();
            places.giveBack();
        });
        assertThat(places.awaitAll(LONG)).isTrue();
        assertThat(done.getCount()).isZero();
        run.join();
    }

    @Test
    void theEndDoesNotWaitForEver() throws InterruptedException {
        places.tryTake();
        assertThat(places.awaitAll(Duration.ofMillis(10))).isFalse();
    }
}
