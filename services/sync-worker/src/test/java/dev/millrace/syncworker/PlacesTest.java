package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.syncworker.Places.Place;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Places places = new Places(1, 2);

    private Place enter() throws InterruptedException {
        return places.enter(Duration.ZERO).orElseThrow();
    }

    @Test
    void aRunThatLeavesItsPlaceMakesRoomForAnother() throws InterruptedException {
        Place first = enter();
        assertThat(places.enter(Duration.ZERO)).isEmpty();
        first.leave();
        Place second = enter();
        assertThat(places.occupied()).isEqualTo(2);
        second.close();
        first.comeBack(new StopSignal());
        first.close();
        assertThat(places.occupied()).isZero();
    }

    @Test
    void thereAreNoMoreRunsThanMayBe() throws InterruptedException {
        enter().leave();
        enter().leave();
        assertThat(places.enter(Duration.ZERO)).isEmpty();
    }

    @Test
    void aPlaceThatIsClosedTwiceIsGivenBackOnce() throws InterruptedException {
        Place place = enter();
        place.close();
        place.close();
        enter();
        assertThat(places.enter(Duration.ZERO)).isEmpty();
    }

    @Test
    void whoHasToStopDoesNotWaitForAPlace() throws InterruptedException {
        Place waiting = enter();
        waiting.leave();
        enter();
        StopSignal stop = new StopSignal();
        stop.give(StopSignal.Reason.CANCEL);
        assertThatThrownBy(() -> waiting.comeBack(stop)).isInstanceOf(RunStoppedException.class);
    }
}
