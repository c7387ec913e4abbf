package dev.millrace.connector.spi.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyRangesTest {

    @Test
    void rangesFollowOneAnotherToTheLastKey() {
        KeyRanges ranges = new KeyRanges(KeyRange.including(1, 1000), 300);
        assertThat(ranges.next(2)).containsExactly(new KeyRange(0, 300), new KeyRange(300, 600));
        assertThat(ranges.next(3)).containsExactly(new KeyRange(600, 900), new KeyRange(900, 1000));
        assertThat(ranges.hasNext()).isFalse();
    }

    @Test
    void theyGetWiderWhereKeysAreSparseAndNarrowerWhereTheyAreNot() {
        TreeSet<Long> keys = new TreeSet<>();
        LongStream.range(0, 2000).forEach(key -> {
            keys.add(key * 1000);
            keys.add(2_000_000 + key);
            keys.add(9_000_000_000_000L + key);
        });
        KeyRanges ranges = new KeyRanges(KeyRange.including(keys.first(), keys.last()), 100);
        List<Integer> counts = new ArrayList<>();
        while (ranges.hasNext()) {
            KeyRange range = ranges.next(1).getFirst();
            int rows = keys.subSet(range.after(), false, range.to(), true).size();
            counts.add(rows);
            if (rows > 0) {
                ranges.had(rows, 1);
            } else {
                ranges.skipTo(keys.higher(ranges.at()));
            }
        }
        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(6000);
        assertThat(counts).hasSizeBetween(40, 100);
    }

    @Test
    void allNumbersCanBeKeys() {
        KeyRange all = KeyRange.including(Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(KeyRange.including(-7, 7)).isEqualTo(new KeyRange(-8, 7));
        assertThat(new KeyRanges(all, Long.MAX_VALUE).next(4))
                .containsExactly(
                        new KeyRange(Long.MIN_VALUE, -1),
                        new KeyRange(-1, Long.MAX_VALUE - 1),
                        new KeyRange(Long.MAX_VALUE - 1, Long.MAX_VALUE));
    }

    @Test
    void aRangeIsACondition() {
        NumericKey key = new NumericKey("orders", "id");
        assertThat(key.within(KeyRange.including(1, 7))).isEqualTo("id > 0 and id <= 7");
        assertThat(key.within(KeyRange.including(Long.MIN_VALUE, 7))).isEqualTo("id <= 7");
    }

    @Test
    void whatIsBehindAKeyMayBeNothing() {
        KeyRange keys = new KeyRange(10, 20);
        assertThat(keys.behind(15)).isEqualTo(new KeyRange(15, 20));
        assertThat(keys.behind(5)).isEqualTo(keys);
        assertThat(new KeyRanges(keys.behind(25), 3).hasNext()).isFalse();
    }
}
